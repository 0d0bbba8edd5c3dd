namespace Codeword.Data;

/// <summary>Rows whose values lie a whole column apart (Fortran order): read in blocks of rows, a stretch of each column at a time.</summary>
internal sealed class NpyRowsByColumn : NpyRows
{
    private const long BlockValues = 4 * 1024 * 1024;
    private readonly long _start;
    private readonly int _blockRows;
    private readonly byte[] _bytes;
    private readonly float[] _column;
    private readonly float[] _block;
    private long _row;

    public NpyRowsByColumn(NpySource source, NpyHeader header)
        : base(source, header)
    {
        _start = source.Position;
        _blockRows = (int)Math.Min(Count, Math.Max(1, BlockValues / Columns));
        _bytes = new byte[_blockRows * Type.Size];
        _column = new float[_blockRows];
        _block = new float[_blockRows * Columns];
    }

    public override void Read(Example row)
    {
        int inBlock = (int)(_row % _blockRows);
        if (inBlock == 0)
        {
            ReadBlock();
        }

        _row++;
        _block.AsSpan(inBlock * Columns, Columns).CopyTo(row.AddDense(Columns));
    }

    /// <summary>The file's length was held against the header when it was opened.</summary>
    public override void RequireEnd()
    {
    }

    private void ReadBlock()
    {
        int rows = (int)Math.Min(_blockRows, Count - _row);
        Span<byte> bytes = _bytes.AsSpan(0, rows * Type.Size);
        Span<float> values = _column.AsSpan(0, rows);
        for (int column = 0; column < Columns; column++)
        {
            Source.ReadAt(_start + (((column * Count) + _row) * Type.Size), bytes, _row + 1);
            Type.ToSingles(bytes, values);
            for (int i = 0; i < rows; i++)
            {
                _block[(i * Columns) + column] = values[i];
            }
        }
    }
}
