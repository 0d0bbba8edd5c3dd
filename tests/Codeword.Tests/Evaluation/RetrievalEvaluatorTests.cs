using Codeword.Codes;
using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Numerics;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Evaluation;

/// <summary>Rankings that are only counted, against rows that are sorted.</summary>
public sealed class RetrievalEvaluatorTests
{
    private const int Rows = 700, Queries = 600, Labels = 9;    // The last label is none of the database's.

    [Theory]
    [InlineData(6)]
    [InlineData(64)]
    [InlineData(100)]
    public void CodesAreMeasuredAsWhenTheyAreSorted(int bits)
    {
        (float[] database, LabelId[] labels) = Draw(Rows, bits, Labels - 1, 1);
        (float[] queries, LabelId[] queryLabels) = Draw(Queries, bits, Labels, 2);
        var codes = BinaryCodes.FromSigns(database, Rows, bits);
        var asked = BinaryCodes.FromSigns(queries, Queries, bits);

        RetrievalReport report = RetrievalEvaluator.OfCodes(new(codes, labels), new(asked, queryLabels), cutoff: 50, radius: 2, threads: 1);

        AssertAsSorted(report, labels, queryLabels, 2, (query, row) =>
            Enumerable.Range(0, bits).Count(j => queries[(query * bits) + j] > 0 != database[(row * bits) + j] > 0));
        Assert.Equal(
            report.Metrics.ToArray(), RetrievalEvaluator.OfCodes(new(codes, labels), new(asked, queryLabels), cutoff: 50, radius: 2, threads: 3).Metrics.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void VectorsAreMeasuredAsWhenTheyAreSorted(int dimensions)
    {
        // Whole numbers make vectors of one direction, so that cosines tie.
        (float[] database, LabelId[] labels) = Draw(Rows, dimensions, Labels - 1, 3);
        (float[] queries, LabelId[] queryLabels) = Draw(Queries, dimensions, Labels, 4);
        foreach (ref float value in database.AsSpan())
        {
            value = MathF.Round(2 * value);
        }

        var all = new LabelledVectors(dimensions, database, labels);
        var asked = new LabelledVectors(dimensions, queries, queryLabels);
        int[][] places = [.. Enumerable.Range(0, Queries).Select(query =>
        {
            float[] cosines = [.. Enumerable.Range(0, Rows).Select(row => Cosine(query, row))];
            List<float> distinct = [.. cosines.Distinct().OrderDescending()];
            return cosines.Select(cosine => distinct.IndexOf(cosine)).ToArray();
        })];
        float Cosine(int query, int row)
        {
            float sum = 0;
            for (int j = 0; j < dimensions; j++)
            {
                sum = MathF.FusedMultiplyAdd(asked.Units.Row(query)[j], all.Units.Row(row)[j], sum);
            }

            return sum;
        }

        RetrievalReport report = RetrievalEvaluator.OfVectors(all, asked, cutoff: 50, threads: 1);

        AssertAsSorted(report, labels, queryLabels, null, (query, row) => places[query][row]);
        Assert.Equal(report.Metrics.ToArray(), RetrievalEvaluator.OfVectors(all, asked, cutoff: 50, threads: 3).Metrics.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(Rows)]
    public void RecallCountsTheNearestVectorsAmongTheNearestCodes(int count)
    {
        const int Bits = 8, Dimensions = Bits;     // Codes are the vectors' signs, so that they are not found by chance alone.
        (float[] database, LabelId[] labels) = Draw(Rows, Bits, Labels, 5);
        (float[] queries, LabelId[] queryLabels) = Draw(40, Bits, Labels, 6);
        var exact = new LabelledVectors(Dimensions, database, labels);
        var exactQueries = new LabelledVectors(Dimensions, queries, queryLabels);
        var codes = BinaryCodes.FromSigns(database, Rows, Bits);
        var asked = BinaryCodes.FromSigns(queries, 40, Bits);
        double expected = Enumerable.Range(0, 40).Average(query =>
        {
            int[] nearest = [.. Enumerable.Range(0, Rows).OrderByDescending(row => Enumerable.Range(0, Dimensions)
                .Sum(j => (double)exact.Units.Row(row)[j] * exactQueries.Units.Row(query)[j])).Take(count)];
            int[] distances = [.. Enumerable.Range(0, Rows).Select(row => BinaryCodes.Distance(codes.CodeOf(row), asked.CodeOf(query)))];
            int last = distances.Order().ElementAt(count - 1);
            double tied = (count - distances.Count(distance => distance < last)) / (double)distances.Count(distance => distance == last);
            return nearest.Average(row => distances[row] < last ? 1 : distances[row] == last ? tied : 0);
        });

        double recall = RetrievalEvaluator.NeighborRecall(codes, asked, exact, exactQueries, count, threads: 2);

        Assert.Equal(expected, recall, 1e-9);
        Assert.InRange(recall, count == Rows ? 1 : 0.01, 1);
    }

    [Fact]
    public void WrongCallsAreRefused()
    {
        LabelId[] labels = [new(0), new(1)];
        var codes = new BinaryCodes([1, 2], 2, 3);
        var vectors = new LabelledVectors(1, [1, 2], labels);
        Refused("Found 1 labels; expected 2, one a code.", () => _ = new LabelledCodes(codes, labels[..1]));
        Refused("Found 3 values; expected 4, 2 a vector.", () => _ = new LabelledVectors(2, [1, 2, 3], labels));
        Refused("A value is infinite or no number; expected finite ones.", () => _ = new LabelledVectors(1, [1, float.NaN], labels));
        Refused(
            "Found queries of 4 bits; expected 3.", () => RetrievalEvaluator.OfCodes(new(codes, labels), new(new BinaryCodes([1, 2], 2, 4), labels)));
        Refused("Found queries of 2 dimensions; expected 1.", () => RetrievalEvaluator.OfVectors(vectors, new LabelledVectors(2, [1, 2, 3, 4], labels)));
        Refused("Found 1 vectors of the database; expected 2.", () => RetrievalEvaluator.NeighborRecall(codes, codes, new(1, [1], labels[..1]), vectors, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RetrievalEvaluator.NeighborRecall(codes, codes, vectors, vectors, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LabelledVectors(0, [], []));
    }

    private static void Refused(string message, Action call) => Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(call).Message, StringComparison.Ordinal);

    private static (float[] Values, LabelId[] Labels) Draw(int rows, int width, int labels, ulong seed)
    {
        var random = new SplitMix64(seed);
        return ([.. Enumerable.Range(0, rows * width).Select(_ => random.NextGaussian())], [.. Enumerable.Range(0, rows).Select(_ => new LabelId(random.NextIndex(labels)))]);
    }

    private static void AssertAsSorted(RetrievalReport report, LabelId[] labels, LabelId[] queryLabels, int? radius, Func<int, int, int> distance)
    {
        double mean = 0, found = 0, within = 0, empty = 0;
        int without = 0;
        int[] depths = [1, 2, 5, 10, 20, 50, 100, 200, 500, Rows];
        double[] precision = new double[depths.Length], recall = new double[depths.Length];
        for (int query = 0; query < queryLabels.Length; query++)
        {
            (int Distance, bool IsRelevant)[] items = [.. labels.Select((label, row) => (distance(query, row), label == queryLabels[query]))];
            (int[] counts, int[] relevant) = (new int[items.Max(item => item.Distance) + 1], new int[items.Max(item => item.Distance) + 1]);
            foreach ((int d, bool isRelevant) in items)
            {
                counts[d]++;
                relevant[d] += isRelevant ? 1 : 0;
            }

            bool[] sorted = [.. items.OrderBy(item => item.Distance).Select(item => item.IsRelevant)];  // Stable.
            int all = relevant.Sum();
            without += all == 0 ? 1 : 0;
            mean += TiedRanking.AveragePrecision(counts, relevant, 50) / queryLabels.Length;
            found += ReferenceRetrieval.AveragePrecision(sorted, 50, sorted.Take(50).Count(isRelevant => isRelevant)) / queryLabels.Length;
            (int Distance, bool IsRelevant)[] near = [.. items.Where(item => item.Distance <= radius)];
            within += near.Length == 0 ? 0 : near.Average(item => item.IsRelevant ? 1.0 : 0) / queryLabels.Length;
            empty += near.Length == 0 ? 1.0 / queryLabels.Length : 0;
            for (int i = 0; i < depths.Length; i++)
            {
                precision[i] += TiedRanking.RelevantAmong(counts, relevant, depths[i]) / depths[i] / queryLabels.Length;
                recall[i] += all == 0 ? 0 : TiedRanking.RelevantAmong(counts, relevant, depths[i]) / all / queryLabels.Length;
            }
        }

        Assert.True(without > 0);
        Assert.Equal((queryLabels.Length, without), (report.Queries, report.QueriesWithoutRelevant));
        Assert.Equal(mean, report.Metrics["MAP@50"], 1e-9);
        Assert.Equal(found, report.Metrics["MAP@50-found"], 1e-9);
        Assert.Equal(depths, report.Curve.Select(point => point.Depth));
        Assert.All(report.Curve.Zip(precision), pair => Assert.Equal(pair.Second, pair.First.Precision, 1e-9));
        Assert.All(report.Curve.Zip(recall), pair => Assert.Equal(pair.Second, pair.First.Recall, 1e-9));
        if (radius is not null)
        {
            Assert.Equal(within, report.Metrics["P@r2"], 1e-9);
            Assert.Equal(empty, report.Metrics["empty@r2"], 1e-9);
        }
    }
}
