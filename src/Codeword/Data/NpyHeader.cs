using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Codeword.Data;

/// <summary>
/// The head of a .npy file, versions 1.0 to 3.0: the magic bytes, the version, the length of a dictionary and the dictionary, which is a
/// Python literal with three keys. Reader and writer of <see href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html"/>.
/// </summary>
/// <param name="Type">What one value is.</param>
/// <param name="IsFortran">Whether the first index runs fastest instead of the last.</param>
/// <param name="Shape">The length of each dimension, 0 or more; empty for a single value.</param>
internal sealed record NpyHeader(NpyType Type, bool IsFortran, IReadOnlyList<long> Shape)
{
    /// <summary>The longest dictionary read, in bytes: what version 1.0 can hold.</summary>
    private const int LongestDictionary = ushort.MaxValue;

    private const int Alignment = 64;
    private const int RoomToGrow = 21; // NumPy leaves room for the first length to grow to so many digits in place
    private const string Magic = "a .npy file: the bytes \\x93NUMPY and a version from 1.0 to 3.0";

    private static ReadOnlySpan<byte> MagicBytes => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>How many values there are.</summary>
    public long Count { get; private init; }

    /// <summary>How many bytes they take.</summary>
    public long ByteCount => Count * Type.Size;

    /// <summary>The shape as Python writes it.</summary>
    public string ShapeText => TextOf(Shape);

    /// <summary>A shape as Python writes it.</summary>
    public static string TextOf(IReadOnlyList<long> shape) => $"({string.Join(", ", shape)}{(shape.Count == 1 ? "," : "")})";

    /// <summary>Reads a head, and holds it against the file's length where that is known: nothing is allocated by the head's word alone.</summary>
    /// <exception cref="DataFormatException">The head breaks the format, the values are no plain numbers, or the file has another length.</exception>
    public static NpyHeader Read(NpySource source)
    {
        Span<byte> head = stackalloc byte[8];
        int found = source.Read(head);
        if (found < head.Length || !head.StartsWith(MagicBytes) || head[6] is < 1 or > 3 || head[7] != 0)
        {
            throw source.Fault($"found {(found == 0 ? "an empty file" : $"the bytes {Convert.ToHexString(head[..found])}")}; expected {Magic}");
        }

        NpyHeader header = new NpyHeaderParser(source, ReadDictionary(source, isShort: head[6] == 1)).Parse();
        header = header with { Count = header.CountValues(source) };
        return source.Remaining is not { } remaining || remaining == header.ByteCount ? header : throw source.Fault(
            $"found {remaining} bytes after the header; expected {header.ByteCount}, as {header.Type} of the shape {header.ShapeText} takes");
    }

    /// <summary>Writes the head of an array in C order, byte for byte as NumPy does.</summary>
    public static void Write(Stream stream, NpyType type, ReadOnlySpan<long> shape)
    {
        var header = new NpyHeader(type, IsFortran: false, shape.ToArray());
        var text = new StringBuilder($"{{'descr': '{type}', 'fortran_order': False, 'shape': {header.ShapeText}, }}");
        if (shape.Length > 0)
        {
            text.Append(' ', RoomToGrow - shape[0].ToString(CultureInfo.InvariantCulture).Length);
        }

        int before = MagicBytes.Length + 4;
        int unpadded = before + text.Length + 1;
        text.Append(' ', Alignment - (unpadded % Alignment)).Append('\n');
        byte[] bytes = [.. MagicBytes, 1, 0, 0, 0, .. Encoding.ASCII.GetBytes(text.ToString())];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(before - 2), (ushort)text.Length);
        stream.Write(bytes);
    }

    private static byte[] ReadDictionary(NpySource source, bool isShort)
    {
        Span<byte> size = stackalloc byte[isShort ? 2 : 4];
        uint length = source.Read(size) < size.Length ? throw EndInHeader(source)
            : isShort ? BinaryPrimitives.ReadUInt16LittleEndian(size)
            : BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (length > LongestDictionary)
        {
            throw source.Fault($"found a header of {length} bytes; expected at most {LongestDictionary}");
        }

        byte[] dictionary = new byte[length];
        return source.Read(dictionary) == dictionary.Length ? dictionary : throw EndInHeader(source);
    }

    private static DataFormatException EndInHeader(NpySource source) =>
        source.Fault("found the end of the file within the header; expected a whole .npy file");

    private long CountValues(NpySource source)
    {
        if (Shape.Contains(0))
        {
            return 0;
        }

        long count = 1;
        foreach (long length in Shape)
        {
            count = count <= long.MaxValue / Type.Size / length ? count * length : throw source.Fault(
                $"found the shape {ShapeText} of {Type}; expected fewer than 2^63 bytes");
        }

        return count;
    }
}
