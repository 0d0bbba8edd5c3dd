using Codeword.Data;

namespace Codeword.Tests.Data;

public class DataReportTests
{
    [Fact]
    public void SparseRowsAreSummedUp()
    {
        DataReport report = DataReport.Inspect(Rows.Source(new LibsvmFormat(), "a,b 0:1 4:2\na 2:3\n 1:1\nb\na,c\n"));
        Assert.Equal("data", report.Source);
        Assert.Equal(new LibsvmFormat { IndexBase = IndexBase.Zero }, report.Format);
        Assert.Equal(5, report.Rows);
        Assert.Equal(1, report.RowsWithoutLabels);
        Assert.Equal(2, report.EmptyRows);
        Assert.Equal(5, report.FeatureCount);
        Assert.Equal(4, report.NonZeros);
        Assert.Equal((0, 1.2, 2), (report.MinLabelsPerRow, report.MeanLabelsPerRow, report.MaxLabelsPerRow));
        Assert.Equal(3, report.Labels);
        Assert.Equal(new LabelFrequency("a", 3), report.LargestLabel);
        Assert.Equal(new LabelFrequency("c", 1), report.SmallestLabel);
        Assert.Equal(1, report.SingleRowLabels);
        Assert.Equal(0, report.FaultCount);
    }

    [Fact]
    public void TextAndWeightsAreSummedUp()
    {
        var format = new DelimitedFormat { WeightColumn = "w" };
        DataReport report = DataReport.Inspect(Rows.Source(format, "text,label,w\nabc,x,0.5\n ,y,4\n"));
        Assert.Equal((0.5f, 4f), (report.MinWeight, report.MaxWeight));
        Assert.Equal(4, report.Characters);
        Assert.Equal(1, report.EmptyRows);
    }

    [Fact]
    public void AnEmptyFileHasNothing()
    {
        DataReport report = DataReport.Inspect(Rows.Source(new TextFormat(), ""));
        Assert.Equal((0, 0.0, 0), (report.MinLabelsPerRow, report.MeanLabelsPerRow, report.MaxLabelsPerRow));
        Assert.Null(report.LargestLabel);
        Assert.Null(report.SmallestLabel);
        Assert.Equal((1f, 1f), (report.MinWeight, report.MaxWeight));
    }

    [Fact]
    public void EveryFaultIsCountedAndTheFirstOnesKept()
    {
        DataReport report = DataReport.Inspect(Rows.Source(new LibsvmFormat(), "a x\nb 1:1\nc y\nd z\n"), maxFaults: 2);
        Assert.Equal(3, report.FaultCount);
        Assert.Equal([1L, 3L], report.Faults.Select(fault => fault.Line));
        Assert.Equal(1, report.Rows);
        Assert.Throws<ArgumentOutOfRangeException>(() => DataReport.Inspect(Rows.Source(new TextFormat(), ""), -1));
    }

    [Fact]
    public void AFaultyHeaderIsTheOnlyFault()
    {
        DataReport report = DataReport.Inspect(Rows.Source(new XmlcFormat(), "rows\n0 0:1\n"));
        Assert.Equal(1, report.FaultCount);
        Assert.Equal(new XmlcFormat(), report.Format);
        Assert.Equal(0, report.Rows);
    }
}
