using System.Text;
using Codeword.Data;

namespace Codeword.Tests.Data;

public class DelimitedFormatTests
{
    private static readonly DelimitedFormat Csv = new();

    [Fact]
    public void ColumnsAreFoundByName() =>
        Assert.Equal(["a||one", "b||two"], Rows.Read(Csv, "id,label,text\r\n7,a,one\r\n8,b,two"));

    [Fact]
    public void QuotedFieldsMayHoldDelimitersQuotesAndLineEnds() =>
        Assert.Equal(["a, b||say \"hi\"\nthere"], Rows.Read(Csv, "text,label\n\"say \"\"hi\"\"\r\nthere\",\"a, b\"\n"));

    [Fact]
    public void SeveralTextColumnsAreJoinedByALineEnd() =>
        Assert.Equal(["a||title\nbody"], Rows.Read(new DelimitedFormat { Delimiter = '\t', TextColumns = ["t", "b"] }, "b\tlabel\tt\nbody\ta\ttitle\n"));

    [Fact]
    public void ALabelSeparatorMakesSeveralLabelsOrNone() =>
        Assert.Equal(["a,b||x", "||y"], Rows.Read(new DelimitedFormat { LabelSeparator = "; " }, "label,text\na; b,x\n,y\n"));

    [Fact]
    public void DataToPredictNeedsNoLabels() =>
        Assert.Equal(["||x"], Rows.Read(new DelimitedFormat { LabelColumn = null }, "text\nx\n"));

    [Fact]
    public void WeightsAreRead()
    {
        using ExampleReader reader = Rows.Source(new DelimitedFormat { WeightColumn = "w" }, "text,label,w\nx,a,2.5\n").Open();
        Assert.True(reader.Read());
        Assert.Equal(2.5f, reader.Current.Weight);
    }

    [Fact]
    public void RowsAreNumberedByTheLineTheyBeginIn()
    {
        using ExampleReader reader = Rows.Source(Csv, "text,label\n\n\"a\nb\nc\",1\n\nd,2\n").Open();
        Assert.True(reader.Read());
        Assert.Equal(3, reader.Current.Line);
        Assert.True(reader.Read());
        Assert.Equal(7, reader.Current.Line);
        Assert.False(reader.Read());
    }

    [Theory]
    [InlineData("", "data: found an empty file; expected a first row with the columns' names")]
    [InlineData("a,b\n", "data:1:0: found the columns \"a\", \"b\"; expected one named \"text\"")]
    [InlineData("text,label,text\n", "data:1:0: found two columns named \"text\"; expected one")]
    [InlineData("text,label\n\"x\ny\",a\nx\n", "data:4:0: found 1 fields; expected 2, as in the header")]
    [InlineData("text,label\nx,\n", "data:2:0: in the column \"label\" found an empty label; expected a name")]
    [InlineData("text,label\nx y\"z,a\n", "data:2:0: found a quote inside a field; expected the whole field in quotes and each quote within it doubled")]
    [InlineData("text,label\nx \"y\" z,a\n", "data:2:0: found a quote inside a field; expected the whole field in quotes and each quote within it doubled")]
    [InlineData("text,label\n\"x\"y,a\n", "data:2:0: found a quote inside a field; expected the whole field in quotes and each quote within it doubled")]
    [InlineData("text,label\nx,a\n\"y,b\nz,c\n", "data:3:0: found a quote that is never closed; expected a closing quote")]
    public void EveryFaultSaysWhereWhatWasFoundAndWhatWasExpected(string text, string message) => Assert.Equal(message, Rows.Fault(Csv, text));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("1e99")]
    public void WeightsAreFiniteAndAboveZero(string weight) => Assert.Equal(
        $"data:2:0: found the weight \"{weight}\"; expected a finite number above 0",
        Rows.Fault(new DelimitedFormat { WeightColumn = "w" }, $"text,label,w\nx,a,{weight}\n"));

    [Fact]
    public void OneFaultyLineSpoilsOneRow()
    {
        byte[] text = [.. "text,label\nx,a\n"u8, 0xFF, .. "\ny,b\n\"z\n"u8, 0xFE, .. "\n\",c\nlast,d\n"u8];
        DataReport report = DataReport.Inspect(Rows.Source(Csv, text));
        Assert.Equal([3L, 6L], report.Faults.Select(fault => fault.Line));
        Assert.Equal(3, report.Rows);
    }

    [Fact]
    public void ARowOfManyLinesIsBoundedAsALineIs()
    {
        var text = new StringBuilder("text,label\n\"");
        for (int i = 0; i < 100; i++)
        {
            text.Append("line\n");
        }

        Assert.Contains("found a row of more than 100 bytes, perhaps a quote that is never closed", Rows.Fault(new DelimitedFormat { MaxLineLength = 100 }, text.ToString()));
    }

    [Fact]
    public void UnfitColumnsAreRefusedWhereTheyAreSet()
    {
        Assert.StartsWith("No text column is named", Assert.Throws<ArgumentException>(() => new DelimitedFormat { TextColumns = [] }).Message);
        Assert.StartsWith("The label column is empty", Assert.Throws<ArgumentException>(() => new DelimitedFormat { LabelColumn = "" }).Message);
        Assert.StartsWith("The delimiter may be any character but", Assert.Throws<ArgumentException>(() => new DelimitedFormat { Delimiter = '"' }).Message);
    }
}
