using Codeword.Codes;
using Codeword.Decoding;
using Codeword.Numerics;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Decoding;

public sealed class CandidateScorerTests
{
    // LogitSum takes the outputs as they are.
    private static readonly Decoder Sum = new(DecoderKind.LogitSum);

    [Fact]
    public void AMissedBucketCountsAsTheBestOfTheOthers()
    {
        // Floors with m = 1 are -1 and -2: class 0 can reach 0 - 2, class 1 -1 + 0, classes 2 and 3 -3. Were a missed bucket worth 0, class 0 would reach 0 and win.
        var codebook = new Codebook([new ClusteredColumn([0, 1, 2, 1], 3), new ClusteredColumn([2, 0, 1, 1], 3)]);
        float[][] outputs = [[0, -1, -5], [0, -2, -3]];

        AssertRanked([(1, -1)], isProven: false, Rank(Candidates(codebook, 1, 1), outputs, 1));

        // With two rescored the next bound is class 0's -2, or that of what gained nothing: both are below -1, but not below the -3 of the second best.
        AssertRanked([(1, -1)], isProven: true, Rank(Candidates(codebook, 1, 2), outputs, 1));
        AssertRanked([(1, -1), (0, -3)], isProven: false, Rank(Candidates(codebook, 1, 2), outputs, 2));
    }

    [Fact]
    public void FewerCandidatesThanAreAskedForAreMadeUpByScoringAll()
    {
        var codebook = new Codebook([new ClusteredColumn([0, 1, 2, 1], 3), new ClusteredColumn([2, 0, 1, 1], 3)]);
        Scorer scorer = Candidates(codebook, 1, 10);
        ScoringScratch scratch = Prepared(scorer, [[0, -1, -5], [0, -2, -3]]);
        int[] labels = new int[3];
        var top = new TopK(labels, new float[3]);
        scorer.Rank(scratch, ref top, 0);
        top.Sort();

        Assert.Equal([1, 0, 3], labels);
        Assert.Equal((1L, 1L, 1L), (scratch.Rankings, scratch.Scans, scratch.Proven));
    }

    [Fact]
    public void AllClassesOfTheBestBucketsAreLookedAtWhenAllAreRescored()
    {
        for (ulong seed = 1; seed <= 60; seed++)
        {
            var random = new SplitMix64(seed);
            (Codebook codebook, float[][] outputs) = Draw(ref random, classes: 100 + random.NextIndex(3000));
            int buckets = 1 + random.NextIndex(12);
            (int, float)[] expected = ReferenceCandidates.Best(codebook, outputs, buckets, 10);
            if (expected.Length == 10)
            {
                Assert.Equal(expected, Rank(Candidates(codebook, buckets, codebook.Classes), outputs, 10).Top);
            }
        }
    }

    [Fact]
    public void WhatIsProvenIsTheAnswerOfScoringAll()
    {
        int proven = 0;
        for (ulong seed = 1; seed <= 120; seed++)
        {
            var random = new SplitMix64(seed);
            (Codebook codebook, float[][] outputs) = Draw(ref random, classes: 200 + random.NextIndex(3000));
            Scorer candidates = Candidates(codebook, 1 + random.NextIndex(20), 5 + random.NextIndex(200));
            ((int, float)[] found, long isProven) = Rank(candidates, outputs, 3);
            proven += (int)isProven;
            if (isProven > 0)
            {
                Assert.Equal(Rank(candidates.With(search: null), outputs, 3).Top, found);
            }
        }

        Assert.InRange(proven, 20, 119);
    }

    [Fact]
    public void NothingIsMissedInAllBucketsWhenAllAreRescored()
    {
        for (ulong seed = 1; seed <= 40; seed++)
        {
            var random = new SplitMix64(seed);
            (Codebook codebook, float[][] outputs) = Draw(ref random, classes: 70_000);
            Scorer all = Scorer.Create(codebook, HeadLoss.SquaredHinge, Sum);

            ((int, float)[] found, long proven) = Rank(all.With(new CandidateSearch(300, codebook.Classes)), outputs, 20);

            Assert.Equal(Rank(all, outputs, 20).Top, found);
            Assert.Equal(1, proven);
        }
    }

    [Fact]
    public void ScoresAreExactAndOnlyTheBestBoundsAreRescored()
    {
        var random = new SplitMix64(8);
        (Codebook codebook, float[][] outputs) = Draw(ref random, classes: 5000);
        Scorer scorer = Candidates(codebook, 4, 50);
        ScoringScratch scratch = Prepared(scorer, outputs);
        (int Label, float Score)[] found = Rank(scorer, outputs, 50).Top;
        float[] scores = new float[5000];
        scorer.Score(scratch, 0, scores);

        Assert.Equal(50, found.Length);
        Assert.All(found, pair => Assert.Equal(scores[pair.Label], pair.Score));
    }

    [Fact]
    public void TheLogSumIsOverTheCandidates()
    {
        var random = new SplitMix64(9);
        (Codebook codebook, float[][] outputs) = Draw(ref random, classes: 5000);
        Scorer scorer = Candidates(codebook, 4, 37);
        ScoringScratch scratch = Prepared(scorer, outputs);
        float[] scores = new float[37];
        var top = new TopK(new int[37], scores);
        double logSum = scorer.Rank(scratch, ref top, 0.5f);

        Assert.Equal(ReferenceDecoder.LogSumExp(scores.Select(score => 0.5 * score)), logSum, 1e-5);
    }

