using Codeword.Novelty;

namespace Codeword.Tests.Novelty;

public sealed class NoveltyRuleTests
{
    [Theory]
    [InlineData(19, 0.05, 19)]      // (19 + 1)·0.95 = 19: the largest of 19
    [InlineData(20, 0.05, 20)]      // 19.95
    [InlineData(39, 0.05, 38)]
    [InlineData(99, 0.05, 95)]
    [InlineData(100, 0.05, 96)]     // 95.95
    [InlineData(9, 0.1, 9)]
    [InlineData(9, 0.3, 7)]
    [InlineData(1, 0.5, 1)]
    [InlineData(3, 0.99, 1)]
    public void TheThresholdIsTheConformalQuantile(int count, double falseAlarms, int place)
    {
        float[] known = [.. Enumerable.Range(1, count).Select(i => (float)(i * 7919 % count == 0 ? count : i * 7919 % count))];    // 1 to the count, out of order
        var rule = NoveltyRule.Calibrate(NoveltyScore.MaxLogit, known, falseAlarms);

        Assert.Equal(place, rule.Threshold);
        Assert.Equal((NoveltyScore.MaxLogit, falseAlarms, count), (rule.Score, rule.FalseAlarms, rule.Rows));
        Assert.Equal(Math.Ceiling((count + 1) * (1 - (decimal)falseAlarms)), place);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.1)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    public void OfExchangeableExamplesNoMoreThanTheShareIsCalledNovel(double falseAlarms)
    {
        for (int count = NoveltyRule.FewestRows(falseAlarms); count < 90; count++)
        {
            // Each of n + 1 examples in turn is the new one; equal scores, in runs of three, only help.
            foreach (int run in (int[])[1, 3])
            {
                float[] all = [.. Enumerable.Range(0, count + 1).Select(i => (float)(i / run))];
                int novel = all.Index().Count(one => NoveltyRule.Calibrate(NoveltyScore.Energy, [.. all[..one.Index], .. all[(one.Index + 1)..]], falseAlarms).IsNovel(one.Item));
                Assert.InRange(novel, run == 1 ? (int)Math.Floor((decimal)falseAlarms * (count + 1)) : 0, (int)Math.Floor((decimal)falseAlarms * (count + 1)));
            }
        }
    }

    [Fact]
    public void WhatEqualsTheThresholdIsKnown()
    {
        var strict = NoveltyRule.OfRadius(0);
        Assert.Equal((NoveltyScore.CodeDistance, 0f, 0.0, 0), (strict.Score, strict.Threshold, strict.FalseAlarms, strict.Rows));
        Assert.False(strict.IsNovel(0));
        Assert.True(strict.IsNovel(1));
        Assert.False(NoveltyRule.OfRadius(2).IsNovel(2));
        Assert.False(NoveltyRule.At(NoveltyScore.MaxLogit, float.PositiveInfinity).IsNovel(float.PositiveInfinity));
        Assert.False(NoveltyRule.Calibrate(NoveltyScore.MaxLogit, new float[40], 0.05).IsNovel(0));
    }

    [Fact]
    public void ARuleTellsHowItWasSet()
    {
        Assert.Equal("CodeDistance above 2, as given", NoveltyRule.OfRadius(2).ToString());
        Assert.Equal("Energy, never novel", NoveltyRule.At(NoveltyScore.Energy, float.PositiveInfinity).ToString());
        Assert.Equal(
            "Disagreement above 0.25, set by 2.5% false alarms on 1,000 known rows",
            NoveltyRule.Calibrate(NoveltyScore.Disagreement, [.. Enumerable.Repeat(0.25f, 1000)], 0.025).ToString());
    }

    [Fact]
    public void WrongCallsAreRefused()
    {
        Assert.Equal(
            "A share of 0.05 false alarms takes 19 known examples or more to be set by; found 18.",
            Assert.Throws<ArgumentException>(() => NoveltyRule.Calibrate(NoveltyScore.MaxLogit, new float[18], 0.05)).Message);
        Assert.StartsWith(
            "Found a novelty score that is not a number.",
            Assert.Throws<ArgumentException>(() => NoveltyRule.Calibrate(NoveltyScore.MaxLogit, [1, float.NaN, 2], 0.5)).Message,
            StringComparison.Ordinal);
        foreach (double share in (double[])[0, 1, -0.1, double.NaN])
        {
            Assert.StartsWith(
                "A share of false alarms is above 0 and below 1.",
                Assert.Throws<ArgumentOutOfRangeException>(() => NoveltyRule.Calibrate(NoveltyScore.MaxLogit, [1], share)).Message,
                StringComparison.Ordinal);
        }

        foreach (float threshold in (float[])[float.NaN, float.NegativeInfinity])
        {
            Assert.StartsWith(
                "A novelty threshold is a number, or +∞ for never.",
                Assert.Throws<ArgumentOutOfRangeException>(() => NoveltyRule.At(NoveltyScore.Energy, threshold)).Message,
                StringComparison.Ordinal);
        }

        Assert.StartsWith(
            "A novelty score is one of CodeDistance, Disagreement, MaxProbability, MaxLogit, Energy.",
            Assert.Throws<ArgumentOutOfRangeException>(() => NoveltyRule.At((NoveltyScore)9, 0)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => NoveltyRule.OfRadius(-1));
        Assert.Equal((1, 3, 19, 99, 33), (Fewest(0.5), Fewest(0.25), Fewest(0.05), Fewest(0.01), Fewest(0.03)));
        Assert.Equal((1, int.MaxValue), (Fewest(0.9999999999999999), Fewest(1e-300)));

        static int Fewest(double share) => NoveltyRule.FewestRows(share);
    }
}
