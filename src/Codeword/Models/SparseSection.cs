using Codeword.Storage;

namespace Codeword.Models;

/// <summary>
/// Sparse weights in a file: WCNT holds how many entries each row has (u16, or u32 above 65,535 columns), group after group; WGTS each group's gaps, a byte an
/// entry, and then its levels' places, two to a byte.
/// </summary>
internal static class SparseSection
{
    public static readonly Tag CountsTag = new("WCNT");

    public static void WriteCounts(SectionWriter writer, IEnumerable<SparseWeights> groups)
    {
        writer.Begin(CountsTag);
        foreach (SparseWeights weights in groups)
        {
            if (SparseWeights.BytesOfCount(weights.Columns) == sizeof(ushort))
            {
                writer.Write<ushort>([.. weights.Counts.Select(count => (ushort)count)]);
            }
            else
            {
                writer.Write<uint>([.. weights.Counts.Select(count => (uint)count)]);
            }
        }
    }

    public static SparseWeights[] Read(SectionFile file, IReadOnlyList<(long Rows, int Columns)> shapes, float[] levels)
    {
        Section counts = file[CountsTag], weights = file[WeightTags.Heads.Weights];
        WeightsSection.RequireLength(counts, shapes, columns => SparseWeights.BytesOfCount(columns), WeightFormat.Sparse, WeightTags.Heads);
        SectionReader reader = counts.CreateReader();
        var read = new SparseWeights[shapes.Count];
        long at = 0;
        for (int i = 0; i < read.Length; i++)
        {
            (long rows, int columns) = shapes[i];
            int[] starts = ReadStarts(reader, (int)rows, columns, weights.Length - at);
            int kept = starts[^1];
            byte[] gaps = weights.Slice<byte>(at, kept).ToArray();
            byte[] codes = weights.Slice<byte>(at + kept, (kept + 1) / 2).ToArray();
            at += gaps.Length + codes.Length;
            RequireColumns(weights, starts, gaps, columns);
            read[i] = new SparseWeights(starts, columns, levels[(i * WeightLevels.Count)..((i + 1) * WeightLevels.Count)], gaps, codes);
        }

        return at == weights.Length ? read : throw weights.Fault($"found {weights.Length} bytes; expected {at}, as the rows' entries take");
    }

    // Where each row begins, and the end: no row has more entries than columns, and all together no more than there are bytes for.
    private static int[] ReadStarts(SectionReader reader, int rows, int columns, long bytes)
    {
        int[] starts = new int[rows + 1];
        ReadOnlySpan<ushort> few = SparseWeights.BytesOfCount(columns) == sizeof(ushort) ? reader.Take<ushort>(rows) : [];
        ReadOnlySpan<uint> many = few.IsEmpty ? reader.Take<uint>(rows) : [];
        long end = 0;
        for (int row = 0; row < rows; row++)
        {
            long count = few.IsEmpty ? many[row] : few[row];
            end += count;
            if (count > columns || end + ((end + 1) / 2) > bytes || end > Array.MaxLength)
            {
                throw reader.Fault($"found {count} weights in row {row}; expected at most {columns}, and no more than are stored");
            }

            starts[row + 1] = (int)end;
        }

        return starts;
    }

    private static void RequireColumns(Section weights, int[] starts, byte[] gaps, int columns)
    {
        for (int row = 0; row + 1 < starts.Length; row++)
        {
            long column = 0;
            for (int i = starts[row]; i < starts[row + 1]; i++)
            {
                column += gaps[i];
            }

            if (column >= columns)
            {
                throw weights.Fault($"found a weight in column {column} of row {row}; expected columns below {columns}");
            }
        }
    }
}
