using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Codeword.Numerics;

/// <summary>
/// The matrix product C = op(A)·op(B). Both factors are packed into panels (8 rows of A, 32 columns of B), so that one kernel serves all
/// transpositions; each element of C is summed over the inner dimension in order, in one lane, by fused multiply-adds: the same bits for any number
/// of threads and any width of vectors.
/// </summary>
internal static class Gemm
{
    private const int PanelRows = 8;
    private const int PanelColumns = 32;
    private const int Depth = 256;          // Inner dimension of a pass: a panel of B stays in the second-level cache, one of A in the first.
    private const int RowPanelsPerTask = 8;
    private const long WorthThreads = 1 << 20;

    /// <summary>C = op(A)·op(B), or C += op(A)·op(B).</summary>
    /// <param name="a">m × k, or k × m when transposed.</param>
    /// <param name="transposeA">Whether op(A) = Aᵀ.</param>
    /// <param name="b">k × n, or n × k when transposed.</param>
    /// <param name="transposeB">Whether op(B) = Bᵀ.</param>
    /// <param name="c">m × n.</param>
    /// <param name="accumulate">Whether C keeps what it holds.</param>
    /// <param name="parallel">The threads.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public static void Multiply(Matrix a, bool transposeA, Matrix b, bool transposeB, Matrix c, bool accumulate, ParallelOptions parallel)
    {
        int m = transposeA ? a.Columns : a.Rows, k = transposeA ? a.Rows : a.Columns, n = transposeB ? b.Rows : b.Columns;
        if ((transposeB ? b.Columns : b.Rows) != k || c.Rows != m || c.Columns != n)
        {
            throw new ArgumentException($"Sizes do not fit: {m}×{k} times {(transposeB ? b.Columns : b.Rows)}×{n} into {c.Rows}×{c.Columns}.", nameof(c));
        }

        if (!accumulate)
        {
            c.Span.Clear();
        }

        int rowPanels = Ceiling(m, PanelRows), columnPanels = Ceiling(n, PanelColumns);
        for (int first = 0; first < k; first += Depth)
        {
            int depth = Math.Min(Depth, k - first);
            float[] left = ArrayPool<float>.Shared.Rent(rowPanels * PanelRows * depth);
            float[] right = ArrayPool<float>.Shared.Rent(columnPanels * PanelColumns * depth);
            Pack(a, transposeA, m, first, depth, PanelRows, left, parallel);
            Pack(b, !transposeB, n, first, depth, PanelColumns, right, parallel);
            Run(left, right, depth, c, rowPanels, columnPanels, parallel);
            ArrayPool<float>.Shared.Return(left);
            ArrayPool<float>.Shared.Return(right);
        }
    }

    private static int Ceiling(int count, int size) => (count + size - 1) / size;

    // Panels of `width` lines each; within one, the inner index runs slowest. A line is a row of the matrix, or a column when `byColumn`.
    private static void Pack(Matrix matrix, bool byColumn, int lines, int first, int depth, int width, float[] panels, ParallelOptions parallel)
    {
        int count = Ceiling(lines, width);
        if (parallel.MaxDegreeOfParallelism == 1 || (long)lines * depth < WorthThreads)
        {
            for (int panel = 0; panel < count; panel++)
            {
                PackPanel(panel);
            }

            return;
        }

        Parallel.For(0, count, parallel, PackPanel);

        void PackPanel(int panel)
        {
            int start = panel * width;
            int used = Math.Min(width, lines - start);
            Span<float> to = panels.AsSpan(start * depth, width * depth);
            if (used < width)
            {
                to.Clear();
            }

            if (byColumn)
            {
                PackColumns(matrix, start, used, first, depth, width, to);
            }
            else
            {
                PackRows(matrix, start, used, first, depth, width, to);
            }
        }
    }

    private static void PackColumns(Matrix matrix, int start, int used, int first, int depth, int width, Span<float> panel)
    {
        for (int p = 0; p < depth; p++)
        {
            matrix.Data.AsSpan(((first + p) * matrix.Columns) + start, used).CopyTo(panel[(p * width)..]);
        }
    }

    // A transposition, sixteen columns at a time, so that what is written to stays in the nearest cache.
    private static void PackRows(Matrix matrix, int start, int used, int first, int depth, int width, Span<float> panel)
    {
        ref float to = ref MemoryMarshal.GetReference(panel);
        for (int block = 0; block < depth; block += VectorMath.Lanes)
        {
            int length = Math.Min(VectorMath.Lanes, depth - block);
            for (int line = 0; line < used; line++)
            {
                ref float from = ref matrix.Data[((start + line) * matrix.Columns) + first + block];
                nuint at = ((nuint)(uint)block * (nuint)(uint)width) + (nuint)(uint)line;
                for (int p = 0; p < length; p++)
                {
                    Unsafe.Add(ref to, at) = Unsafe.Add(ref from, p);
                    at += (nuint)(uint)width;
                }
            }
        }
    }

    private static void Run(float[] left, float[] right, int depth, Matrix c, int rowPanels, int columnPanels, ParallelOptions parallel)
    {
        int rowTasks = Ceiling(rowPanels, RowPanelsPerTask);
        int tasks = rowTasks * columnPanels;
        if (parallel.MaxDegreeOfParallelism == 1 || (long)c.Rows * c.Columns * depth < WorthThreads)
        {
            for (int task = 0; task < tasks; task++)
            {
                RunTask(task);
            }

            return;
        }

        Parallel.For(0, tasks, parallel, RunTask);

        void RunTask(int task)
        {
            int column = task / rowTasks;
            int firstRow = task % rowTasks * RowPanelsPerTask;
            int endRow = Math.Min(rowPanels, firstRow + RowPanelsPerTask);
            Span<float> tile = stackalloc float[PanelRows * PanelColumns];
            for (int row = firstRow; row < endRow; row++)
            {
                RunTile(left.AsSpan(row * PanelRows * depth), right.AsSpan(column * PanelColumns * depth), depth, c, row * PanelRows, column * PanelColumns, tile);
            }
        }
    }

