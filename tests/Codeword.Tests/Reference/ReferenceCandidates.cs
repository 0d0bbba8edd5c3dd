using Codeword.Codes;
using Codeword.Data;

namespace Codeword.Tests.Reference;

/// <summary>Candidates by their definition: every class is looked at.</summary>
internal static class ReferenceCandidates
{
    /// <summary>Each class that stands in one of the m best buckets of a column, above the best of the others, with its score in float32; the best first.</summary>
    public static (int Label, float Score)[] Best(Codebook codebook, float[][] tables, int buckets, int count)
    {
        float[] floors = [.. tables.Select(table => table.OrderDescending().ElementAt(Math.Min(buckets, table.Length - 1)))];
        return
        [
            .. Enumerable.Range(0, codebook.Classes)
                .Select(label => (Label: label, Entries: codebook.Columns.Select((column, r) => tables[r][column.DigitOf(new LabelId(label))]).ToArray()))
                .Where(row => row.Entries.Zip(floors).Any(pair => pair.First > pair.Second))
                .Select(row => (row.Label, row.Entries.Aggregate(0f, (sum, entry) => sum + entry)))
                .OrderByDescending(row => row.Item2).ThenBy(row => row.Label).Take(count),
        ];
    }
}
