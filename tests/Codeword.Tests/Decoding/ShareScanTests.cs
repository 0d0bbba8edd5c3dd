using Codeword.Codes;
using Codeword.Decoding;
using Codeword.Numerics;

namespace Codeword.Tests.Decoding;

/// <summary>Where probabilities are shares of 1: the best are those of scoring all in floats, bit for bit, and ln Σ exp is the truth within what its steps may be off by.</summary>
public sealed class ShareScanTests
{
    private static readonly Decoder Sum = new(DecoderKind.LogitSum);

    [Fact]
    public void TheBestAreThoseOfScoringAllInFloatsAndTheSumIsTheTruth()
    {
        for (ulong seed = 1; seed <= 16; seed++)
        {
            var random = new SplitMix64(seed);
            Codebook codebook = SampleTables.Codebook(ref random);
            var scorer = new ClassScorer(codebook);
            for (int kind = 0; kind < 8; kind++)
            {
                float[] tables = [.. Enumerable.Range(0, scorer.TableLength).Select(_ => SampleTables.Entry(kind, ref random))];
                foreach (float scale in new[] { 1e-3f, 1, 30 })
                {
                    AssertSame(scorer, codebook, tables, scale);
                }
            }
        }
    }

    // Steps are finer than δ of floats (docs/math.md) where entries are far from 0, and than 1e-5 together where they are near.
    private static void AssertSame(ClassScorer scorer, Codebook codebook, float[] tables, float scale)
    {
        double[] scores = Exactly(scorer, codebook, tables);
        double highest = scores.Max(), truth = (scale * highest) + Math.Log(scores.Sum(score => Math.Exp(scale * (score - highest))));
        double magnitude = Enumerable.Range(0, codebook.Length).Sum(r => tables.AsSpan(scorer.TableOf(r))[..codebook.Columns[r].Buckets].ToArray().Max(MathF.Abs));
        double tolerance = 1e-5 + (scale * codebook.Length * Math.ScaleB(magnitude, -23));
        foreach (int count in new[] { 1, 10, 300, codebook.Classes })
        {
            var (expected, _) = Rank(scorer, tables, count, scale, inFloats: true);
            var (ranked, logSum) = Rank(scorer, tables, count, scale, inFloats: false);
            Assert.Equal(expected, ranked);
            Assert.InRange(logSum, truth - tolerance, truth + tolerance);
        }
    }

    [Fact]
    public void ProbabilitiesAreRightToSixDigits()
    {
        for (ulong seed = 1; seed <= 30; seed++)
        {
            var random = new SplitMix64(seed);
            var columns = new DigitColumn[16];
            for (int r = 0; r < columns.Length; r++)
            {
                columns[r] = new HashedColumn(20_000, UniversalHash.Draw(ref random, 64));
            }

            var codebook = new Codebook(columns);
            var scorer = new ClassScorer(codebook);
            float[] tables = [.. Enumerable.Range(0, scorer.TableLength).Select(_ => SampleTables.Entry(5, ref random))];
            double[] scores = Exactly(scorer, codebook, tables);
            double highest = scores.Max(), truth = highest + Math.Log(scores.Sum(score => Math.Exp(score - highest)));

            Assert.InRange(Rank(scorer, tables, 1, 1, inFloats: false).LogSum - truth, -2e-6, 2e-6);
        }
    }

    [Fact]
    public void TheSumIsTheSameWhateverIsAskedFor()
    {
        var random = new SplitMix64(7);
        var scorer = new ClassScorer(SampleTables.Codebook(ref random));
        float[] tables = [.. Enumerable.Range(0, scorer.TableLength).Select(_ => SampleTables.Entry(0, ref random))];

        Assert.Equal(Rank(scorer, tables, 1, 1, inFloats: false).LogSum, Rank(scorer, tables, 500, 1, inFloats: false).LogSum);
    }

    [Theory]
    [InlineData(0)]     // Nothing is held, and nothing will be.
    [InlineData(1)]
    public void WhatIsHeldBeforeMayBeOutOfReach(int count)
    {
        var random = new SplitMix64(4);
        var scorer = new ClassScorer(SampleTables.Codebook(ref random));
        float[] tables = [.. Enumerable.Range(0, scorer.TableLength).Select(_ => SampleTables.Entry(7, ref random))];
        int[] labels = new int[count];
        var top = new TopK(labels, new float[count]);
        top.Offer(-1, 1e30f);

        Assert.Equal(Rank(scorer, tables, 1, 1, inFloats: false).LogSum, scorer.Rank(Sum, tables, ref top, 1, new float[scorer.ScratchLength]));
        Assert.All(labels, label => Assert.Equal(-1, label));
    }

    [Theory]
    [InlineData(float.NegativeInfinity, 1)]
    [InlineData(float.PositiveInfinity, 1)]
    [InlineData(float.NaN, 1)]
    [InlineData(-3e38f, int.MaxValue)]
    [InlineData(3e38f, int.MaxValue)]
    public void EntriesWhoseSumsAreNoNumbersAreScoredInFloats(float entry, int most)
    {
        var random = new SplitMix64(3);
        var scorer = new ClassScorer(SampleTables.Codebook(ref random));
        float[] tables = [.. Enumerable.Range(0, scorer.TableLength).Select(_ => SampleTables.Entry(0, ref random))];
        tables.AsSpan(0, Math.Min(most, tables.Length)).Fill(entry);

        Assert.Equal(Outcome(inFloats: true), Outcome(inFloats: false));

        // Where floats add up to none, their sum is refused: by both alike.
        string Outcome(bool inFloats)
        {
            try
            {
                var (best, logSum) = Rank(scorer, tables, 10, 1, inFloats);
                return $"{string.Join(' ', best)}: {logSum:R}";
            }
            catch (ArgumentOutOfRangeException e)
            {
                return e.Message;
            }
        }
    }