    private static void RunTile(ReadOnlySpan<float> left, ReadOnlySpan<float> right, int depth, Matrix c, int row, int column, Span<float> tile)
    {
        int rows = Math.Min(PanelRows, c.Rows - row), columns = Math.Min(PanelColumns, c.Columns - column);
        if (rows == PanelRows && columns == PanelColumns)
        {
            Kernel(ref MemoryMarshal.GetReference(left), ref MemoryMarshal.GetReference(right), depth, ref c.Data[(row * c.Columns) + column], (nuint)(uint)c.Columns);
            return;
        }

        tile.Clear();
        for (int i = 0; i < rows; i++)
        {
            c.Row(row + i).Slice(column, columns).CopyTo(tile[(i * PanelColumns)..]);
        }

        Kernel(ref MemoryMarshal.GetReference(left), ref MemoryMarshal.GetReference(right), depth, ref MemoryMarshal.GetReference(tile), PanelColumns);
        for (int i = 0; i < rows; i++)
        {
            tile.Slice(i * PanelColumns, columns).CopyTo(c.Row(row + i)[column..]);
        }
    }

    // The kernel: 8 × 32 elements of C stay in sixteen registers while the inner dimension goes by. A long method: each accumulator needs a name of its own.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Kernel(ref float a, ref float b, int depth, ref float c, nuint stride)
    {
        ref float r0 = ref c, r1 = ref Unsafe.Add(ref c, stride), r2 = ref Unsafe.Add(ref c, 2 * stride), r3 = ref Unsafe.Add(ref c, 3 * stride);
        ref float r4 = ref Unsafe.Add(ref c, 4 * stride), r5 = ref Unsafe.Add(ref c, 5 * stride);
        ref float r6 = ref Unsafe.Add(ref c, 6 * stride), r7 = ref Unsafe.Add(ref c, 7 * stride);
        Vector512<float> s00 = Vector512.LoadUnsafe(ref r0), s01 = Vector512.LoadUnsafe(ref r0, 16), s10 = Vector512.LoadUnsafe(ref r1), s11 = Vector512.LoadUnsafe(ref r1, 16);
        Vector512<float> s20 = Vector512.LoadUnsafe(ref r2), s21 = Vector512.LoadUnsafe(ref r2, 16), s30 = Vector512.LoadUnsafe(ref r3), s31 = Vector512.LoadUnsafe(ref r3, 16);
        Vector512<float> s40 = Vector512.LoadUnsafe(ref r4), s41 = Vector512.LoadUnsafe(ref r4, 16), s50 = Vector512.LoadUnsafe(ref r5), s51 = Vector512.LoadUnsafe(ref r5, 16);
        Vector512<float> s60 = Vector512.LoadUnsafe(ref r6), s61 = Vector512.LoadUnsafe(ref r6, 16), s70 = Vector512.LoadUnsafe(ref r7), s71 = Vector512.LoadUnsafe(ref r7, 16);
        for (int p = 0; p < depth; p++)
        {
            Vector512<float> b0 = Vector512.LoadUnsafe(ref b), b1 = Vector512.LoadUnsafe(ref b, 16);
            var x = Vector512.Create(a);
            s00 = Vector512.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, b1, s01);
            x = Vector512.Create(Unsafe.Add(ref a, 1));
            s10 = Vector512.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(x, b1, s11);
            x = Vector512.Create(Unsafe.Add(ref a, 2));
            s20 = Vector512.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(x, b1, s21);
            x = Vector512.Create(Unsafe.Add(ref a, 3));
            s30 = Vector512.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(x, b1, s31);
            x = Vector512.Create(Unsafe.Add(ref a, 4));
            s40 = Vector512.FusedMultiplyAdd(x, b0, s40);
            s41 = Vector512.FusedMultiplyAdd(x, b1, s41);
            x = Vector512.Create(Unsafe.Add(ref a, 5));
            s50 = Vector512.FusedMultiplyAdd(x, b0, s50);
            s51 = Vector512.FusedMultiplyAdd(x, b1, s51);
            x = Vector512.Create(Unsafe.Add(ref a, 6));
            s60 = Vector512.FusedMultiplyAdd(x, b0, s60);
            s61 = Vector512.FusedMultiplyAdd(x, b1, s61);
            x = Vector512.Create(Unsafe.Add(ref a, 7));
            s70 = Vector512.FusedMultiplyAdd(x, b0, s70);
            s71 = Vector512.FusedMultiplyAdd(x, b1, s71);
            a = ref Unsafe.Add(ref a, PanelRows);
            b = ref Unsafe.Add(ref b, PanelColumns);
        }

        s00.StoreUnsafe(ref r0);
        s01.StoreUnsafe(ref r0, 16);
        s10.StoreUnsafe(ref r1);
        s11.StoreUnsafe(ref r1, 16);
        s20.StoreUnsafe(ref r2);
        s21.StoreUnsafe(ref r2, 16);
        s30.StoreUnsafe(ref r3);
        s31.StoreUnsafe(ref r3, 16);
        s40.StoreUnsafe(ref r4);
        s41.StoreUnsafe(ref r4, 16);
        s50.StoreUnsafe(ref r5);
        s51.StoreUnsafe(ref r5, 16);
        s60.StoreUnsafe(ref r6);
        s61.StoreUnsafe(ref r6, 16);
        s70.StoreUnsafe(ref r7);
        s71.StoreUnsafe(ref r7, 16);
    }
}
