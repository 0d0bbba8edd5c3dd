using Codeword.Evaluation;
using Codeword.Tests.Reference;
using static Codeword.Tests.Evaluation.RankedRow;

namespace Codeword.Tests.Evaluation;

public sealed class RankingMetricsTests
{
    // N = 8 training rows, A = B = 1: C = (ln 8 − 1)·2, and 1/p = 1 + C/(N_l + 1).
    private const double C = 2 * (2.0794415416798357 - 1);
    private const double W0 = 1 + C / 7;   // N_l = 6
    private const double W1 = 1 + C / 4;   // N_l = 3
    private const double W2 = 1 + C / 2;   // N_l = 1
    private const double Unseen = 1 + C;   // N_l = 0, and label 3
    private const double D = 0.6309297535714574;   // 1/log2 3: what the second rank is worth

    private static readonly LabelFrequencies Labels = new([6, 3, 1, 0], 8, new PropensityModel { A = 1, B = 1 });

    private static readonly RankedRow[] Rows =
    [
        new(Ids(0, 1, 2), Ids(0), 1),      // right at once
        new(Ids(1, 0, 3), Ids(2, 0), 2),   // label 0 second, label 2 missed
        new(Ids(2), Ids(2), 2),            // right at once; the other true label was not in training
        new(Ids(0, 1, 2), Ids(), 0),       // nothing to be right about
        new(Ids(1, 2, 0), Ids(1), 1),      // right at once
    ];

    [Theory]
    [InlineData("accuracy@1", 3.0 / 5)]                        // rows 1, 3, 5
    [InlineData("accuracy@3", 4.0 / 5)]                        // and row 2
    [InlineData("macro-accuracy", (0.5 + 1 + 0.5) / 3)]        // label 0: row 1 of rows 1, 2; label 1: row 5; label 2: row 3 of rows 2, 3
    [InlineData("P@1", 3.0 / 5)]
    [InlineData("P@3", (1 + 1 + 1 + 0 + 1) / 15.0)]
    [InlineData("R@1", (1 + 0 + 0.5 + 1) / 4)]                 // without row 4
    [InlineData("R@3", (1 + 0.5 + 0.5 + 1) / 4)]
    [InlineData("nDCG@1", (1 + 0 + 1 + 1) / 4.0)]
    [InlineData("nDCG@3", (1 + D / (1 + D) + 1 / (1 + D) + 1) / 4)]
    [InlineData("PSP@1", (W0 + 0 + W2 + W1) / (W0 + W2 + Unseen + W1))]
    [InlineData("PSP@3", (W0 + W0 + W2 + W1) / (W0 + (W2 + W0) + (Unseen + W2) + W1))]
    [InlineData("PSnDCG@1", (W0 + 0 + W2 + W1) / (W0 + W2 + Unseen + W1))]
    [InlineData("PSnDCG@3", (W0 + W0 * D / (1 + D) + W2 / (1 + D) + W1) / (W0 + (W2 + W0 * D) / (1 + D) + (Unseen + W2 * D) / (1 + D) + W1))]
    public void EachFigureIsAsWorkedByHand(string name, double expected) =>
        Assert.Equal(expected, Collect(Labels, Rows, 1, 3).ToReport().Metrics[name], 1e-14);

    [Fact]
    public void TheReportCountsWhatItCouldNotJudge()
    {
        EvaluationReport report = Collect(Labels, Rows, 1, 3).ToReport();

        Assert.Equal((5, 1, 1, 1), (report.Rows, report.RowsWithoutLabels, report.UnseenLabels, report.RowsWithUnseenLabels));
        Assert.Equal(
            ["accuracy@1", "accuracy@3", "macro-accuracy", "P@1", "P@3", "R@1", "R@3", "nDCG@1", "nDCG@3", "PSP@1", "PSP@3", "PSnDCG@1", "PSnDCG@3"],
            report.Metrics.Select(metric => metric.Name));
    }

