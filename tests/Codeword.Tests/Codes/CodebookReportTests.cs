using Codeword.Codes;
using Codeword.Data;
using Codeword.Numerics;

namespace Codeword.Tests.Codes;

public sealed class CodebookReportTests
{
    [Fact]
    public void LoadsAndPairsAreAsCountedByHand()
    {
        // Codewords 00, 01, 00, 10, 01, 00: three of 00 make 3 pairs, two of 01 one.
        var report = CodebookReport.Of(new Codebook([
            new ClusteredColumn([0, 0, 0, 1, 0, 0], 3),
            new ClusteredColumn([0, 1, 0, 0, 1, 0], 2),
        ]));

        Assert.Equal(6, report.Classes);
        Assert.Equal([new ColumnLoad("clustered", 3, 0, 5, 1), new ColumnLoad("clustered", 2, 2, 4, 0)], report.Columns);
        Assert.Equal(4, report.IndistinguishablePairs);
        Assert.Null(report.ExpectedIndistinguishablePairs);
    }

    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(40, 2, 3)]
    [InlineData(300, 5, 2)]
    [InlineData(300, 5, 4)]
    [InlineData(200, 1, 2)]
    public void PairsAreThoseThatComparingAllFinds(int classes, int buckets, int length)
    {
        Codebook codebook = Hashed(classes, buckets, length, new SplitMix64(5));

        Assert.Equal(PairsOneByOne(codebook), CodebookReport.Of(codebook).IndistinguishablePairs);
    }

    [Fact]
    public void DistinctDigitsLeaveNoPair()
    {
        var codebook = new Codebook([new ShuffledColumn(50, 4, 1), new IdentityColumn(50), new ShuffledColumn(50, 4, 2)]);

        Assert.Equal(0, CodebookReport.Of(codebook).IndistinguishablePairs);
        Assert.Equal(new ColumnLoad("identity", 50, 1, 1, 0), CodebookReport.Of(codebook).Columns[1]);
    }

    [Theory]
    [InlineData(200, 8, 1)]
    [InlineData(200, 8, 2)]
    [InlineData(100, 2, 5)]
    public void HashedDigitsLeaveAsManyPairsAsTheoryExpects(int classes, int buckets, int length)
    {
        const int Draws = 1000;
        var random = new SplitMix64(13);
        double[] counts = new double[Draws];
        for (int draw = 0; draw < Draws; draw++)
        {
            counts[draw] = CodebookReport.Of(Hashed(classes, buckets, length, new SplitMix64(random.Next()))).IndistinguishablePairs;
        }

        double expected = classes * (classes - 1) / 2.0 * Math.Pow(buckets, -length);
        double error = Math.Sqrt(counts.Sum(count => Math.Pow(count - counts.Average(), 2)) / (Draws - 1) / Draws);
        Assert.InRange(counts.Average(), expected - (4.5 * error), expected + (4.5 * error));
        Assert.InRange(error / expected, 0, 0.05);
        Assert.Equal(
            expected,
            CodebookReport.Of(Hashed(classes, buckets, length, random)).ExpectedIndistinguishablePairs!.Value,
            expected * 1e-12);
    }

    [Fact]
    public void OneColumnOfAnotherKindMakesTheoryFallSilent()
    {
        var codebook = new Codebook([.. Hashed(20, 4, 2, new SplitMix64(1)).Columns, new ShuffledColumn(20, 4, 1)]);

        Assert.Null(CodebookReport.Of(codebook).ExpectedIndistinguishablePairs);
    }

    private static Codebook Hashed(int classes, int buckets, int length, SplitMix64 random)
    {
        var columns = new DigitColumn[length];
        for (int r = 0; r < length; r++)
        {
            columns[r] = new HashedColumn(classes, UniversalHash.Draw(ref random, buckets));
        }

        return new Codebook(columns);
    }

    private static long PairsOneByOne(Codebook codebook)
    {
        long pairs = 0;
        for (int i = 0; i < codebook.Classes; i++)
        {
            for (int j = 0; j < i; j++)
            {
                pairs += codebook.Columns.All(column => column.DigitOf(new LabelId(i)) == column.DigitOf(new LabelId(j))) ? 1 : 0;
            }
        }

        return pairs;
    }
}
