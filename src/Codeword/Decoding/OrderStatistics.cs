using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>The smallest and the median of what a class's buckets say, tile by tile.</summary>
internal static class OrderStatistics
{
    // Classes whose columns are sorted at once: R rows of half a kilobyte stay in the first-level cache up to R = 64.
    private const int Run = 128;

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

        for (int from = 0; from < count; from += Run)
        {
            Sort(scratch[from..], columns.Length, count, Math.Min(Run, count - from));
        }

        scratch.Slice((columns.Length - 1) / 2 * count, count).CopyTo(scores);
    }

    // Batcher's merge exchange (Knuth, The Art of Computer Programming 3, 5.2.2, algorithm M): which rows are compared does not depend on what they hold, so that all
    // classes of a run are sorted at once. About R·(log2 R)²/4 exchanges.
    private static void Sort(Span<float> rows, int count, int stride, int length)
    {
        int top = count > 1 ? (int)BitOperations.RoundUpToPowerOf2((uint)count) / 2 : 0;
        for (int p = top; p > 0; p /= 2)
        {
            int q = top, r = 0, distance = p;
            while (true)
            {
                for (int i = 0; i < count - distance; i++)
                {
                    if ((i & p) == r)
                    {
                        Exchange(rows.Slice(i * stride, length), rows.Slice((i + distance) * stride, length));
                    }
                }

                if (q == p)
                {
                    break;
                }

                (distance, q, r) = (q - p, q / 2, p);
            }
        }
    }

    // The smaller of each pair goes into low, the larger into high.
    private static void Exchange(Span<float> low, Span<float> high)
    {
        ref float first = ref MemoryMarshal.GetReference(low);
        ref float second = ref MemoryMarshal.GetReference(high);
        nuint i = 0;
        for (; i + VectorMath.Lanes <= (nuint)low.Length; i += VectorMath.Lanes)
        {
            Vector512<float> a = Vector512.LoadUnsafe(ref first, i), b = Vector512.LoadUnsafe(ref second, i);
            Vector512<float> swapped = Vector512.LessThan(b, a);
            Vector512.ConditionalSelect(swapped, b, a).StoreUnsafe(ref first, i);
            Vector512.ConditionalSelect(swapped, a, b).StoreUnsafe(ref second, i);
        }

        for (; i < (nuint)low.Length; i++)
        {
            ref float a = ref Unsafe.Add(ref first, i), b = ref Unsafe.Add(ref second, i);
            (a, b) = b < a ? (b, a) : (a, b);
        }
    }
}
