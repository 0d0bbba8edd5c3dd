using Codeword.Codes;
using Codeword.Tests.Decoding;

namespace Codeword.Tests.Codes;

public sealed class BinaryCodeReportTests
{
    [Fact]
    public void FiguresAreAsCountedByHand()
    {
        // 000, 011, 011, 101: bit 0 is 0 1 1 1, bit 1 is 0 1 1 0, bit 2 is 0 0 0 1.
        BinaryCodeReport report = BinaryCodeReport.Of(SampleCodes.Of(3, 0b000, 0b011, 0b011, 0b101));

        Assert.Equal((4, 3, 3, 1L), (report.Count, report.Bits, report.UniqueCodes, report.CollidingPairs));
        Assert.Equal((0, 10.0 / 6, false), (report.MinimumDistance!.Value, report.MeanDistance!.Value, report.IsSampled));
        Assert.Equal((0.25, 0.5, 0.75), (report.SmallestShare, report.MeanShare, report.LargestShare));
        Assert.Equal(1 / Math.Sqrt(3), report.LargestCorrelation, 1e-12);
        Assert.Equal((Math.Sqrt(1.0 / 3) + (1.0 / 3) + Math.Sqrt(1.0 / 3)) / 3, report.MeanCorrelation, 1e-12);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(60, 5)]
    [InlineData(130, 33)]
    [InlineData(70, 100)]
    public void FiguresAreThoseThatComparingAllGives(int classes, int bits)
    {
        BinaryCodes codes = SampleCodes.Draw(classes, bits, 4);
        BinaryCodeReport report = BinaryCodeReport.Of(codes);
        int[] distances = [.. from i in Enumerable.Range(0, classes) from j in Enumerable.Range(0, i) select codes.Distance(i, j)];

        Assert.Equal(distances.Min(), report.MinimumDistance);
        Assert.Equal(distances.Average(), report.MeanDistance!.Value, 1e-9);
        Assert.Equal(distances.Count(distance => distance == 0), report.CollidingPairs);
        Assert.Equal(Enumerable.Range(0, classes).Select(i => string.Join(',', codes.CodeOf(i).ToArray())).Distinct().Count(), report.UniqueCodes);
        Assert.Equal(report.CollidingPairs, CodebookReport.Of(Codebook.OfBits(codes)).IndistinguishablePairs);
        Assert.Equal(report, CodebookReport.Of(Codebook.OfBits(codes)).Bits);
    }

    [Fact]
    public void OneCodeHasNoDistance()
    {
        BinaryCodeReport report = BinaryCodeReport.Of(SampleCodes.Of(4, 5));

        Assert.Equal((null, null, false), (report.MinimumDistance, report.MeanDistance, report.IsSampled));
        Assert.Equal((0.0, 0.0), (report.MeanCorrelation, report.LargestCorrelation));
        Assert.Null(CodebookReport.Of(new Codebook([new IdentityColumn(3)])).Bits);
    }

    [Fact]
    public void OfVeryManyCodesASampleIsComparedAndSaidSo()
    {
        BinaryCodeReport few = BinaryCodeReport.Of(SampleCodes.Where(14, _ => true));
        BinaryCodeReport many = BinaryCodeReport.Of(SampleCodes.Where(15, _ => true));

        Assert.Equal((1, false), (few.MinimumDistance!.Value, few.IsSampled));
        Assert.Equal((1, true), (many.MinimumDistance!.Value, many.IsSampled));
        Assert.Equal(7.5 * 32_768 / 32_767, many.MeanDistance!.Value, 1e-9);
        Assert.Equal((0.5, 0.5, 0.0), (many.SmallestShare, many.LargestShare, many.LargestCorrelation));
    }
}