    [Fact]
    public void EachTenthOfTheClassesIsJudgedApart()
    {
        FrequencyDecile[] deciles = [.. Collect(Labels, Rows, 1, 3).ToReport().Deciles];

        // Four classes: the tenths 0/4, 10/4, 20/4 and 30/4 of the order 0, 1, 2, 3 have one class each.
        Assert.Equal([1, 3, 6, 8], deciles.Select(decile => decile.Number));
        Assert.Equal([6L, 3L, 1L, 0L], deciles.Select(decile => decile.FewestRows));
        Assert.Equal([2L, 1L, 2L, 0L], deciles.Select(decile => decile.Rows));
        Assert.Equal([0.5, 1, 0.5], deciles[..3].Select(decile => decile.Metrics["accuracy@1"]));
        Assert.Equal([1, 1, 0.5], deciles[..3].Select(decile => decile.Metrics["accuracy@3"]));
        Assert.Empty(deciles[3].Metrics);
    }

    [Theory]
    [InlineData(7, 1UL)]
    [InlineData(40, 2UL)]
    public void TheFiguresAreThoseOfTheDefinitions(int labelCount, ulong seed)
    {
        RankedRow[] rows = Draw(400, labelCount, seed);
        long[] counts = [.. Enumerable.Range(0, labelCount).Select(label => (long)(label * label % 23))];
        var labels = new LabelFrequencies(counts, 1000);

        MetricList metrics = Collect(labels, rows, 1, 2, 5, 20).ToReport().Metrics;

        foreach (int k in new[] { 1, 2, 5, 20 })
        {
            Assert.All(ReferenceMetrics.Of(rows, labels, k), expected => Assert.Equal(expected.Value, metrics[expected.Name], 1e-12));
        }

        Assert.Equal(ReferenceMetrics.MacroAccuracy(rows, labelCount), metrics["macro-accuracy"], 1e-12);
        Assert.All(metrics, metric => Assert.InRange(metric.Value, 0, 1));
    }

    [Fact]
    public void TheOrderOfRowsAndTheirPartsLeaveNoTrace()
    {
        RankedRow[] rows = Draw(500, 30, seed: 5);
        var labels = new LabelFrequencies([.. Enumerable.Range(0, 30).Select(label => (long)label)], 1000);
        EvaluationReport whole = Collect(labels, rows, 1, 3, 5).ToReport();

        RankingMetrics last = Collect(labels, rows[300..], 1, 3, 5);
        last.Merge(Collect(labels, rows[..17], 1, 3, 5));
        last.Merge(Collect(labels, [], 1, 3, 5));
        last.Merge(Collect(labels, rows[17..300], 1, 3, 5));

        AssertSame(whole, Collect(labels, rows.Reverse(), 1, 3, 5).ToReport());
        AssertSame(whole, last.ToReport());
    }

    [Fact]
    public void APerfectRankingReachesOne()
    {
        var labels = new LabelFrequencies([50, 20, 20, 7, 7, 3, 3, 1, 1, 0, 0], 100);
        RankedRow[] rows = [.. Draw(300, 11, seed: 6)
            .Where(row => row.Truth.Length > 0)
            .Select(row => new RankedRow([.. row.Truth.OrderByDescending(labels.InversePropensityOf)], row.Truth, row.Truth.Length))];

        MetricList metrics = Collect(labels, rows, 1, 5).ToReport().Metrics;

        Assert.All(metrics.Where(metric => metric.Name is not ("P@5" or "R@1" or "R@5" or "macro-accuracy")), metric => Assert.Equal(1.0, metric.Value));
    }

    [Fact]
    public void AFigureOverNothingIsLeftOut()
    {
        Assert.Empty(new RankingMetrics(Labels, 1).ToReport().Metrics);

        MetricList metrics = Collect(Labels, [new RankedRow(Ids(0), [], 0)], 1).ToReport().Metrics;

        Assert.Equal([new Metric("accuracy@1", 0), new Metric("P@1", 0)], metrics);
        Assert.Equal(
            "Found no metric \"R@1\"; expected one of: accuracy@1, P@1.",
            Assert.Throws<KeyNotFoundException>(() => metrics["R@1"]).Message);
    }

