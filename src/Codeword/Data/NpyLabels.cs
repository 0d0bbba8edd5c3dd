namespace Codeword.Data;

/// <summary>The labels of an array's rows, one by one: integers in a .npy file of their own.</summary>
internal sealed class NpyLabels : IDisposable
{
    private readonly NpySource _source;
    private readonly NpyType _type;
    private long _row;

    private NpyLabels(NpySource source, NpyType type)
    {
        _source = source;
        _type = type;
    }

    /// <exception cref="DataFormatException">The file holds no integers, or not one for each row.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static NpyLabels Open(string path, NpyRows rows)
    {
        var source = new NpySource(GzipProbe.Decompress(FileExampleSource.OpenBytes(path)), path);
        try
        {
            var header = NpyHeader.Read(source);
            if (!header.Type.IsInteger || header.Shape.Count != 1)
            {
                throw source.Fault($"found values of the type {header.Type} and the shape {header.ShapeText}; expected labels: integers in one dimension");
            }

            return header.Count == rows.Count ? new NpyLabels(source, header.Type) : throw source.Fault(
                $"found {header.Count} labels; expected {rows.Count}, one for each row of {rows.Name}");
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Adds the next row's label to it.</summary>
    /// <exception cref="DataFormatException">The file ends before.</exception>
    public void Read(Example row, LabelPool names)
    {
        Span<byte> value = stackalloc byte[_type.Size];
        Span<byte> name = stackalloc byte[NpyType.LongestInteger];
        _row++;
        _source.ReadRow(value, _row);
        _ = names.Add(name[.._type.Format(value, name)], row); // digits, and one label a row: nothing to object to
    }

    /// <summary>Makes sure that nothing follows the last label.</summary>
    /// <exception cref="DataFormatException">Something does.</exception>
    public void RequireEnd() => _source.RequireEnd();

    public void Dispose() => _source.Dispose();
}