    [Fact]
    public void AFloatSumAboveTheHighestSumIsNoHarm()
    {
        // 2^30 + 2^30 + 129 is 2^31 + 256 in floats, 127 too much; half of the classes lack 129.
        var scorer = new ClassScorer(new Codebook([new ShuffledColumn(9000, 2, 1), new ShuffledColumn(9000, 2, 2), new ShuffledColumn(9000, 2, 3)]));
        float[] tables = new float[scorer.TableLength];
        tables.AsSpan(scorer.TableOf(0))[..2].Fill(1 << 30);
        tables.AsSpan(scorer.TableOf(1))[..2].Fill(1 << 30);
        tables.AsSpan(scorer.TableOf(2))[0] = 129;

        Assert.Equal((2.0 * (1 << 30)) + 129 + Math.Log(4500), Rank(scorer, tables, 5, 1, inFloats: false).LogSum, 1e-3);
    }

    [Fact]
    public void ClassesHeldBeforeAreKeptWhereNoneIsBetter()
    {
        var random = new SplitMix64(9);
        var scorer = new ClassScorer(SampleTables.Codebook(ref random));
        float[] tables = [.. Enumerable.Range(0, scorer.TableLength).Select(_ => SampleTables.Entry(1, ref random))];
        (int label, float score) = Rank(scorer, tables, 1, 1, inFloats: true).Best[0];
        foreach ((int held, float of, int kept) in new[] { (label + 1, score, label), (-1, score, -1), (-1, score - 0.5f, label) })
        {
            int[] labels = [0];
            var top = new TopK(labels, new float[1]);
            top.Offer(held, of);
            scorer.Rank(Sum, tables, ref top, 1, new float[scorer.ScratchLength]);
            Assert.Equal(kept, labels[0]);
        }
    }

    [Fact]
    public void AClassFarAheadOfTheFirstTileIsCounted()
    {
        // All but the last class, which stands in a block that is not full, are e^-1000 of it.
        int[] digits = new int[20_001];
        digits[20_000] = 1;
        var scorer = new ClassScorer(new Codebook([new ClusteredColumn(digits, 2), new ShuffledColumn(20_001, 9, 1)]));
        float[] tables = new float[scorer.TableLength];
        tables.AsSpan(scorer.TableOf(0))[1] = 1000;

        var (best, logSum) = Rank(scorer, tables, 2, 1, inFloats: false);
        Assert.Equal([(20_000, 1000f), (0, 0f)], best);
        Assert.Equal(1000, logSum, 1e-3);
    }

    [Fact]
    public void EqualScoresShareEvenly()
    {
        var scorer = new ClassScorer(new Codebook([new ShuffledColumn(9000, 4, 1), new ShuffledColumn(9000, 5, 2)]));
        var (best, logSum) = Rank(scorer, new float[scorer.TableLength], 7, 1, inFloats: false);

        Assert.Equal(Enumerable.Range(0, 7), best.Select(pair => pair.Label));
        Assert.Equal(Math.Log(9000), logSum, 1e-6);
    }

    [Fact]
    public void MoreColumnsThanAddUpIn31BitsAreScoredInFloats()
    {
        Assert.NotNull(Scan(ShareScan.MostColumns));
        Assert.Null(Scan(ShareScan.MostColumns + 1));

        static ShareScan? Scan(int columns)
        {
            var codebook = new Codebook(Enumerable.Range(0, columns).Select(r => new ShuffledColumn(5000, 9, (ulong)r)));
            return ShareScan.For(new ClassScorer(codebook), codebook, new DigitTiles(codebook.Columns));
        }
    }

    [Fact]
    public void AScanAllocatesNothing()
    {
        var random = new SplitMix64(5);
        Assert.Equal(0, SampleTables.AllocatedByRank(new ClassScorer(SampleTables.Codebook(ref random)), logSumScale: 1));
    }

    private static double[] Exactly(ClassScorer scorer, Codebook codebook, float[] tables)
    {
        double[] scores = new double[codebook.Classes];
        int[] digits = new int[codebook.Classes];
        for (int r = 0; r < codebook.Length; r++)
        {
            codebook.Columns[r].CopyDigits(0, digits);
            for (int i = 0; i < digits.Length; i++)
            {
                scores[i] += tables[scorer.TableOf(r)][digits[i]];
            }
        }

        return scores;
    }

    private static ((int Label, float Score)[] Best, double LogSum) Rank(ClassScorer scorer, float[] tables, int count, float scale, bool inFloats)
    {
        int[] labels = new int[count];
        float[] scores = new float[count];
        var top = new TopK(labels, scores);
        float[] scratch = new float[scorer.ScratchLength];
        double logSum = inFloats ? scorer.RankFloats(Sum, tables, ref top, scale, scratch) : scorer.Rank(Sum, tables, ref top, scale, scratch);
        return ([.. labels.Zip(scores).Take(top.Sort())], logSum);
    }
}
