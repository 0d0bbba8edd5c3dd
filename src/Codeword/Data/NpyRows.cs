namespace Codeword.Data;

/// <summary>The rows of an array of two dimensions, one by one. Memory follows the bytes that come, not what the header says of them.</summary>
internal abstract class NpyRows(NpySource source, NpyHeader header) : IDisposable
{
    /// <summary>How many rows there are.</summary>
    public long Count { get; } = header.Shape[0];

    /// <summary>How many values a row has.</summary>
    public int Columns { get; } = (int)header.Shape[1];

    /// <summary>The file's name for messages.</summary>
    public string Name => source.Name;

    protected NpySource Source => source;

    protected NpyType Type => header.Type;

    /// <exception cref="DataFormatException">The array has no two dimensions, or its rows are too long or not as long as they must be.</exception>
    public static NpyRows Open(NpySource source, NpyFormat format)
    {
        var header = NpyHeader.Read(source);
        if (header.Shape.Count != 2)
        {
            throw source.Fault($"found an array of the shape {header.ShapeText}; expected two dimensions: rows and features");
        }

        long columns = header.Shape[1];
        if (columns >= int.MaxValue || columns * header.Type.Size > format.MaxLineLength)
        {
            throw source.Fault($"found rows of {columns} features of {header.Type}; expected rows of at most {format.MaxLineLength} bytes");
        }

        if (columns == 0 && header.Shape[0] > 0)
        {
            throw source.Fault($"found {header.Shape[0]} rows of no features; expected at least one feature a row");
        }

        if (format.Columns is { } expected && columns != expected)
        {
            throw source.Fault($"found {columns} features a row; expected {expected}");
        }

        bool isTurned = header.IsFortran && header.Shape[0] > 1 && columns > 1;
        return !isTurned ? new NpyRowsInOrder(source, header)
            : source.CanSeek ? new NpyRowsByColumn(source, header)
            : throw source.Fault("found an array in Fortran order that can be read only from front to back; expected C order, or a file that is not gzipped");
    }

    /// <summary>Appends the next row's values to an example that was cleared.</summary>
    /// <exception cref="DataFormatException">The file ends before.</exception>
    public abstract void Read(Example row);

    /// <summary>Makes sure that nothing follows the last row.</summary>
    /// <exception cref="DataFormatException">Something does.</exception>
    public abstract void RequireEnd();

    /// <summary>A fault at a value, counted from 1.</summary>
    public DataFormatException Fault(long row, int column, string problem) => source.Fault(row, column, problem);

    public void Dispose() => source.Dispose();
}
