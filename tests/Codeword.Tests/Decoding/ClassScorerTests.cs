using Codeword.Codes;
using Codeword.Decoding;
using Codeword.Numerics;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Decoding;

public sealed class ClassScorerTests
{
    public static TheoryData<HeadLoss, Decoder> Decoders
    {
        get
        {
            var data = new TheoryData<HeadLoss, Decoder>();
            foreach (HeadLoss loss in Enum.GetValues<HeadLoss>())
            {
                foreach (Decoder decoder in Decoder.For(loss))
                {
                    data.Add(loss, decoder);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Decoders))]
    public void ScoresAreThoseOfTheDefinition(HeadLoss loss, Decoder decoder)
    {
        foreach (Codebook codebook in Mixes())
        {
            var scored = new ScoredCodebook(codebook, decoder, loss, seed: 9);
            double[] expected = scored.Expected();
            float[] found = scored.AllScores();

            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 3e-6 * Math.Max(1, Math.Abs(pair.First))));
        }
    }

    [Fact]
    public void TheMedianIsThatOfSortingForAnyNumberOfColumns()
    {
        for (int columns = 1; columns <= 40; columns++)
        {
            var codebook = new Codebook([.. Enumerable.Range(0, columns).Select(r => new ShuffledColumn(300, 5 + r, (ulong)r))]);
            var scored = new ScoredCodebook(codebook, new Decoder(DecoderKind.Median), HeadLoss.SquaredHinge, seed: (ulong)columns);

            Assert.Equal(scored.Expected(), scored.AllScores().Select(score => (double)score));
        }
    }

    [Theory]
    [MemberData(nameof(Decoders))]
    public void TheTopIsThatOfSortingAllScores(HeadLoss loss, Decoder decoder)
    {
        foreach (Codebook codebook in Mixes())
        {
            var scored = new ScoredCodebook(codebook, decoder, loss, seed: 10);
            (int, float)[] ranked = [.. scored.AllScores().Select((score, label) => (label, score))];

            Assert.All([1, 5, 100, codebook.Classes + 3], count =>
                Assert.Equal(ReferenceRanking.Top(ranked, count), scored.Rank(count, logSumScale: 0).Top));
        }
    }

    [Theory]
    [MemberData(nameof(Decoders))]
    public void TheLogSumIsThatOverAllClasses(HeadLoss loss, Decoder decoder)
    {
        foreach (Codebook codebook in Mixes())
        {
            var scored = new ScoredCodebook(codebook, decoder, loss, seed: 11);
            foreach (float scale in new[] { 0.1f, 1, 7 })
            {
                double expected = ReferenceDecoder.LogSumExp(scored.AllScores().Select(score => (double)scale * score));

                Assert.Equal(expected, scored.Rank(3, scale).LogSum, 2e-6 * Math.Max(1, Math.Abs(expected)));
            }

            Assert.Equal(0, scored.Rank(3, 0).LogSum);
        }
    }

    [Fact]
    public void AHigherTileFarFromTheFirstTakesTheLogSumOver()
    {
        // Scores rise by 1,000 from one tile to the next: what came before weighs nothing, and nothing overflows.
        var scorer = new ClassScorer(new Codebook([new IdentityColumn(3000)]));
        float[] tables = new float[scorer.TableLength];
        for (int label = 0; label < 3000; label++)
        {
            tables[label] = label / ClassScorer.TileSize * 1000;
        }

        var top = new TopK(new int[1], new float[1]);
        double logSum = scorer.Rank(new Decoder(DecoderKind.LogitSum), tables, ref top, 1, new float[scorer.ScratchLength]);

        Assert.Equal(2000 + Math.Log(3000 - (2 * ClassScorer.TileSize)), logSum, 1e-6);
    }

    [Fact]
    public void AClassWithoutANumberHidesNoOther()
    {
        var scorer = new ClassScorer(new Codebook([new IdentityColumn(2000)]));
        float[] tables = new float[scorer.TableLength];
        (tables[5], tables[1500], tables[1501]) = (1, float.NaN, 7);
        int[] labels = new int[2];
        var top = new TopK(labels, new float[2]);
        scorer.Rank(new Decoder(DecoderKind.LogitSum), tables, ref top, 0, new float[scorer.ScratchLength]);
        top.Sort();

        Assert.Equal([1501, 5], labels);
    }

    [Fact]
    public void RankingAllocatesNothing()
    {
        Codebook codebook = Mixes()[0];
        foreach (Decoder decoder in Decoder.For(HeadLoss.SquaredHinge))
        {
            var scorer = new ClassScorer(codebook);
            float[] tables = new float[scorer.TableLength];
            float[] scratch = new float[scorer.ScratchLength];
            int[] labels = new int[10];
            float[] scores = new float[10];

            Assert.Equal(0, Allocations.WhenWarm(Rank));

            void Rank()
            {
                var top = new TopK(labels, scores);
                scorer.Rank(decoder, tables, ref top, 0.5f, scratch);
                top.Sort();
            }
        }
    }

    [Fact]
    public void DigitsThatWouldTakeTooMuchMemoryAreComputed()
    {
        const int Classes = 5_000_000;   // 20 MB at a byte a digit
        var random = new SplitMix64(3);
        Codebook codebook = new([
            new HashedColumn(Classes, UniversalHash.Draw(ref random, 200)), new ShuffledColumn(Classes, 200, 1),
            new HashedColumn(Classes, UniversalHash.Draw(ref random, 2)), new ShuffledColumn(Classes, 60, 2),
        ]);
        var scored = new ScoredCodebook(codebook, new Decoder(DecoderKind.LogitSum), HeadLoss.Softmax, seed: 1);
        float[] scores = new float[100];
        scored.Scorer.Score(scored.Decoder, scored.Tables, Classes - 100, scores, []);

        Assert.Equal(0, scored.Scorer.DigitBytes);
        Assert.Equal(Enumerable.Range(Classes - 100, 100).Select(scored.LogitSum), scores);
    }

    [Fact]
    public void DigitsTakeTheFewestBytes()
    {
        DigitColumn[] columns = [new ShuffledColumn(1000, 256, 1), new ShuffledColumn(1000, 257, 1), new ShuffledColumn(1000, 65_537, 1), new IdentityColumn(1000)];

        Assert.Equal([1024, 2000, 4000, 0], columns.Select(column => new ClassScorer(new Codebook([column])).DigitBytes));
    }

    [Fact]
    public void TablesArePaddedToWholeVectors()
    {
        var scorer = new ClassScorer(new Codebook([new ShuffledColumn(9, 2, 1), new ShuffledColumn(9, 64, 1), new ShuffledColumn(9, 65, 1), new ShuffledColumn(9, 96, 1)]));

        Assert.Equal([0..64, 64..128, 128..208, 208..304], Enumerable.Range(0, 4).Select(scorer.TableOf));
        Assert.Equal((304, 5 * 1024, 9), (scorer.TableLength, scorer.ScratchLength, scorer.Classes));
    }

    [Theory]
    [InlineData(0, 1025)]
    [InlineData(-1, 1)]
    [InlineData(2000, 1)]
    [InlineData(1990, 11)]
    public void ClassesBeyondATileOrTheCodebookAreRefused(int first, int count)
    {
        var scored = new ScoredCodebook(new Codebook([new ShuffledColumn(2000, 4, 1)]), new Decoder(DecoderKind.LogitSum), HeadLoss.Softmax, seed: 1);

        Assert.Throws<ArgumentOutOfRangeException>(() => scored.Scorer.Score(scored.Decoder, scored.Tables, first, new float[count], []));
    }

    private static Codebook[] Mixes()
    {
        var random = new SplitMix64(77);
        return
        [
            new([Hashed(2500, 2), new ShuffledColumn(2500, 64, 5), Clustered(2500, 65), new IdentityColumn(2500), Hashed(2500, 257)]),
            new([Hashed(1024, 70_000), new ShuffledColumn(1024, 30, 8)]),
            new([Hashed(1025, 16), Hashed(1025, 16), Hashed(1025, 300), Clustered(1025, 2)]),
            new([new IdentityColumn(7)]),
        ];

        HashedColumn Hashed(int classes, int buckets) => new(classes, UniversalHash.Draw(ref random, buckets));

        ClusteredColumn Clustered(int classes, int buckets) =>
            new([.. Enumerable.Range(0, classes).Select(label => (int)((long)label * label % buckets))], buckets);
    }
}
