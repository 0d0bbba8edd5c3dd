using Codeword.Codes;
using Codeword.Decoding;
using Codeword.Numerics;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Decoding;

public sealed class BitScorerTests
{
    private static readonly DecoderKind[] Kinds =
        [DecoderKind.LogSum, DecoderKind.LogitSum, DecoderKind.Exact, DecoderKind.Hamming, DecoderKind.Table];

    public static TheoryData<int, int> Shapes => new()
    {
        { 1, 1 }, { 1, 3 }, { 5, 1 }, { 40, 3 }, { 90, 7 }, { 2500, 12 }, { 700, 13 }, { 1024, 20 }, { 1025, 32 }, { 600, 63 }, { 600, 64 }, { 600, 65 }, { 150, 130 }, { 30, 512 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ScoresAreThoseOfTheDefinition(int classes, int bits)
    {
        BinaryCodes codes = SampleCodes.Draw(classes, bits, 1);
        foreach (DecoderKind kind in Kinds)
        {
            Scorer scorer = SampleCodes.Create(codes, kind);
            foreach (float[] logits in SampleCodes.Logits(codes, 2))
            {
                double[] expected = ReferenceBits.Scores(codes, kind, logits);
                float[] found = SampleCodes.AllScores(scorer, logits);

                // Terms of a sum of logits may cancel: its rounding is that of their sizes.
                double terms = kind is DecoderKind.LogSum or DecoderKind.LogitSum ? logits.Sum(z => Math.Abs((double)z)) : 0;

                Assert.Equal(classes, found.Length);
                Assert.All(expected.Zip(found), pair => Assert.True(
                    pair.First == pair.Second || Math.Abs(pair.First - pair.Second) <= 1e-6 * (3 + Math.Abs(pair.First) + terms), $"{kind}: {pair}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void TheTopIsThatOfSortingAllScores(int classes, int bits)
    {
        BinaryCodes codes = SampleCodes.Draw(classes, bits, 3);
        foreach (DecoderKind kind in Kinds)
        {
            Scorer scorer = SampleCodes.Create(codes, kind);
            foreach (float[] logits in SampleCodes.Logits(codes, 4))
            {
                (int, float)[] ranked =
                    [.. SampleCodes.AllScores(scorer, logits).Index().Where(pair => kind != DecoderKind.Exact || float.IsFinite(pair.Item))];

                Assert.All([1, 2, 5, 100, classes + 3], count =>
                {
                    (int, float)[] expected = ReferenceRanking.Top(ranked, count);
                    Assert.Equal(expected, SampleCodes.Rank(scorer, logits, count).Top);
                    Assert.Equal(expected, SampleCodes.Rank(scorer, logits, count, scale: 1).Top);
                });
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void TheLogSumIsThatOverAllClasses(int classes, int bits)
    {
        BinaryCodes codes = SampleCodes.Draw(classes, bits, 5);
        foreach (DecoderKind kind in Kinds.Where(kind => new Decoder(kind).ScoresEveryClass))
        {
            Scorer scorer = SampleCodes.Create(codes, kind);
            foreach (float[] logits in SampleCodes.Logits(codes, 6))
            {
                double expected = ReferenceDecoder.LogSumExp(ReferenceBits.Scores(codes, kind, logits).Select(score => 0.7 * score));

                Assert.Equal(expected, SampleCodes.Rank(scorer, logits, 3, 0.7f).LogSum, 5e-6 * Math.Max(1, Math.Abs(expected)));
                Assert.Equal(0, SampleCodes.Rank(scorer, logits, 3).LogSum);
            }
        }
    }

    [Fact]
    public void NearestCodesComeFirstHoweverSureTheBitsAre()
    {
        // g = 0011. Classes: 0010 differs in one sure bit, 0111 in one unsure bit, 1111 in two unsure ones, 0111 again.
        BinaryCodes codes = SampleCodes.Of(4, 0b0010, 0b0111, 0b1111, 0b0111);
        ((int Index, float Score)[] top, _) = SampleCodes.Rank(SampleCodes.Create(codes, DecoderKind.Hamming), [7, 2, -0.5f, -0.5f], 4);

        Assert.Equal([1, 3, 0, 2], top.Select(pair => pair.Index));
        Assert.Equal([-1.0499512f, -1.0499512f, -1.6993164f, -2.0999023f], top.Select(pair => pair.Score));
    }

    [Fact]
    public void ACodeThatSeveralHaveIsNobodys()
    {
        Scorer scorer = SampleCodes.Create(SampleCodes.Of(3, 0b001, 0b110, 0b001), DecoderKind.Exact);

        Assert.Empty(SampleCodes.Rank(scorer, [1, -1, -1], 2).Top);
        Assert.Empty(SampleCodes.Rank(scorer, [1, 1, -1], 2).Top);
        Assert.Equal(1, Assert.Single(SampleCodes.Rank(scorer, [0, 1, 1], 2).Top).Index);   // sign(0) is 0.
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void FlippingABitOfAllCodesAndItsLogitChangesNothing(int classes, int bits)
    {
        BinaryCodes codes = SampleCodes.Draw(classes, bits, 7);
        var random = new SplitMix64(8);
        bool[] flips = [.. Enumerable.Range(0, bits).Select(_ => random.NextIndex(2) == 0)];
        float[] signs = [.. Enumerable.Range(0, classes * bits).Select(i => codes[i / bits, i % bits] ^ flips[i % bits] ? 1f : -1)];
        var flipped = BinaryCodes.FromSigns(signs, classes, bits);
        foreach (DecoderKind kind in Kinds)
        {
            foreach (float[] logits in SampleCodes.Logits(codes, 9).Where(row => !row.Contains(0)))
            {
                float[] other = [.. logits.Select((z, j) => flips[j] ? -z : z)];

                Assert.Equal(
                    SampleCodes.Rank(SampleCodes.Create(codes, kind), logits, 10).Top, SampleCodes.Rank(SampleCodes.Create(flipped, kind), other, 10).Top);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void TiesForTheNearestAreCounted(int classes, int bits)
    {
        BinaryCodes codes = SampleCodes.Draw(classes, bits, 10);
        var scorer = new HammingScorer(codes);
        ScoringScratch scratch = scorer.CreateScratch();
        foreach (float[] logits in SampleCodes.Logits(codes, 11))
        {
            scorer.Prepare(logits, scratch);
            int[] nearest = ReferenceBits.Nearest(codes, logits);

            Assert.Equal(nearest.Length, scorer.NearestCount(scratch, out int distance));
            Assert.Equal(ReferenceBits.Distance(codes, nearest[0], logits), distance);
        }
    }

    [Fact]
    public void LogitsThatAreNoNumbersStillGiveScores()
    {
        BinaryCodes codes = SampleCodes.Draw(50, 70, 12);
        float[] logits = [.. Enumerable.Range(0, 70).Select(j => (j % 5) switch
        {
            0 => float.NaN, 1 => float.PositiveInfinity, 2 => float.NegativeInfinity, 3 => float.MaxValue, _ => 1f,
        })];
        foreach (DecoderKind kind in Kinds)
        {
            Assert.All(SampleCodes.Rank(SampleCodes.Create(codes, kind), logits, 50, 1).Top, pair => Assert.True(float.IsFinite(pair.Score), $"{kind}: {pair}"));
        }
    }

    [Fact]
    public void RankingAllocatesNothing()
    {
        BinaryCodes[] all = [SampleCodes.Draw(1500, 12, 13), SampleCodes.Draw(1500, 33, 13), SampleCodes.Draw(1500, 100, 13)];
        foreach ((BinaryCodes codes, DecoderKind kind) in from codes in all from kind in Kinds select (codes, kind))
        {
            Scorer scorer = SampleCodes.Create(codes, kind);
            ScoringScratch scratch = scorer.CreateScratch();
            float[] logits = SampleCodes.Logits(codes, 14)[1];
            int[] indices = new int[3];
            float[] scores = new float[3];

            Assert.Equal(0, Allocations.WhenWarm(() =>
            {
                Rank(0);
                Rank(1);
            }));

            void Rank(float scale)
            {
                scorer.Prepare(logits, scratch);
                var top = new TopK(indices, scores);
                scorer.Rank(scratch, ref top, scale);
                top.Sort();
            }
        }
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(40, 1)]
    [InlineData(35, 6)]
    public void ClassesThatAreNotThereAreRefused(int first, int count) => Assert.All(Kinds, kind =>
    {
        Scorer scorer = SampleCodes.Create(SampleCodes.Draw(40, 9, 15), kind);
        Assert.Throws<ArgumentOutOfRangeException>(() => scorer.Score(scorer.CreateScratch(), first, new float[count]));
    });

    [Fact]
    public void ADecoderOfAnotherCodebookIsRefused()
    {
        Assert.Throws<ArgumentException>(() => SampleCodes.Create(SampleCodes.Draw(4, 3, 1), DecoderKind.Median));
        Assert.Throws<ArgumentException>(() => Scorer.Create(new Codebook([new IdentityColumn(3)]), HeadLoss.Logistic, new Decoder(DecoderKind.Hamming)));
    }

    [Fact]
    public void BytesAreThoseOfWhatIsLaidOut()
    {
        BinaryCodes codes = SampleCodes.Draw(100, 70, 16);
        long Bytes(DecoderKind kind) => SampleCodes.Create(codes, kind).Bytes;

        Assert.Equal((256 * 12, 256 * 12, 1600), (Bytes(DecoderKind.LogSum), Bytes(DecoderKind.LogitSum), Bytes(DecoderKind.Hamming)));
        Assert.Equal((4 * (256 + 100), 1600 + (4 * (256 + 100))), (Bytes(DecoderKind.Exact), Bytes(DecoderKind.Table)));
    }
}
