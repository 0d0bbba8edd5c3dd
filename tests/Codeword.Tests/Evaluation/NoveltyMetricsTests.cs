using Codeword.Evaluation;
using Codeword.Numerics;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Evaluation;

public sealed class NoveltyMetricsTests
{
    private static readonly float[] Known = [1, 2, 3, 3], Unknown = [3, 4];

    [Fact]
    public void TheFiguresAreAsWorkedByHand()
    {
        // Pairs: 3 beats 1 and 2 and ties with two 3s, 3 of 4; 4 beats all four. Novel first: 4 (precision 1, recall 1/2), the three 3s as one step (2 of 4, recall 1).
        // Known first: 1 (1 of 1, recall 1/4), 2 (2 of 2, 1/2), the 3s (4 of 5, 1). 95 % of four known ones are all four, which 3 accepts, with one of two unknown ones.
        var metrics = new NoveltyMetrics(Known, Unknown);

        Assert.Equal((4, 2), (metrics.Known, metrics.Unknown));
        Assert.Equal(7.0 / 8, metrics.Auroc, 1e-12);
        Assert.Equal((0.5 * 1) + (0.5 * 0.5), metrics.AuprOut, 1e-12);
        Assert.Equal((0.25 * 1) + (0.25 * 1) + (0.5 * 0.8), metrics.AuprIn, 1e-12);
        Assert.Equal(0.5, metrics.FalsePositiveRate, 1e-12);
        Assert.Equal(["AUROC", "AUPR-out", "AUPR-in", "FPR@95", "F1-best"], metrics.ToMetrics().Select(metric => metric.Name));
        Assert.Equal(metrics.Auroc, metrics.ToMetrics()["AUROC"]);
    }

    [Fact]
    public void AThresholdFindsWhatLiesAboveIt()
    {
        var metrics = new NoveltyMetrics(Known, Unknown);

        Assert.Equal(new NoveltyCounts(0, 4, 1, 1), metrics.At(3));
        Assert.Equal(new NoveltyCounts(2, 2, 2, 0), metrics.At(2.5f));
        Assert.Equal(new NoveltyCounts(0, 4, 0, 2), metrics.At(4));
        Assert.Equal(new NoveltyCounts(4, 0, 2, 0), metrics.At(float.NegativeInfinity));
        NoveltyCounts counts = metrics.At(2.5f);
        Assert.Equal((0.5, 1.0, 0.5, 4.0 / 6), (counts.FalseAlarmRate, counts.Recall, counts.Precision, counts.F1));
        Assert.Equal((0, 0, 0, 0), (metrics.At(9).FalseAlarmRate, metrics.At(9).Recall, metrics.At(9).Precision, metrics.At(9).F1));
    }

    [Fact]
    public void F1DependsOnTheRatioOfKnownToUnknown()
    {
        var counts = new NoveltyCounts(FalseAlarms: 10, Accepted: 90, Found: 8, Missed: 2);   // 10 to 1; 10 % false alarms, 80 % found

        Assert.Equal(16.0 / (16 + 10 + 2), counts.F1, 1e-12);
        Assert.Equal(counts.F1, counts.F1At(10), 1e-12);
        Assert.Equal(1.6 / (1.6 + 0.2 + 0.1), counts.F1At(1), 1e-12);
        Assert.Equal(1.6 / (1.6 + 0.2), counts.F1At(0), 1e-12);
    }

    [Fact]
    public void TheBestThresholdLiesBetweenScores()
    {
        (float threshold, NoveltyCounts counts) = new NoveltyMetrics([1, 2], [4, 8]).Best();
        Assert.Equal((3f, 1.0), (threshold, counts.F1));

        // All are best called novel: below the lowest score.
        (threshold, counts) = new NoveltyMetrics([5], [5, 5, 5]).Best();
        Assert.True(threshold < 5);
        Assert.Equal(6.0 / 7, counts.F1, 1e-12);

        // Neighbours among the floats, and infinite scores, are parted too.
        float next = MathF.BitIncrement(1);
        Assert.Equal(1f, new NoveltyMetrics([1], [next]).Best().Threshold);
        Assert.Equal(new NoveltyCounts(0, 1, 1, 0), new NoveltyMetrics([1], [float.PositiveInfinity]).At(new NoveltyMetrics([1], [float.PositiveInfinity]).Best().Threshold));
    }

    [Fact]
    public void PerfectAndUselessScoresAreAtTheEnds()
    {
        var perfect = new NoveltyMetrics([0, 1], [2, 3]);
        Assert.Equal((1.0, 1.0, 1.0, 0.0), (perfect.Auroc, perfect.AuprOut, perfect.AuprIn, perfect.FalsePositiveRate));

        var useless = new NoveltyMetrics([1, 1, 1], [1]);
        Assert.Equal((0.5, 0.25, 0.75, 1.0), (useless.Auroc, useless.AuprOut, useless.AuprIn, useless.FalsePositiveRate));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(100_000)]
    public void TheyAreWhatEveryPairAndEveryThresholdSay(int values)
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            var random = new SplitMix64(seed);
            float[] known = Draw(ref random, 1 + random.NextIndex(60), values);
            float[] unknown = [.. Draw(ref random, 1 + random.NextIndex(60), values).Select(score => score + (values / 4))];
            var metrics = new NoveltyMetrics(known, unknown);

            Assert.Equal(ReferenceNovelty.Auroc(known, unknown), metrics.Auroc, 1e-12);
            Assert.Equal(ReferenceNovelty.AveragePrecision(unknown, known), metrics.AuprOut, 1e-12);
            Assert.Equal(ReferenceNovelty.AveragePrecision([.. known.Select(score => -score)], [.. unknown.Select(score => -score)]), metrics.AuprIn, 1e-12);
            Assert.Equal(ReferenceNovelty.FalsePositiveRate(known, unknown), metrics.FalsePositiveRate, 1e-12);
            float[] thresholds = [float.NegativeInfinity, .. known, .. unknown, 0.5f];
            Assert.All(thresholds, threshold => Assert.Equal(ReferenceNovelty.F1(known, unknown, threshold), metrics.At(threshold).F1, 1e-12));
            Assert.Equal(thresholds.Max(threshold => ReferenceNovelty.F1(known, unknown, threshold)), metrics.Best().Counts.F1, 1e-12);
            Assert.Equal(metrics.Best().Counts, metrics.At(metrics.Best().Threshold));
        }
    }

    [Fact]
    public void WrongCallsAreRefused()
    {
        Assert.Equal("There are no known examples; expected one or more.", Assert.Throws<ArgumentException>(() => new NoveltyMetrics([], [1])).Message);
        Assert.Equal("There are no unknown examples; expected one or more.", Assert.Throws<ArgumentException>(() => new NoveltyMetrics([1], [])).Message);
        Assert.Equal("A score of the unknown examples is not a number.", Assert.Throws<ArgumentException>(() => new NoveltyMetrics([1], [2, float.NaN])).Message);
    }

    private static float[] Draw(ref SplitMix64 random, int count, int values)
    {
        float[] scores = new float[count];
        foreach (ref float score in scores.AsSpan())
        {
            score = random.NextIndex(values);
        }

        return scores;
    }
}
