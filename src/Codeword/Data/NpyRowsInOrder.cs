namespace Codeword.Data;

/// <summary>Rows that lie one after the other (C order).</summary>
internal sealed class NpyRowsInOrder(NpySource source, NpyHeader header) : NpyRows(source, header)
{
    private const int ChunkValues = 8192;
    private readonly byte[] _chunk = new byte[Math.Min(ChunkValues, header.Shape[1]) * header.Type.Size];
    private long _row;

    public override void Read(Example row)
    {
        _row++;
        row.AddDense(0);
        for (int start = 0; start < Columns; start += ChunkValues)
        {
            int count = Math.Min(ChunkValues, Columns - start);
            Span<byte> bytes = _chunk.AsSpan(0, count * Type.Size);
            Source.ReadRow(bytes, _row);
            Type.ToSingles(bytes, row.AddDense(count));
        }
    }

    public override void RequireEnd() => Source.RequireEnd();
}
