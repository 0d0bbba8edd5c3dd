using Codeword.Evaluation;
using Codeword.Numerics;

namespace Codeword.Tests.Evaluation;

public sealed class CalibrationMetricsTests
{
    private static readonly (double Probability, bool IsRight)[] Rows = [(0.9, true), (0.8, false), (0.5, true), (0.3, false)];

    [Fact]
    public void TheFiguresAreAsWorkedByHand()
    {
        // Two bins. (0, 0.5]: 0.5 right, 0.3 wrong: accuracy 0.5, mean 0.4. (0.5, 1]: 0.9 right, 0.8 wrong: accuracy 0.5, mean 0.85.
        CalibrationReport report = Collect(2, Rows).ToReport();

        Assert.Equal(4, report.Rows);
        Assert.Equal(["ECE@2", "Brier", "NLL"], report.Metrics.Select(metric => metric.Name));
        Assert.Equal(0.5 * 0.1 + 0.5 * 0.35, report.Metrics["ECE@2"], 1e-12);
        Assert.Equal((0.01 + 0.64 + 0.25 + 0.09) / 4, report.Metrics["Brier"], 1e-12);
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.2) + Math.Log(0.5) + Math.Log(0.7)) / 4, report.Metrics["NLL"], 1e-12);
        Assert.Equal([(0, 0.5, 2L, 0.5), (0.5, 1, 2L, 0.5)], report.Bins.Select(bin => (bin.Low, bin.High, bin.Rows, bin.Accuracy)));
        Assert.Equal([0.4, 0.85], report.Bins.Select(bin => Math.Round(bin.MeanProbability, 12)));
    }

    [Fact]
    public void TheEndsOfTheRangeHaveABinAndAFiniteLoss()
    {
        CalibrationReport report = Collect(15, [(0, true), (1, false), (1, true)]).ToReport();

        Assert.Equal([0, 14.0 / 15], report.Bins.Select(bin => bin.Low));
        Assert.Equal((2 * -Math.Log(1e-15) - Math.Log(1 - 1e-15)) / 3, report.Metrics["NLL"], 1e-9);
        Assert.Equal(2.0 / 3, report.Metrics["Brier"], 1e-12);
    }

    [Fact]
    public void TheOrderOfRowsAndTheirPartsLeaveNoTrace()
    {
        var random = new SplitMix64(4);
        var rows = Enumerable.Range(0, 1000).Select(_ => (random.NextDouble(), random.NextIndex(2) == 0)).ToArray();
        CalibrationReport whole = Collect(15, rows).ToReport();

        CalibrationMetrics parts = Collect(15, rows[600..].Reverse());
        parts.Merge(Collect(15, rows[..600]));

        Assert.Equal(whole.Metrics, parts.ToReport().Metrics);
        Assert.Equal(whole.Bins, parts.ToReport().Bins);
    }

    [Fact]
    public void WithoutRowsThereAreNoFigures()
    {
        CalibrationReport report = new CalibrationMetrics().ToReport();

        Assert.Equal(0, report.Rows);
        Assert.Empty(report.Metrics);
        Assert.Empty(report.Bins);
    }

    [Fact]
    public void WrongCallsAreRefused()
    {
        var metrics = new CalibrationMetrics();
        foreach (double probability in new[] { -0.1, 1.00001, double.NaN })
        {
            Assert.StartsWith(
                "A probability lies between 0 and 1.",
                Assert.Throws<ArgumentOutOfRangeException>(() => metrics.Add(probability, true)).Message,
                StringComparison.Ordinal);
        }

        Assert.StartsWith(
            "Found metrics of 2 bins; expected 15.",
            Assert.Throws<ArgumentException>(() => metrics.Merge(new CalibrationMetrics(2))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CalibrationMetrics(0));
    }

    private static CalibrationMetrics Collect(int bins, IEnumerable<(double Probability, bool IsRight)> rows)
    {
        var metrics = new CalibrationMetrics(bins);
        foreach ((double probability, bool isRight) in rows)
        {
            metrics.Add(probability, isRight);
        }

        return metrics;
    }
}
