namespace Codeword.Models;

/// <summary>
/// A rows × columns matrix of float32 weights in row order, kept in blocks of whole rows so that it may hold more than 2³¹ elements.
/// </summary>
public sealed class WeightMatrix
{
    private const long BlockElements = 1L << 26;
    private readonly float[][] _blocks;
    private readonly int _rowsPerBlock;

    /// <summary>A matrix of zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public WeightMatrix(long rows, int columns)
        : this(rows, columns, BlockElements)
    {
    }

    /// <summary>A matrix in blocks of another size, so that a small one can have several.</summary>
    internal WeightMatrix(long rows, int columns, long blockElements)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        Rows = rows;
        Columns = columns;
        _rowsPerBlock = (int)Math.Max(1, Math.Min(rows, blockElements / columns));
        _blocks = new float[(rows + _rowsPerBlock - 1) / _rowsPerBlock][];
        for (int i = 0; i < _blocks.Length; i++)
        {
            long remaining = rows - ((long)i * _rowsPerBlock);
            _blocks[i] = new float[(int)Math.Min(_rowsPerBlock, remaining) * columns];
        }
    }

    /// <summary>How many rows: one an input feature.</summary>
    public long Rows { get; }

    /// <summary>How many columns: one an output.</summary>
    public int Columns { get; }

    /// <summary>Rows × columns.</summary>
    public long Count => Rows * Columns;

    /// <summary>One row, writable while the model is being built.</summary>
    internal Span<float> Row(long row) => _blocks[row / _rowsPerBlock].AsSpan((int)(row % _rowsPerBlock) * Columns, Columns);

    /// <summary>The blocks in order, whole rows each: what is written to a file and read from one.</summary>
    internal IReadOnlyList<float[]> Blocks => _blocks;
}