    [Fact]
    public void EqualEntriesAreScoredAll()
    {
        var codebook = new Codebook([new ShuffledColumn(500, 9, 1), new ShuffledColumn(500, 7, 2)]);

        AssertRanked([(0, 3), (1, 3)], isProven: true, Rank(Candidates(codebook, 3, 10), [[.. Enumerable.Repeat(1f, 9)], [.. Enumerable.Repeat(2f, 7)]], 2));
    }

    [Fact]
    public void LookingAllocatesNothingOnceWarm()
    {
        var random = new SplitMix64(10);
        (Codebook codebook, float[][] outputs) = Draw(ref random, classes: 5000);
        Scorer scorer = Candidates(codebook, 5, 100);
        float[] row = [.. outputs.SelectMany(column => column)];
        ScoringScratch scratch = scorer.CreateScratch();
        int[] labels = new int[10];
        float[] scores = new float[10];

        Assert.Equal(0, Allocations.WhenWarm(RankOnce));

        void RankOnce()
        {
            scorer.Prepare(row, scratch);
            var top = new TopK(labels, scores);
            scorer.Rank(scratch, ref top, 0.3f);
        }
    }

    [Fact]
    public void ThreadsShareAScorer()
    {
        var random = new SplitMix64(11);
        (Codebook codebook, float[][] outputs) = Draw(ref random, classes: 5000);
        Scorer scorer = Candidates(codebook, 5, 100);
        ((int, float)[] alone, long proven) = Rank(scorer, outputs, 10);

        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => AssertRanked(alone, proven == 1, Rank(scorer, outputs, 10)));
    }

    [Fact]
    public void TheIndexIsSharedAndCounted()
    {
        var codebook = new Codebook([new ShuffledColumn(70_000, 300, 1), new ShuffledColumn(70_000, 20, 2)]);
        Scorer all = Scorer.Create(codebook, HeadLoss.SquaredHinge, Sum);
        Scorer candidates = all.With(new CandidateSearch(4, 9));

        Assert.Null(all.Search);
        Assert.Equal(new CandidateSearch(4, 9), candidates.Search);
        Assert.Equal(all.Bytes + new BucketIndex(codebook).Bytes, candidates.Bytes);
        Assert.Same(all, candidates.With(search: null));
        Assert.Equal("candidates: classes of the 4 best buckets of each digit, of which 9 are scored; an index of 282,576 bytes", candidates.Plan);
    }

    [Fact]
    public void CodesAndDecodersWithoutSumsOverBucketsAreRefused()
    {
        Assert.Equal("Candidates are found by buckets that classes share, but this model's classes share none; score all.", Refusal(new Codebook([new IdentityColumn(9)]), Sum));
        Assert.Equal(
            "Candidates are found by sums over buckets, but the decoder Median does not add up; score all.",
            Refusal(new Codebook([new ShuffledColumn(9, 3, 1)]), new Decoder(DecoderKind.Median)));
        Assert.Throws<ArgumentException>(() => SampleCodes.Create(SampleCodes.Draw(40, 9, 15), DecoderKind.Hamming).With(new CandidateSearch(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CandidateSearch(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CandidateSearch(1, 0));

        static string Refusal(Codebook codebook, Decoder decoder) => Assert.Throws<ArgumentException>(
            () => Scorer.Create(codebook, HeadLoss.SquaredHinge, decoder).With(new CandidateSearch(1))).Message;
    }

    [Theory]
    [InlineData(999_999, 4096, null)]
    [InlineData(1_000_000, 4096, 64)]
    [InlineData(1_000_000, 257, 4)]
    [InlineData(1_000_000, 256, null)]
    public void CandidatesAreCalledForByManyClassesInManyBuckets(int classes, int buckets, int? expected) =>
        Assert.Equal(expected, CandidateSearch.For(new Codebook([new ShuffledColumn(classes, buckets, 1), new ShuffledColumn(classes, 70_000, 1)]), Sum)?.Buckets);

    private static void AssertRanked((int, float)[] expected, bool isProven, ((int, float)[] Top, long Proven) found)
    {
        Assert.Equal(expected, found.Top);
        Assert.Equal(isProven ? 1 : 0, found.Proven);
    }

    private static Scorer Candidates(Codebook codebook, int buckets, int rescored) =>
        Scorer.Create(codebook, HeadLoss.SquaredHinge, Sum).With(new CandidateSearch(buckets, rescored));

    private static (Codebook Codebook, float[][] Outputs) Draw(ref SplitMix64 random, int classes)
    {
        var columns = new DigitColumn[1 + random.NextIndex(9)];
        var outputs = new float[columns.Length][];
        for (int r = 0; r < columns.Length; r++)
        {
            columns[r] = new HashedColumn(classes, UniversalHash.Draw(ref random, 20 + random.NextIndex(280)));
            outputs[r] = new float[columns[r].Buckets];
            foreach (ref float output in outputs[r].AsSpan())
            {
                output = -20 * MathF.Sqrt((float)random.NextDouble());
            }
        }

        return (new Codebook(columns), outputs);
    }

    private static ScoringScratch Prepared(Scorer scorer, float[][] outputs)
    {
        ScoringScratch scratch = scorer.CreateScratch();
        scorer.Prepare([.. outputs.SelectMany(column => column)], scratch);
        return scratch;
    }

    private static ((int Label, float Score)[] Top, long Proven) Rank(Scorer scorer, float[][] outputs, int count)
    {
        ScoringScratch scratch = Prepared(scorer, outputs);
        int[] labels = new int[count];
        float[] scores = new float[count];
        var top = new TopK(labels, scores);
        scorer.Rank(scratch, ref top, 0);
        return ([.. labels.Zip(scores).Take(top.Sort())], scratch.Proven);
    }
}
