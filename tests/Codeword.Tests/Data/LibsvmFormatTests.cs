using System.Globalization;
using System.Text;
using Codeword.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Codeword.Tests.Data;

public class LibsvmFormatTests
{
    private static readonly LibsvmFormat Auto = new();
    private static readonly LibsvmFormat FromZero = new() { IndexBase = IndexBase.Zero };
    private static readonly LibsvmFormat FromOne = new() { IndexBase = IndexBase.One };

    [Fact]
    public void IndicesAreStoredCountedFromZero()
    {
        Assert.Equal(["a|0:0.5 6:-2|"], Rows.Read(FromOne, "a 1:0.5 7:-2\n"));
        Assert.Equal(["a|1:0.5 7:-2|"], Rows.Read(FromZero, "a 1:0.5 7:-2\n"));
    }

    [Fact]
    public void ARowMayHaveSeveralLabelsOrNone() =>
        Assert.Equal(["3,x,12|0:1|", "|0:1|", "4||"], Rows.Read(FromOne, "3,x,12 1:1\n 1:1\n4"));

    [Fact]
    public void CommentsBlankLinesCarriageReturnsAndTabsAreTolerated() =>
        Assert.Equal(["C#|0:1 1:2|", "b|0:3|"], Rows.Read(FromOne, "# head 0:1\r\n\r\nC#\t1:1  2:2 # 3:3\r\n  \t\r\nb 1:3#x"));

    [Theory]
    [InlineData("a 1:1\nb 0:1\n", IndexBase.Zero)]
    [InlineData("a\t 00:1\n", IndexBase.Zero)]
    [InlineData("\uFEFF 0:1\n", IndexBase.Zero)]
    [InlineData("a 1:1\nb 2:0\n", IndexBase.One)]
    [InlineData("# is 0:1\na 10:1\n", IndexBase.One)]
    [InlineData("a 0", IndexBase.One)]
    [InlineData("", IndexBase.One)]
    public void AutoTakesTheBaseForZeroWhenTheIndexZeroOccursAndSaysSo(string text, IndexBase expected)
    {
        using ExampleReader reader = Rows.Source(Auto, text).Open();
        Assert.Equal(Auto with { IndexBase = expected }, reader.Format);
    }

    [Fact]
    public void AnIndexZeroBeyondTheLookAheadIsAFaultThatNamesTheCause()
    {
        var text = new StringBuilder();
        while (text.Length <= 4 * 1024 * 1024)
        {
            text.Append("label 1:1 ").Append("# ".PadRight(1000, 'x')).Append('\n');
        }

        string fault = Rows.Fault(Auto, text.Append("late 0:1\n").ToString());
        Assert.Contains("found the index \"0\"; expected a whole number from 1 to 2147483646 (the base was taken to be one", fault);
    }

    [Theory]
    [InlineData("a 1:1 x", "data:1:7: found \"x\"; expected index:value")]
    [InlineData("ä 1:1 3", "data:1:7: found \"3\"; expected index:value")]
    [InlineData("a -1:1", "data:1:3: found \"-1:1\"; expected index:value")]
    [InlineData("a 1: 2", "data:1:5: found the value \"\"; expected a finite number")]
    [InlineData("a 1:NaN", "data:1:5: found the value \"NaN\"; expected a finite number")]
    [InlineData("a 1:inf", "data:1:5: found the value \"inf\"; expected a finite number")]
    [InlineData("a 1:Infinity", "data:1:5: found the value \"Infinity\"; expected a finite number")]
    [InlineData("a 1:1e400", "data:1:5: found the value \"1e400\"; expected a finite number")]
    [InlineData("a 1:1,5", "data:1:5: found the value \"1,5\"; expected a finite number")]
    [InlineData("a 0:1", "data:1:3: found the index \"0\"; expected a whole number from 1 to 2147483646")]
    [InlineData("a 2147483647:1", "data:1:3: found the index \"2147483647\"; expected a whole number from 1 to 2147483646")]
    [InlineData("a 99999999999999999999:1", "data:1:3: found the index \"99999999999999999999\"; expected a whole number from 1 to 2147483646")]
    [InlineData("a 5:1 5:2", "data:1:7: found the index 5 twice; expected ascending indices")]
    [InlineData("a 5:1 3:2", "data:1:7: found the index 3 after 5; expected ascending indices")]
    [InlineData("1:0.5 2:1", "data:1:1: found \"1:0.5\" in place of the labels; expected labels, or a space first when the row has none")]
    [InlineData("a, b 1:1", "data:1:2: found a space after a comma in the label list; expected labels separated by commas alone")]
    [InlineData("a,", "data:1:2: found a comma at the end of the label list; expected another label after it")]
    [InlineData("a,,b 1:1", "data:1:3: found an empty label; expected a name")]
    [InlineData(",a 1:1", "data:1:1: found an empty label; expected a name")]
    [InlineData("a,b,a 1:1", "data:1:5: found the label \"a\" twice; expected each label once")]
    [InlineData("a\u0001 1:1", "data:1:1: found the label \"a\uFFFD\" with a control character; expected printable text")]
    public void EveryFaultSaysWhereWhatWasFoundAndWhatWasExpected(string row, string message) =>
        Assert.Equal(message, Rows.Fault(FromOne, row));

    [Fact]
    public void ReadingGoesOnAfterAFaultyRow()
    {
        using ExampleReader reader = Rows.Source(FromOne, "a 1:1\nb 2\nc 3:1\n").Open();
        Assert.True(reader.Read());
        Assert.Equal(2, Assert.Throws<DataFormatException>(() => reader.Read()).Line);
        Assert.True(reader.Read());
        Assert.Equal("c|2:1|", Rows.Describe(reader.Current));
        Assert.Equal(3, reader.Current.Line);
        Assert.False(reader.Read());
        Assert.False(reader.Read());
    }

    [Fact]
    public void WhatIsWrittenIsReadBack() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<(NonNegativeInt Label, (ushort Gap, float Value)[] Features)[]>(),
        rows =>
        {
            var text = new StringBuilder("# rows\n");
            var expected = new List<string>();
            foreach ((NonNegativeInt label, (ushort Gap, float Value)[] features) in rows)
            {
                int index = -1;
                string[] written = [.. features.Where(feature => float.IsFinite(feature.Value)).Select(feature =>
                    string.Create(CultureInfo.InvariantCulture, $"{index += feature.Gap + 1}:{feature.Value:R}"))];
                expected.Add($"{label.Get}|{string.Join(' ', written)}|");
                text.Append(CultureInfo.InvariantCulture, $"{label.Get} {string.Join(' ', written)}\n");
            }

            return Rows.Read(FromZero, text.ToString()).SequenceEqual(expected);
        }));
}
