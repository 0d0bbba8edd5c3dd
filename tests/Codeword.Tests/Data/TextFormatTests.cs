using Codeword.Data;

namespace Codeword.Tests.Data;

public class TextFormatTests
{
    private static readonly TextFormat Format = new();

    [Fact]
    public void LabelsComeFirstAndTheRestIsText() => Assert.Equal(
        ["a||some text  here", "a,b||x", "||no label", "c||"],
        Rows.Read(Format, "__label__a some text  here\n__label__a\t__label__b  x\nno label\n__label__c\n"));

    [Fact]
    public void BlankLinesAreSkippedAndLinesAreCountedNonetheless()
    {
        using ExampleReader reader = Rows.Source(Format, "\n \t\r\n__label__a x\n").Open();
        Assert.True(reader.Read());
        Assert.Equal(3, reader.Current.Line);
    }

    [Fact]
    public void ThePrefixCanBeChosen() =>
        Assert.Equal(["a||__label__b x#y"], Rows.Read(new TextFormat { LabelPrefix = "#" }, "#a __label__b x#y"));

    [Fact]
    public void AnUnfitPrefixIsRefusedWhereItIsSet()
    {
        Assert.StartsWith("The label prefix \"\" is empty or has white space in it", Assert.Throws<ArgumentException>(() => new TextFormat { LabelPrefix = "" }).Message);
        Assert.StartsWith("The label prefix \"a b\" is empty or", Assert.Throws<ArgumentException>(() => new TextFormat { LabelPrefix = "a b" }).Message);
    }

    [Theory]
    [InlineData("__label__ x", "data:1:10: found an empty label; expected a name")]
    [InlineData("__label__a __label__a x", "data:1:21: found the label \"a\" twice; expected each label once")]
    [InlineData("__label__a é x __label__b", "data:1:16: found the label \"__label__b\" after the text; expected all labels first")]
    public void EveryFaultSaysWhereWhatWasFoundAndWhatWasExpected(string row, string message) => Assert.Equal(message, Rows.Fault(Format, row));
}
