using Codeword.Codes;
using Codeword.Decoding;
using Codeword.Numerics;

namespace Codeword.Tests.Decoding;

/// <summary>What bytes tell out is out: the answer is that of scoring all classes in floats, bit for bit.</summary>
public sealed class ByteScanTests
{
    private static readonly Decoder Sum = new(DecoderKind.LogitSum);

    [Fact]
    public void TheBestAreThoseOfScoringAllInFloats()
    {
        for (ulong seed = 1; seed <= 40; seed++)
        {
            var random = new SplitMix64(seed);
            Codebook codebook = SampleTables.Codebook(ref random);
            var scorer = new ClassScorer(codebook);
            bool isFast = ByteKernels.AreFast(codebook.Columns.Max(column => column.Buckets));
            Assert.StartsWith(isFast ? "all classes, in bytes first" : "all classes in floats: this machine's", scorer.Plan, StringComparison.Ordinal);
            for (int kind = 0; kind < 8; kind++)
            {
                float[] tables = [.. Enumerable.Range(0, scorer.TableLength).Select(_ => SampleTables.Entry(kind, ref random))];
                foreach (int count in new[] { 1, 10, 300, codebook.Classes })
                {
                    Assert.Equal(Rank(scorer, tables, count, inBytes: false), Rank(scorer, tables, count, inBytes: true));
                }
            }
        }
    }

    [Fact]
    public void EqualScoresGoToTheSmallerClass()
    {
        var scorer = new ClassScorer(new Codebook([new ShuffledColumn(9000, 4, 1), new ShuffledColumn(9000, 5, 2)]));
        float[] tables = new float[scorer.TableLength];

        Assert.Equal(Enumerable.Range(0, 7), Rank(scorer, tables, 7, inBytes: true).Select(pair => pair.Label));
    }

    [Fact]
    public void ASingleBestAmongMillionsOfEqualsIsFound()
    {
        // The class stands alone in the last block, which is not full; everything else is as good as anything else.
        int[] digits = new int[20_001];
        digits[20_000] = 1;
        var scorer = new ClassScorer(new Codebook([new ClusteredColumn(digits, 2), new ShuffledColumn(20_001, 9, 1)]));
        float[] tables = new float[scorer.TableLength];
        tables.AsSpan(scorer.TableOf(0))[1] = float.Epsilon;

        Assert.Equal((20_000, float.Epsilon), Rank(scorer, tables, 3, inBytes: true)[0]);
        Assert.Equal((0, 0f), Rank(scorer, tables, 3, inBytes: true)[1]);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void EntriesThatAreNoNumbersChangeNothing(float entry)
    {
        var random = new SplitMix64(3);
        Codebook codebook = SampleTables.Codebook(ref random);
        var scorer = new ClassScorer(codebook);
        float[] tables = [.. Enumerable.Range(0, scorer.TableLength).Select(_ => SampleTables.Entry(0, ref random))];
        tables[0] = entry;

        Assert.Equal(Rank(scorer, tables, 10, inBytes: false), Rank(scorer, tables, 10, inBytes: true));
    }

    [Fact]
    public void ClassesHeldBeforeAreKept()
    {
        var random = new SplitMix64(4);
        var scorer = new ClassScorer(SampleTables.Codebook(ref random));
        float[] tables = [.. Enumerable.Range(0, scorer.TableLength).Select(_ => SampleTables.Entry(0, ref random))];
        int[] labels = new int[2];
        var top = new TopK(labels, new float[2]);
        top.Offer(-1, 1e9f);
        scorer.Rank(Sum, tables, ref top, 0, new float[scorer.ScratchLength]);
        top.Sort();

        Assert.Equal([-1, Rank(scorer, tables, 1, inBytes: false)[0].Label], labels);
    }

    [Fact]
    public void AScanAllocatesNothing()
    {
        var random = new SplitMix64(5);
        Assert.Equal(0, SampleTables.AllocatedByRank(new ClassScorer(SampleTables.Codebook(ref random)), logSumScale: 0));
    }

    [Fact]
    public void ThePlanSaysWhyFloatsAreUsed()
    {
        Assert.Equal("all classes in floats: fewer than 4,096, for which bytes gain nothing", Plan(new ShuffledColumn(4095, 9, 1)));
        Assert.Equal("all classes in floats: some have digits of more than 256 buckets", Plan(new ShuffledColumn(4096, 257, 1)));
        Assert.Equal("all classes in floats, each of a bucket of its own", Plan(new IdentityColumn(5000)));
        Assert.Equal(
            "all classes in floats; digits are computed, since they would take more than 1,000 bytes",
            new ClassScorer(new Codebook([new ShuffledColumn(5000, 9, 1)]), mostDigitBytes: 1000).Plan);
        Assert.Equal(
            "all classes in floats, since Median does not add up",
            Scorer.Create(new Codebook([new ShuffledColumn(5000, 9, 1)]), HeadLoss.Softmax, new Decoder(DecoderKind.Median)).Plan);

        static string Plan(DigitColumn column) => new ClassScorer(new Codebook([column])).Plan;
    }

    private static (int Label, float Score)[] Rank(ClassScorer scorer, float[] tables, int count, bool inBytes)
    {
        int[] labels = new int[count];
        float[] scores = new float[count];
        var top = new TopK(labels, scores);
        float[] scratch = new float[scorer.ScratchLength];
        _ = inBytes ? scorer.Rank(Sum, tables, ref top, 0, scratch) : scorer.RankFloats(Sum, tables, ref top, 0, scratch);
        return [.. labels.Zip(scores).Take(top.Sort())];
    }
}
