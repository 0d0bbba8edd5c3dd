using Codeword.Codes;

namespace Codeword.Reports;

/// <summary>The pairs of classes that are taken for one another most often.</summary>
/// <param name="Pairs">The pairs, the most frequent first.</param>
/// <param name="Different">How many different pairs there were.</param>
/// <param name="Rows">In how many of the rows, from the first on, they were looked for.</param>
/// <param name="Unit">What a distance is counted in: bits or digits; null where codewords have one digit alone.</param>
internal sealed record ConfusedPairs(IReadOnlyList<ConfusedPair> Pairs, int Different, long Rows, string? Unit)
{
    /// <summary>So many are shown.</summary>
    public const int Most = 25;

    public static ConfusedPairs Of(RowCounts counts, Codebook codebook, DisplayNames names)
    {
        var distances = new CodeDistances(codebook);
        return new ConfusedPairs(
            [.. counts.Confused
                .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Truth).ThenBy(pair => pair.Key.Predicted)
                .Take(Most)
                .Select(pair => new ConfusedPair(
                    names[pair.Key.Truth], names[pair.Key.Predicted], pair.Value, counts.RowsOf(pair.Key.Truth),
                    distances.Unit is null ? null : distances.Of(pair.Key.Truth, pair.Key.Predicted)))],
            counts.Confused.Count,
            counts.ComparedRows,
            distances.Unit);
    }
}

/// <summary>A class and another one that is predicted in its place.</summary>
/// <param name="Truth">A label of the rows.</param>
/// <param name="Predicted">Their first prediction, which is none of their labels.</param>
/// <param name="Count">How many rows.</param>
/// <param name="Rows">How many rows have the label.</param>
/// <param name="Distance">In how many bits or digits the codewords differ; null where they have one alone.</param>
internal sealed record ConfusedPair(string Truth, string Predicted, long Count, long Rows, int? Distance);
