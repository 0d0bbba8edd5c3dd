using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Reports;
using Codeword.Tests.Data;

namespace Codeword.Tests.Reports;

public sealed class RowCountsTests
{
    // Predictions: a b c, a b c, b a c, c a b, a b c, a b c.
    private const string Data = "a 0:1\nb 0:1\nc 1:1\nc 2:1\nz 0:1\nb,c 0:1\n";

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ATinyCaseIsCountedAsByHand(int threads)
    {
        RowCounts counts = Count(threads);

        Assert.Equal([1L, 2, 3], Enumerable.Range(0, 3).Select(counts.RowsOf));
        Assert.Equal([1L, 0, 1], Enumerable.Range(0, 3).Select(i => counts.HitsOf(i, 0)));
        Assert.Equal([1L, 2, 1], Enumerable.Range(0, 3).Select(i => counts.HitsOf(i, 1)));
        Assert.Equal(6, counts.ComparedRows);
        Assert.Equal([((1, 0), 2L), ((2, 0), 1L), ((2, 1), 1L)], counts.Confused.Select(pair => (pair.Key, pair.Value)).Order());
    }

    [Fact]
    public void PairsAreCountedUntilSoManyLabelsWereMet()
    {
        RowCounts counts = Count(2, mostLabels: 2);

        Assert.Equal(2, counts.ComparedRows);
        Assert.Equal([((1, 0), 1L)], counts.Confused.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal([1L, 2, 3], Enumerable.Range(0, 3).Select(counts.RowsOf));
    }

    [Fact]
    public void ManyRowsAreCountedAlikeByAnyNumberOfThreads()
    {
        string many = string.Concat(Enumerable.Range(0, 2000).Select(i => $"{"abc"[i * i % 3]} {i % 3}:1\n"));
        RowCounts one = Count(1, data: many), three = Count(3, data: many);

        Assert.Equal(one.Confused.OrderBy(pair => pair.Key), three.Confused.OrderBy(pair => pair.Key));
        Assert.Equal(Enumerable.Range(0, 3).Select(i => one.HitsOf(i, 1)), Enumerable.Range(0, 3).Select(i => three.HitsOf(i, 1)));
        Assert.Equal(2000, Enumerable.Range(0, 3).Sum(one.RowsOf));
    }

    [Fact]
    public void ClassesAreSortedIntoBinsOfTrainingRows()
    {
        IReadOnlyList<FrequencyBin> bins = FrequencyBin.ListOf([3, 2, 9], Count(1), LabelSet.Create(["a", "b", "c"]));

        Assert.Equal([(2L, 3L, 2, 2, 3L), (8, 15, 1, 1, 3)], bins.Select(bin => (bin.Fewest, bin.Most, bin.Classes, bin.ClassesMet, bin.Rows)));
        Assert.Equal([new Figure("accuracy@1", 1.0 / 3), new Figure("accuracy@2", 1)], bins[0].Accuracy);
        Assert.Equal([new Figure("accuracy@1", 1.0 / 3), new Figure("accuracy@2", 1.0 / 3)], bins[1].Accuracy);
    }

    [Fact]
    public void BinsReachFromNoRowToAllThatCanBeCounted()
    {
        IReadOnlyList<FrequencyBin> bins = FrequencyBin.ListOf([0, 1, long.MaxValue], Count(1, data: "a 0:1\n"), LabelSet.Create(["a", "b", "c"]));

        Assert.Equal([(0L, 0L, 1L), (1, 1, 0), (1L << 62, long.MaxValue, 0)], bins.Select(bin => (bin.Fewest, bin.Most, bin.Rows)));
        Assert.Equal([2, 0, 0], bins.Select(bin => bin.Accuracy.Count));
    }

    [Fact]
    public void TheMostFrequentConfusionsComeFirst()
    {
        Classifier model = SampleReports.OneVsAll("a", "b", "c");
        var pairs = ConfusedPairs.Of(Count(1), model.Codebook, new DisplayNames(model.Labels, new Dictionary<string, string> { ["c"] = "cat" }));

        Assert.Equal((3, 6, null), (pairs.Different, (int)pairs.Rows, pairs.Unit));
        Assert.Equal([new ConfusedPair("b", "a", 2, 2, null), new("cat (c)", "a", 1, 3, null), new("cat (c)", "b", 1, 3, null)], pairs.Pairs);
    }

    private static RowCounts Count(int threads, long mostLabels = RowCounts.MostLabels, string data = Data)
    {
        Classifier model = SampleReports.OneVsAll("a", "b", "c");
        return RowCounts.Of(model, Evaluator.Read(model, Rows.Source(SampleReports.Format, data)), [1, 2], threads, mostLabels, default);
    }
}
