using Codeword.Data;
using Codeword.Evaluation;

namespace Codeword.Tests.Evaluation;

/// <summary>The definitions of docs/math.md, written down as plainly as they stand there: all rows in memory, all sums in floating point.</summary>
internal static class ReferenceMetrics
{
    public static IEnumerable<(string Name, double Value)> Of(RankedRow[] rows, LabelFrequencies labels, int k)
    {
        RankedRow[] labelled = [.. rows.Where(row => row.TruthCount > 0)];
        yield return ($"accuracy@{k}", rows.Average(row => Hits(row, k).Any() ? 1.0 : 0.0));
        yield return ($"P@{k}", rows.Average(row => (double)Hits(row, k).Count() / k));
        yield return ($"R@{k}", labelled.Average(row => (double)Hits(row, k).Count() / row.TruthCount));
        yield return ($"nDCG@{k}", labelled.Average(row => Hits(row, k).Sum(Discount) / Ideal(row, k)));
        yield return ($"PSP@{k}", labelled.Sum(row => Hits(row, k).Sum(rank => Weight(row, rank))) / labelled.Sum(row => Best(row, k).Sum()));
        yield return ($"PSnDCG@{k}",
            labelled.Sum(row => Hits(row, k).Sum(rank => Weight(row, rank) * Discount(rank)) / Ideal(row, k))
            / labelled.Sum(row => Best(row, k).Select((weight, rank) => weight * Discount(rank)).Sum() / Ideal(row, k)));

        double Weight(RankedRow row, int rank) => labels.InversePropensityOf(row.Ranked[rank]);

        IEnumerable<double> Best(RankedRow row, int count) => row.Truth.Select(labels.InversePropensityOf)
            .Concat(Enumerable.Repeat(labels.UnseenInversePropensity, row.TruthCount - row.Truth.Length))
            .OrderDescending()
            .Take(count);
    }

    public static double MacroAccuracy(RankedRow[] rows, int labels) => Enumerable.Range(0, labels)
        .Select(value => new LabelId(value))
        .Where(label => rows.Any(row => row.Truth.Contains(label)))
        .Average(label => rows.Where(row => row.Truth.Contains(label)).Average(row => row.Ranked.FirstOrDefault(new LabelId(-1)) == label ? 1.0 : 0.0));

    private static IEnumerable<int> Hits(RankedRow row, int k) =>
        Enumerable.Range(0, Math.Min(k, row.Ranked.Length)).Where(rank => row.Truth.Contains(row.Ranked[rank]));

    private static double Ideal(RankedRow row, int k) => Enumerable.Range(0, Math.Min(k, row.TruthCount)).Sum(Discount);

    private static double Discount(int rank) => 1 / Math.Log2(rank + 2);
}
