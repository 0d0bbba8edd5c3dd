using Codeword.Cli;

namespace Codeword.Tests.Cli;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("500", 500)]
    [InlineData("8GB", 8_000_000_000)]
    [InlineData("8 gb", 8_000_000_000)]
    [InlineData("1.5GiB", 3L << 29)]
    [InlineData("64KiB", 1 << 16)]
    [InlineData("2kB", 2000)]
    [InlineData("7B", 7)]
    public void SizesHaveUnitsOfThousandsOrOf1024(string text, long bytes) => Assert.Equal(bytes, ByteSize.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("GB")]
    [InlineData("8XB")]
    [InlineData("-8GB")]
    [InlineData("8G B")]
    [InlineData("1e9")]
    [InlineData("99999999999TB")]
    public void AnythingElseIsRefused(string text) => Assert.Equal(
        $"Found \"{text}\"; expected a number of bytes such as 500MB, 8GB or 1.5GiB.",
        Assert.Throws<UsageException>(() => ByteSize.Parse(text)).Message);
}
