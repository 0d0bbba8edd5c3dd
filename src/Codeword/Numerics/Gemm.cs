using System.Runtime.InteropServices;

namespace Codeword.Numerics;

/// <summary>
/// The matrix product C = op(A)·op(B). Both factors are packed into panels (<see cref="GemmPanels"/>), so that one kernel (<see cref="GemmTile"/>) serves all
/// transpositions; each element of C is summed over the inner dimension in order, in one lane, by fused multiply-adds: the same bits for any number
/// of threads and any width of vectors.
/// </summary>
internal static class Gemm
{
    private const int Depth = 128;          // Inner dimension of a pass: a panel of A and one of B stay in the first-level cache together.
    private const int RowPanelsPerTask = 8;
    private const long WorthThreads = 1 << 20;      // Multiplications.
    private const long WorthCopying = 1 << 17;      // Elements.

    /// <summary>C = op(A)·op(B), or C += op(A)·op(B).</summary>
    /// <param name="a">m × k, or k × m when transposed.</param>
    /// <param name="transposeA">Whether op(A) = Aᵀ.</param>
    /// <param name="b">k × n, or n × k when transposed.</param>
    /// <param name="transposeB">Whether op(B) = Bᵀ.</param>
    /// <param name="c">m × n.</param>
    /// <param name="accumulate">Whether C keeps what it holds.</param>
    /// <param name="parallel">The threads.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together.</exception>
    public static void Multiply(Matrix a, bool transposeA, Matrix b, bool transposeB, Matrix c, bool accumulate, ParallelOptions parallel) =>
        Multiply(GemmTile.Fastest, a, transposeA, b, transposeB, c, accumulate, parallel);

    /// <summary>The same by a kernel of one's choice, which changes no bit.</summary>
    internal static void Multiply(GemmTile tile, Matrix a, bool transposeA, Matrix b, bool transposeB, Matrix c, bool accumulate, ParallelOptions parallel)
    {
        int m = transposeA ? a.Columns : a.Rows, k = transposeA ? a.Rows : a.Columns, n = transposeB ? b.Rows : b.Columns;
        if ((transposeB ? b.Columns : b.Rows) != k || c.Rows != m || c.Columns != n)
        {
            throw new ArgumentException($"Sizes do not fit: {m}×{k} times {(transposeB ? b.Columns : b.Rows)}×{n} into {c.Rows}×{c.Columns}.", nameof(c));
        }

        if (!accumulate && k == 0)
        {
            c.Span.Clear();
        }

        ParallelOptions? threads = parallel.MaxDegreeOfParallelism != 1 && (long)m * n * k >= WorthThreads ? parallel : null;
        for (int first = 0; first < k; first += Depth)
        {
            int depth = Math.Min(Depth, k - first);
            GemmPanels left = GemmPanels.Rent(m, depth, tile.Rows), right = GemmPanels.Rent(n, depth, tile.Columns);
            left.Fill(a, transposeA, first, (long)m * depth >= WorthCopying ? threads : null);
            right.Fill(b, !transposeB, first, (long)n * depth >= WorthCopying ? threads : null);
            new Pass(tile, left, right, c, accumulate || first > 0).Run(threads);
            left.Return();
            right.Return();
        }
    }

    // One pass over the inner dimension: a panel of B stays in the nearest cache while panels of A go by, all of them, or on threads some a task.
    private readonly record struct Pass(GemmTile Tile, GemmPanels Left, GemmPanels Right, Matrix C, bool Accumulate)
    {
        private int RowTasks => (Left.Count + RowPanelsPerTask - 1) / RowPanelsPerTask;

        public void Run(ParallelOptions? parallel)
        {
            if (parallel is not null)
            {
                Parallel.For(0, RowTasks * Right.Count, parallel, RunTask);
                return;
            }

            for (int column = 0; column < Right.Count; column++)
            {
                RunRows(0, Left.Count, column);
            }
        }

        private void RunTask(int task)
        {
            int first = task % RowTasks * RowPanelsPerTask;
            RunRows(first, Math.Min(Left.Count, first + RowPanelsPerTask), task / RowTasks);
        }

        private void RunRows(int first, int end, int column)
        {
            Span<float> edge = stackalloc float[Tile.Rows * Tile.Columns];
            for (int row = first; row < end; row++)
            {
                RunTile(row, column, edge);
            }
        }

        // At the edges of C the tile is computed beside it.
        private void RunTile(int rowPanel, int columnPanel, Span<float> edge)
        {
            int row = rowPanel * Tile.Rows, column = columnPanel * Tile.Columns;
            int rows = Math.Min(Tile.Rows, C.Rows - row), columns = Math.Min(Tile.Columns, C.Columns - column);
            ref float left = ref Left.Panel(rowPanel), right = ref Right.Panel(columnPanel);
            if (rows == Tile.Rows && columns == Tile.Columns)
            {
                Tile.Run(ref left, ref right, Left.Depth, ref C.Data[(row * C.Columns) + column], C.Columns, Accumulate);
                return;
            }

            edge.Clear();
            for (int i = 0; i < rows && Accumulate; i++)
            {
                C.Row(row + i).Slice(column, columns).CopyTo(edge[(i * Tile.Columns)..]);
            }

            Tile.Run(ref left, ref right, Left.Depth, ref MemoryMarshal.GetReference(edge), Tile.Columns, Accumulate);
            for (int i = 0; i < rows; i++)
            {
                edge.Slice(i * Tile.Columns, columns).CopyTo(C.Row(row + i)[column..]);
            }
        }
    }
}
