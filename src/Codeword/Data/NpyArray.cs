using System.Runtime.InteropServices;

namespace Codeword.Data;

/// <summary>
/// An array of numbers as NumPy's <c>.npy</c> files hold it (versions 1.0 to 3.0), whole in memory. Truth values, integers of 1 to 8 bytes and
/// floating-point numbers of 2 to 8 are read, in either byte order; objects, texts, structures and complex numbers are refused.
/// </summary>
public sealed class NpyArray
{
    private const int ChunkBytes = 64 * 1024;
    private readonly string _source;
    private readonly NpyType _type;
    private readonly byte[] _bytes;

    private NpyArray(string source, NpyHeader header, byte[] bytes)
    {
        _source = source;
        _type = header.Type;
        _bytes = bytes;
        Shape = header.Shape;
    }

    /// <summary>The length of each dimension, 0 or more; empty for a single value.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>NumPy's name of the values' type, such as <c>&lt;f4</c>, as it stands in the file.</summary>
    public string ElementType => _type.ToString();

    /// <summary>How many values there are: the product of the shape.</summary>
    public int Count => _bytes.Length / _type.Size;

    /// <summary>Reads an array to the end of a stream, plain or gzipped. Fortran order is read for up to two dimensions, and turned into C order.</summary>
    /// <param name="stream">The bytes; read from where the stream stands, and left open.</param>
    /// <param name="source">The stream's name for messages.</param>
    /// <exception cref="DataFormatException">
    /// The bytes are no .npy file of numbers, are fewer or more than the header says, or are more than an array can hold.
    /// </exception>
    public static NpyArray Read(Stream stream, string source)
    {
        using var bytes = new NpySource(GzipProbe.Decompress(new BorrowedStream(stream)), source);
        NpyHeader header = NpyHeader.Read(bytes);
        if (header.ByteCount > Array.MaxLength)
        {
            throw bytes.Fault($"found {header.ByteCount} bytes of values; expected at most {Array.MaxLength}");
        }

        bool isTurned = header.IsFortran && header.Shape.Count(length => length > 1) > 1;
        if (isTurned && header.Shape.Count > 2)
        {
            throw bytes.Fault($"found {header.Shape.Count} dimensions in Fortran order; expected at most 2, or C order");
        }

        byte[] values = ReadValues(bytes, (int)header.ByteCount);
        bytes.RequireEnd();
        return new NpyArray(source, header, isTurned ? Transpose(values, header) : values);
    }

    /// <summary>The values in C order (the last index runs fastest), rounded to single precision; truth values are 0 and 1.</summary>
    /// <remarks>A number beyond the range of single precision becomes infinite.</remarks>
    public float[] ToSingles()
    {
        float[] values = new float[Count];
        Span<byte> chunk = new byte[Math.Min(ChunkBytes, _bytes.Length)];
        for (int start = 0; start < _bytes.Length; start += ChunkBytes)
        {
            int length = Math.Min(ChunkBytes, _bytes.Length - start);
            _bytes.AsSpan(start, length).CopyTo(chunk);
            _type.ToSingles(chunk[..length], values.AsSpan(start / _type.Size, length / _type.Size));
        }

        return values;
    }

    /// <summary>The values in C order as integers; truth values are 0 and 1.</summary>
    /// <exception cref="DataFormatException">The values are no integers, or one is 2^63 or more.</exception>
    public long[] ToInt64s()
    {
        if (!_type.IsInteger)
        {
            throw new DataFormatException(_source, 0, 0, $"found values of the type {_type}; expected integers");
        }

        long[] values = new long[Count];
        for (int i = 0; i < values.Length; i++)
        {
            Int128 value = _type.ToInteger(_bytes.AsSpan(i * _type.Size, _type.Size));
            values[i] = value <= long.MaxValue
                ? (long)value
                : throw new DataFormatException(_source, i + 1L, 0, $"found {value}; expected an integer below 2^63");
        }

        return values;
    }

    /// <summary>Writes an array in C order, byte for byte as NumPy writes it on the same machine.</summary>
    /// <typeparam name="T">A number or <c>bool</c>: what NumPy has a type for.</typeparam>
    /// <param name="stream">Where it goes; left open.</param>
    /// <param name="values">The values, the last index running fastest.</param>
    /// <param name="shape">The length of each dimension, 0 or more.</param>
    /// <exception cref="ArgumentException">The shape does not fit the values, or there is no type for them.</exception>
    public static void Write<T>(Stream stream, ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        Int128 count = shape.Contains(0) ? 0 : 1;
        foreach (long length in shape)
        {
            count = length >= 0 && count >= 0 && count <= int.MaxValue ? count * length : -1;
        }

        if (count != values.Length)
        {
            throw new ArgumentException($"There are {values.Length} values for the shape ({string.Join(", ", shape.ToArray())}).", nameof(shape));
        }

        WriteHeader<T>(stream, shape);
        stream.Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>
    /// Writes the head of an array alone. The values must follow: in C order, as they lie in this machine's memory, as many as the shape says.
    /// </summary>
    /// <typeparam name="T">A number or <c>bool</c>: what NumPy has a type for.</typeparam>
    /// <param name="stream">Where it goes; left open.</param>
    /// <param name="shape">The length of each dimension, 0 or more; at most 32 of them.</param>
    /// <exception cref="ArgumentException">A length is negative, there are too many, or there is no type for the values.</exception>
    public static void WriteHeader<T>(Stream stream, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        if (shape.Length > NpyHeaderParser.MostDimensions || shape.ContainsAnyInRange(long.MinValue, -1))
        {
            throw new ArgumentException("A shape has at most 32 lengths, each 0 or more.", nameof(shape));
        }

        NpyHeader.Write(stream, NpyType.Of<T>(), shape);
    }

    /// <summary>Takes the header's word only as far as bytes follow, where the file's length is not known.</summary>
    private static byte[] ReadValues(NpySource source, int length)
    {
        byte[] values = new byte[source.CanSeek ? length : Math.Min(length, ChunkBytes)];
        int read = 0;
        while (true)
        {
            read += source.Read(values.AsSpan(read));
            if (read < values.Length)
            {
                throw source.Fault($"found {read} bytes after the header; expected {length}");
            }

            if (read == length)
            {
                return values;
            }

            Array.Resize(ref values, (int)Math.Min(2L * read, length));
        }
    }

    private static byte[] Transpose(byte[] values, NpyHeader header)
    {
        int size = header.Type.Size;
        int rows = (int)header.Shape[0];
        int columns = (int)header.Shape[1];
        byte[] turned = new byte[values.Length];
        for (int column = 0; column < columns; column++)
        {
            for (int row = 0; row < rows; row++)
            {
                values.AsSpan(((column * rows) + row) * size, size).CopyTo(turned.AsSpan(((row * columns) + column) * size));
            }
        }

        return turned;
    }
}
