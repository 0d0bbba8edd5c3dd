using System.Numerics.Tensors;

namespace Codeword.Decoding;

/// <summary>The smallest and the median of what a class's buckets say, tile by tile.</summary>
internal static class OrderStatistics
{
    /// <summary>scores[i] = the smallest entry over the columns.</summary>
    public static void Min(
        ColumnLookup[] columns, int[] offsets, ReadOnlySpan<float> tables, int first, Span<float> scores, Span<float> scratch)
    {
        Span<float> values = scratch[..scores.Length];
        scores.Fill(float.PositiveInfinity);
        for (int r = 0; r < columns.Length; r++)
        {
            columns[r].Read(first, tables[offsets[r]..offsets[r + 1]], values);
            TensorPrimitives.Min(scores, values, scores);
        }
    }

    /// <summary>scores[i] = the median entry over the columns, the lower of the two middle ones when R is even.</summary>
    public static void Median(
        ColumnLookup[] columns, int[] offsets, ReadOnlySpan<float> tables, int first, Span<float> scores, Span<float> scratch)
    {
        int count = scores.Length;
        for (int r = 0; r < columns.Length; r++)
        {
            columns[r].Read(first, tables[offsets[r]..offsets[r + 1]], scratch.Slice(r * count, count));
        }

        Span<float> own = scratch.Slice(columns.Length * count, columns.Length);
        for (int i = 0; i < count; i++)
        {
            for (int r = 0; r < columns.Length; r++)
            {
                own[r] = scratch[(r * count) + i];
            }

            own.Sort();
            scores[i] = own[(columns.Length - 1) / 2];
        }
    }
}
