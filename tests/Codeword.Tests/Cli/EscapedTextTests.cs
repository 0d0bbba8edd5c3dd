using Codeword.Cli;

namespace Codeword.Tests.Cli;

public sealed class EscapedTextTests
{
    [Theory]
    [InlineData("plain ä 猫", "plain ä 猫")]
    [InlineData("a\tb\nc\rd\\e", "a\\tb\\nc\\rd\\\\e")]
    [InlineData("\u001B[31mred\u0007", "\\u001B[31mred\\u0007")]
    [InlineData("\u009B31m", "\\u009B31m")]
    public void ControlCharactersAndBackslashesAreSpelled(string text, string escaped)
    {
        Assert.Equal(escaped, EscapedText.Of(text));
        Assert.Equal(text, EscapedText.Undo(escaped));
    }

    [Theory]
    [InlineData("a\\\\tb", "a\\tb")]
    [InlineData("\\u00e4\\u12", "ä\\u12")]
    [InlineData("\\x\\", "\\x\\")]
    public void WhatIsNoSpellingStandsForItself(string escaped, string text) => Assert.Equal(text, EscapedText.Undo(escaped));
}
