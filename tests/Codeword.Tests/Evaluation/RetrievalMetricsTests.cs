using Codeword.Evaluation;

namespace Codeword.Tests.Evaluation;

public sealed class RetrievalMetricsTests
{
    [Fact]
    public void FiguresAreThoseWorkedOutByHand()
    {
        var metrics = new RetrievalMetrics(cutoff: 4, radius: 1, 1, 2, 6);
        metrics.Add([0, 2, 1, 3], [0, 1, 1, 1], [2, 3, 6]);     // Distance 1: two items, the first stored of them not relevant.
        metrics.Add([0, 0, 4, 2], [0, 0, 1, 0], [1]);           // Nothing within 1.
        metrics.Add([6, 0, 0, 0], [0, 0, 0, 0], []);            // Nothing relevant.

        RetrievalReport report = metrics.ToReport();

        Assert.Equal((3, 1), (report.Queries, report.QueriesWithoutRelevant));
        Assert.Equal(["MAP@4", "MAP@4-found", "P@r1", "empty@r1"], report.Metrics.Select(metric => metric.Name));

        // First: ranks 1 or 2, then 3, then 4 to 6 with one in three: (1/2·1 + 1/2·1/2 + 2/3 + 1/3·3/4)/3. Second: (1 + 1/2 + 1/3 + 1/4)/4.
        Assert.Equal((((0.75 + (2 / 3.0) + 0.25) / 3) + (25 / 48.0)) / 3, report.Metrics["MAP@4"], 1e-12);
        Assert.Equal((((0.5 + (2 / 3.0)) / 2) + 1) / 3, report.Metrics["MAP@4-found"], 1e-12);  // The item at rank 6 is beyond the cut-off.
        Assert.Equal(0.5 / 3, report.Metrics["P@r1"], 1e-12);
        Assert.Equal(1 / 3.0, report.Metrics["empty@r1"], 1e-12);
        Assert.Equal([1, 2, 6], report.Curve.Select(point => point.Depth));
        AssertPoint((0.5 + 0.25 + 0) / 3, ((0.5 / 3) + 0.25) / 3, report.Curve[0]);
        AssertPoint((0.5 + 0.25) / 3, ((1 / 3.0) + 0.5) / 3, report.Curve[1]);
        AssertPoint((0.5 + (1 / 6.0)) / 3, 2 / 3.0, report.Curve[2]);
    }

    [Fact]
    public void PartsAddUpToTheSameBitsInAnyOrder()
    {
        RetrievalMetrics all = New(), left = New(), right = New();
        all.Add([1, 3], [1, 1], [1, 3]);
        all.Add([2, 2], [1, 0], [2]);
        all.Add([0, 4], [0, 3], [1, 2, 4]);
        left.Add([0, 4], [0, 3], [1, 2, 4]);
        right.Add([2, 2], [1, 0], [2]);
        right.Add([1, 3], [1, 1], [1, 3]);
        left.Merge(right);

        Assert.Equal(all.ToReport().Metrics.ToArray(), left.ToReport().Metrics.ToArray());
        Assert.Equal(all.ToReport().Curve, left.ToReport().Curve);
        Assert.Equal(3, left.ToReport().Queries);

        static RetrievalMetrics New() => new(3, 0, 1, 4);
    }

    [Fact]
    public void WithoutARadiusOrQueriesThereAreNoSuchFigures()
    {
        var metrics = new RetrievalMetrics(10, radius: null, 1);
        Assert.Empty(metrics.ToReport().Metrics);
        Assert.Empty(metrics.ToReport().Curve);

        metrics.Add([1], [1], [1]);

        Assert.Equal(["MAP@10", "MAP@10-found"], metrics.ToReport().Metrics.Select(metric => metric.Name));
    }

    [Fact]
    public void WrongCallsAreRefused()
    {
        var metrics = new RetrievalMetrics(5, 2);
        Refused("Found 1 numbers of relevant items; expected 2, one a distance.", () => metrics.Add([1, 1], [1], [1]));
        Refused("Found 3 relevant items at place 0; expected 0 to 2.", () => metrics.Add([2], [3], [1, 2, 3]));
        Refused("Found 0 ranks; expected 1, one a relevant item.", () => metrics.Add([2], [1], []));
        Refused("Found rank 2 after 2; expected ascending ranks from 1.", () => metrics.Add([2], [2], [2, 2]));
        Refused("Found rank 0 after 0; expected ascending ranks from 1.", () => metrics.Add([2], [1], [0]));
        Refused("Found the depths [2, 2]; expected ascending numbers of 1 or more.", () => _ = new RetrievalMetrics(5, 2, 2, 2));
        Refused("Found metrics of another cut-off, radius or depths; expected the same.", () => metrics.Merge(new RetrievalMetrics(5, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetrievalMetrics(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetrievalMetrics(1, -1));
        Assert.Equal(0, metrics.ToReport().Queries);
    }

    private static void Refused(string message, Action call) => Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(call).Message, StringComparison.Ordinal);

    private static void AssertPoint(double precision, double recall, PrecisionRecall point)
    {
        Assert.Equal(precision, point.Precision, 1e-12);
        Assert.Equal(recall, point.Recall, 1e-12);
    }
}
