using Codeword.Evaluation;

namespace Codeword.Tests.Evaluation;

public sealed class PairedComparisonTests
{
    [Fact]
    public void McNemarIsAsWorkedByHand()
    {
        // 13 rows tell the two apart, 3 of them for the second: P(X ≤ 3) = (1 + 13 + 78 + 286)/2^13 = 378/8192, P(X = 3) = 286/8192.
        McNemarResult result = PairedComparison.McNemar(Hits(both: 5, neither: 4, only: 10, other: 3), Hits(both: 5, neither: 4, only: 3, other: 10, mirrored: true));

        Assert.Equal((10, 3), (result.OnlyFirst, result.OnlySecond));
        Assert.Equal(2 * 378 / 8192.0, result.ExactP, 1e-12);
        Assert.Equal((2 * 378 - 286) / 8192.0, result.MidP, 1e-12);
    }

    [Fact]
    public void ADrawIsNoEvidence()
    {
        Assert.Equal(new McNemarResult(0, 0, 1, 1), PairedComparison.McNemar([true, false], [true, false]));

        McNemarResult draw = PairedComparison.McNemar([true, false], [false, true]);
        Assert.Equal(1, draw.ExactP);
        Assert.Equal(1, draw.MidP, 1e-12);   // 2·(1/4 + 2/4) − 2/4 = 1
    }

    [Fact]
    public void ThousandsOfRowsNeitherOverflowNorLosePrecision()
    {
        // 3,000 to 2,800 of 5,800: z = 200/√5800 = 2.626, two-sided p of the normal law 0.00864; the mid-p value lies within 1 % of it.
        bool[] first = [.. Enumerable.Range(0, 5800).Select(row => row < 3000)];
        bool[] second = [.. first.Select(hit => !hit)];

        McNemarResult result = PairedComparison.McNemar(first, second);

        Assert.InRange(result.MidP, 0.0085, 0.0088);
        Assert.InRange(result.ExactP, result.MidP, 0.0092);
        Assert.Equal(0, PairedComparison.McNemar(first.Select(_ => true).ToArray(), first.Select(_ => false).ToArray()).ExactP);
    }

    [Fact]
    public void TheBootstrapIntervalIsThatOfTheNormalLawWhereRowsAreMany()
    {
        // 80 rows of 1000 for the first, 40 for the second: mean 0.04, variance 0.12 − 0.0016, standard error √(0.1184/1000) = 0.01088.
        double[] first = [.. Enumerable.Range(0, 1000).Select(row => row < 80 ? 1.0 : 0)];
        double[] second = [.. Enumerable.Range(0, 1000).Select(row => row is >= 80 and < 120 ? 1.0 : 0)];

        DifferenceInterval interval = PairedComparison.Bootstrap(first, second, seed: 1, resamples: 4000);

        Assert.Equal(0.04, interval.Difference, 1e-12);
        Assert.Equal(0.04 - 1.96 * 0.01088, interval.Low, 0.0015);
        Assert.Equal(0.04 + 1.96 * 0.01088, interval.High, 0.0015);
        Assert.Equal(interval, PairedComparison.Bootstrap(first, second, seed: 1, resamples: 4000));
        DifferenceInterval narrower = PairedComparison.Bootstrap(first, second, seed: 1, resamples: 4000, confidence: 0.5);
        Assert.True(narrower.Low > interval.Low && narrower.High < interval.High);
    }

    [Fact]
    public void AConstantDifferenceHasNoSpread() =>
        Assert.Equal(new DifferenceInterval(0.5, 0.5, 0.5), PairedComparison.Bootstrap([1, 0.75], [0.5, 0.25], seed: 9, resamples: 10));

    [Fact]
    public void WrongCallsAreRefused()
    {
        Assert.Equal(
            "Found 1 rows of the first model and 2 of the second; expected the same rows.",
            Assert.Throws<ArgumentException>(() => PairedComparison.McNemar([true], [true, false])).Message);
        Assert.Throws<ArgumentException>(() => PairedComparison.Bootstrap([1], [1, 0], seed: 1));
        Assert.StartsWith(
            "Found no rows; expected at least one.",
            Assert.Throws<ArgumentException>(() => PairedComparison.Bootstrap([], [], seed: 1)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedComparison.Bootstrap([1], [0], seed: 1, resamples: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedComparison.Bootstrap([1], [0], seed: 1, confidence: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedComparison.Bootstrap([1], [0], seed: 1, confidence: double.NaN));
    }

    private static bool[] Hits(int both, int neither, int only, int other, bool mirrored = false)
    {
        bool[] mine = [.. Enumerable.Repeat(true, only)];
        bool[] theirs = [.. Enumerable.Repeat(false, other)];
        return [.. Enumerable.Repeat(true, both), .. Enumerable.Repeat(false, neither), .. mirrored ? theirs : mine, .. mirrored ? mine : theirs];
    }
}
