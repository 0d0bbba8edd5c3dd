namespace Codeword.Evaluation;

/// <summary>
/// A ranking in which items share places: group g has <c>counts[g]</c> items at one distance, <c>relevant[g]</c> of them relevant. Figures are means over all orders of the
/// items within their groups (McSherry and Najork 2008).
/// </summary>
internal static class TiedRanking
{
    /// <summary>
    /// Average precision among the first items: Σ over ranks up to the cut-off of the chance that the item there is relevant times the precision expected at it then, over the
    /// most relevant items there can be. 0 where none is relevant.
    /// </summary>
    /// <remarks>
    /// In a group of n items, r of them relevant, behind N items with R relevant: the item at its place i is relevant with the chance r/n, and then each of the i − 1 before it
    /// in the group with the chance (r − 1)/(n − 1), so that the precision there is (R + (i − 1)(r − 1)/(n − 1) + 1)/(N + i).
    /// </remarks>
    public static double AveragePrecision(ReadOnlySpan<int> counts, ReadOnlySpan<int> relevant, int cutoff)
    {
        double sum = 0;
        int items = 0, hits = 0;
        for (int group = 0; group < counts.Length && items < cutoff; group++)
        {
            int within = Math.Min(counts[group], cutoff - items);
            if (relevant[group] > 0)
            {
                double chance = (double)relevant[group] / counts[group];
                double another = counts[group] > 1 ? (relevant[group] - 1.0) / (counts[group] - 1.0) : 0;
                for (int i = 1; i <= within; i++)
                {
                    sum += chance * (hits + ((i - 1) * another) + 1) / (items + i);
                }
            }

            items += counts[group];
            hits += relevant[group];
        }

        int most = Math.Min(Sum(relevant), cutoff);
        return most > 0 ? sum / most : 0;
    }

    /// <summary>How many relevant items the first <paramref name="depth"/> have on average.</summary>
    public static double RelevantAmong(ReadOnlySpan<int> counts, ReadOnlySpan<int> relevant, int depth)
    {
        double hits = 0;
        for (int group = 0, items = 0; group < counts.Length && items < depth; items += counts[group++])
        {
            hits += counts[group] <= depth - items ? relevant[group] : (double)relevant[group] * (depth - items) / counts[group];
        }

        return hits;
    }

    public static int Sum(ReadOnlySpan<int> values)
    {
        int sum = 0;
        foreach (int value in values)
        {
            sum += value;
        }

        return sum;
    }
}
