namespace Codeword.Models;

/// <summary>Rows of equal length, kept in blocks of whole rows so that there may be more than 2³¹ elements.</summary>
internal sealed class RowArray<T>
    where T : unmanaged
{
    private const long BlockElements = 1L << 26;
    private readonly T[][] _blocks;
    private readonly int _rowsPerBlock;

    public RowArray(long rows, int length, long blockElements = BlockElements)
    {
        Length = length;
        _rowsPerBlock = (int)Math.Max(1, Math.Min(rows, blockElements / Math.Max(1, length)));
        _blocks = new T[(rows + _rowsPerBlock - 1) / _rowsPerBlock][];
        for (int i = 0; i < _blocks.Length; i++)
        {
            long remaining = rows - ((long)i * _rowsPerBlock);
            _blocks[i] = new T[(int)Math.Min(_rowsPerBlock, remaining) * length];
        }
    }

    /// <summary>Elements of a row.</summary>
    public int Length { get; }

    /// <summary>The blocks in order: what is written to a file and read from one.</summary>
    public IReadOnlyList<T[]> Blocks => _blocks;

    /// <summary>One row.</summary>
    public Span<T> Row(long row) => _blocks[row / _rowsPerBlock].AsSpan((int)(row % _rowsPerBlock) * Length, Length);
}
