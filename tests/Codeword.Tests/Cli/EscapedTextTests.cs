using Codeword.Cli;

namespace Codeword.Tests.Cli;

public sealed class EscapedTextTests
{
    [Theory]
    [InlineData("plain ä 猫", "plain ä 猫")]
    [InlineData("a\tb\nc\rd\\e", "a\\tb\\nc\\rd\\\\e")]
    [InlineData("\u001B[31mred\u0007", "\\u001B[31mred\\u0007")]
    [InlineData("\u009B31m", "\\u009B31m")]
    public void ControlCharactersAndBackslashesAreSpelled(string text, string escaped) => Assert.Equal(escaped, EscapedText.Of(text));
}
