using Codeword.Data;

namespace Codeword.Tests.Data;

public class XmlcFormatTests
{
    private static readonly XmlcFormat Format = new();

    [Fact]
    public void LabelsAndIndicesCountFromZero() =>
        Assert.Equal(["0,4|0:1 2:0.5|", "1||"], Rows.Read(Format, "2 3 5\n0,4 0:1 2:0.5\n1\n"));

    [Fact]
    public void EmptyLabelListsAreLegal() =>
        Assert.Equal(["|0:1|", "||", "2|1:1|"], Rows.Read(Format, "3 3 5\n 0:1\n\n2 1:1\n\n\n"));

    [Fact]
    public void AFileMayHoldNoRows() => Assert.Empty(Rows.Read(Format, "0 0 0"));

    [Theory]
    [InlineData("", "data: found an empty file; expected the header N D L: rows, features, labels")]
    [InlineData("2 3\n0 0:1\n", "data:1:1: found the header \"2 3\"; expected three whole numbers N D L: rows, features, labels")]
    [InlineData("1 3 5 7\n", "data:1:1: found the header \"1 3 5 7\"; expected three whole numbers N D L: rows, features, labels")]
    [InlineData("1 -3 5\n", "data:1:1: found the header \"1 -3 5\"; expected three whole numbers N D L: rows, features, labels")]
    [InlineData("1 3x 5\n", "data:1:1: found the header \"1 3x 5\"; expected three whole numbers N D L: rows, features, labels")]
    [InlineData("1 3000000000 5\n", "data:1:1: found the header \"1 3000000000 5\"; expected three whole numbers N D L: rows, features, labels")]
    [InlineData("99999999999999999999 3 5\n", "data:1:1: found the header \"99999999999999999999 3 5\"; expected three whole numbers N D L: rows, features, labels")]
    [InlineData("1 3 5\n0 3:1\n", "data:2:3: found the index \"3\"; expected a whole number from 0 to 2")]
    [InlineData("1 0 5\n0 0:1\n", "data:2:3: found the index \"0\"; expected no features")]
    [InlineData("1 3 5\n5 0:1\n", "data:2:1: found the label \"5\"; expected a label from 0 to 4")]
    [InlineData("1 3 5\n1,x 0:1\n", "data:2:3: found the label \"x\"; expected a label from 0 to 4")]
    [InlineData("1 3 5\n01 0:1\n", "data:2:1: found the label \"01\"; expected a label from 0 to 4")]
    [InlineData("1 3 0\n0 0:1\n", "data:2:1: found the label \"0\"; expected no label")]
    [InlineData("1 3 5\n0, 0:1\n", "data:2:2: found a space after a comma in the label list; expected labels separated by commas alone")]
    [InlineData("3 3 5\n0 0:1\n1 0:1\n", "data:3:0: found the end after 2 rows; expected 3, as the header says")]
    [InlineData("1 3 5\n0 0:1\n1 0:1\n2 0:1\n", "data:3:0: found more rows; expected 1, as the header says")]
    public void EveryFaultSaysWhereWhatWasFoundAndWhatWasExpected(string text, string message) => Assert.Equal(message, Rows.Fault(Format, text));

    [Fact]
    public void AFaultyRowCountsAsARow()
    {
        DataReport report = DataReport.Inspect(Rows.Source(Format, "3 3 5\n0 0:1\n9 0:1\n1 0:x\n"));
        Assert.Equal(1, report.Rows);
        Assert.Equal([3L, 4L], report.Faults.Select(fault => fault.Line));
    }
}