    [Fact]
    public void ARowOfUnseenLabelsOnlyIsAMissForEveryFigure()
    {
        MetricList metrics = Collect(Labels, [new RankedRow(Ids(0, 1), [], 3)], 1, 2).ToReport().Metrics;

        Assert.Equal(12, metrics.Count);   // six figures at two cut-offs
        Assert.All(metrics, metric => Assert.Equal(0, metric.Value));
        Assert.False(metrics.TryGet("macro-accuracy", out _));
    }

    [Fact]
    public void AddingRowsAllocatesNothing()
    {
        RankedRow[] rows = Draw(200, 30, seed: 8);
        var metrics = new RankingMetrics(new LabelFrequencies(new long[30], 10), 1, 3, 5);

        Assert.Equal(0, Allocations.WhenWarm(Fill));

        void Fill()
        {
            foreach (RankedRow row in rows)
            {
                metrics.Add(row.Ranked, row.Truth, row.TruthCount);
            }
        }
    }

    [Fact]
    public void WrongCallsAreRefusedAndCountNothing()
    {
        var metrics = new RankingMetrics(Labels, 1, 3);

        Assert.StartsWith("Found label 1 twice; expected each label once.", Message(() => metrics.Add(Ids(1, 1), Ids(0), 1)), StringComparison.Ordinal);
        Assert.StartsWith("Found label 2 twice; expected each label once.", Message(() => metrics.Add(Ids(1), Ids(2, 0, 2), 3)), StringComparison.Ordinal);
        Assert.StartsWith("The training data has the labels 0 to 3.", Message(() => metrics.Add(Ids(4), Ids(0), 1)), StringComparison.Ordinal);
        Assert.StartsWith("The training data has the labels 0 to 3.", Message(() => metrics.Add(Ids(0), Ids(-1), 1)), StringComparison.Ordinal);
        Assert.StartsWith(
            "Found 1 true labels in all; expected at least the 2 that are listed.",
            Message(() => metrics.Add(Ids(0), Ids(0, 1), 1)),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Found metrics of other labels or cut-offs; expected the same frequencies object and the same cut-offs.",
            Message(() => metrics.Merge(new RankingMetrics(Labels, 1))),
            StringComparison.Ordinal);
        Assert.Equal(0, metrics.Rows);
        Assert.Equal(0, metrics.ToReport().Deciles.Sum(decile => decile.Rows));
    }

    [Theory]
    [InlineData(new int[0], "[]")]
    [InlineData(new[] { 0 }, "[0]")]
    [InlineData(new[] { 3, 1 }, "[3, 1]")]
    [InlineData(new[] { 1, 1 }, "[1, 1]")]
    public void CutoffsAscend(int[] cutoffs, string found) => Assert.StartsWith(
        $"Found the cut-offs {found}; expected ascending numbers of 1 or more.",
        Message(() => _ = new RankingMetrics(Labels, cutoffs)),
        StringComparison.Ordinal);

    private static string Message(Action call) => Assert.ThrowsAny<ArgumentException>(call).Message;

    private static void AssertSame(EvaluationReport expected, EvaluationReport actual)
    {
        Assert.Equal(expected.Metrics, actual.Metrics);
        Assert.Equal(expected.Deciles.SelectMany(decile => decile.Metrics), actual.Deciles.SelectMany(decile => decile.Metrics));
        Assert.Equal(expected.Deciles.Select(decile => decile.Rows), actual.Deciles.Select(decile => decile.Rows));
        Assert.Equal(
            (expected.Rows, expected.RowsWithoutLabels, expected.UnseenLabels, expected.RowsWithUnseenLabels),
            (actual.Rows, actual.RowsWithoutLabels, actual.UnseenLabels, actual.RowsWithUnseenLabels));
    }
}
