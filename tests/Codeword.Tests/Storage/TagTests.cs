using Codeword.Storage;

namespace Codeword.Tests.Storage;

public sealed class TagTests
{
    [Fact]
    public void ATagIsItsFourCharacters()
    {
        Assert.Equal("WG0T", new Tag("WG0T").ToString());
        Assert.Equal(new Tag("WG0T"), new Tag("WG0T"));
        Assert.NotEqual(new Tag("WG0T"), new Tag("WG1T"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ABC")]
    [InlineData("ABCDE")]
    [InlineData("abcd")]
    [InlineData("AB D")]
    [InlineData("ABC\u00E9")]
    public void OtherTextsAreNoTags(string text) => Assert.StartsWith(
        $"Found the tag \"{text}\"; expected four characters of A-Z and 0-9.",
        Assert.Throws<ArgumentException>(() => new Tag(text)).Message,
        StringComparison.Ordinal);
}
