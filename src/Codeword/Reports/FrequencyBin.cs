using System.Numerics;
using Codeword.Data;

namespace Codeword.Reports;

/// <summary>The classes of about the same number of training rows: 0, 1, 2 to 3, 4 to 7, 8 to 15 and so on.</summary>
/// <param name="Fewest">The fewest training rows a class of the bin may have.</param>
/// <param name="Most">The most.</param>
/// <param name="Classes">How many classes it has.</param>
/// <param name="ClassesMet">How many of them the data has.</param>
/// <param name="Rows">Rows of the data that have one of its classes; a row with two of them counts twice.</param>
/// <param name="Accuracy">For each k the share of these whose class is among the first k predictions; empty without rows.</param>
internal sealed record FrequencyBin(long Fewest, long Most, int Classes, int ClassesMet, long Rows, IReadOnlyList<Figure> Accuracy)
{
    /// <summary>Sorts classes into bins; bins without classes are left out.</summary>
    /// <param name="trainingRows">Training rows of each class.</param>
    /// <param name="counts">What was counted in the data.</param>
    /// <param name="labels">Say which classes are retired, and in no bin.</param>
    public static IReadOnlyList<FrequencyBin> ListOf(IReadOnlyList<long> trainingRows, RowCounts counts, LabelSet labels)
    {
        ReadOnlySpan<int> cutoffs = counts.Cutoffs;
        var bins = new SortedDictionary<int, (int Classes, int Met, long Rows, long[] Hits)>();
        foreach (int i in labels.Live())
        {
            int key = trainingRows[i] == 0 ? 0 : 1 + BitOperations.Log2((ulong)trainingRows[i]);
            var bin = bins.GetValueOrDefault(key, (0, 0, 0, new long[cutoffs.Length]));
            long rows = counts.RowsOf(i);
            for (int c = 0; c < cutoffs.Length; c++)
            {
                bin.Hits[c] += counts.HitsOf(i, c);
            }

            bins[key] = (bin.Classes + 1, bin.Met + (rows > 0 ? 1 : 0), bin.Rows + rows, bin.Hits);
        }

        var list = new List<FrequencyBin>();
        foreach ((int key, (int classes, int met, long rows, long[] hits)) in bins)
        {
            var accuracy = new List<Figure>();
            for (int c = 0; c < cutoffs.Length && rows > 0; c++)
            {
                accuracy.Add(new Figure(FormattableString.Invariant($"accuracy@{cutoffs[c]}"), (double)hits[c] / rows));
            }

            list.Add(new FrequencyBin(key == 0 ? 0 : 1L << (key - 1), key == 0 ? 0 : (long)((1UL << key) - 1), classes, met, rows, accuracy));
        }

        return list;
    }
}
