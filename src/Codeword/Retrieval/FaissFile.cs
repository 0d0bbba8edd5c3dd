using System.Buffers.Binary;
using Codeword.Storage;

namespace Codeword.Retrieval;

/// <summary>
/// Indexes as faiss's IndexBinaryFlat is stored (<c>faiss.write_index_binary</c>, "IBxF"), by itself: no faiss is needed. All numbers are little-endian.
/// </summary>
/// <remarks>
/// 4 bytes <c>IBxF</c> · i32 bits d · i32 bytes of a code, d/8 · i64 codes N · u8 whether it is trained, 1 · i32 metric, 1, which binary indexes make no use of · u64 N·d/8 ·
/// the codes one after the other. faiss compares bytes and gives bits no order: a code has the same bytes here and there, bit j in byte j/8 at place j mod 8.
/// The file has no ids, they are 0 to N − 1, and codes of 8, 16, 24… bits alone.
/// </remarks>
public static class FaissFile
{
    private const int HeaderBytes = 33;
    private const int PieceBytes = 1 << 16;
    private const int Metric = 1;

    /// <summary>Reads an index.</summary>
    /// <exception cref="InvalidDataException">The file is no sound IndexBinaryFlat of 8 to 512 bits; the message tells.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static HammingIndex Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads an index from a stream to its end.</summary>
    /// <param name="stream">The bytes; left open. What is allocated follows from what arrives, not from what the header says.</param>
    /// <param name="source">Its name for messages.</param>
    /// <exception cref="InvalidDataException">The bytes are no sound IndexBinaryFlat of 8 to 512 bits; the message tells.</exception>
    public static HammingIndex Read(Stream stream, string source)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (int bits, long count) = ReadHeader(stream, source);
        var builder = new HammingIndexBuilder(bits);
        byte[] piece = new byte[PieceBytes / (bits / 8) * (bits / 8)];
        for (long left = count * (bits / 8); left > 0;)
        {
            int expected = (int)Math.Min(left, piece.Length);
            int read = stream.ReadAtLeast(piece.AsSpan(0, expected), expected, throwOnEndOfStream: false);
            if (read < expected)
            {
                throw Fault(source, $"found the end of the file in code {builder.Count + (read / (bits / 8))}; expected {count} codes of {bits} bits");
            }

            builder.Add(piece.AsSpan(0, read));
            left -= read;
        }

        return stream.ReadByte() < 0 ? builder.Build() : throw Fault(source, $"found something after the {count} codes; expected the end of the file");
    }

    /// <summary>Writes an index; a file of that name is replaced as a whole or stays as it was.</summary>
    /// <exception cref="ArgumentException">The bits are no multiple of 8, or the ids are not 0 to N − 1.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The index was disposed.</exception>
    public static void Write(HammingIndex index, string path)
    {
        Require(index);
        using AtomicFile file = AtomicFile.Create(path);
        Write(index, file.Stream);
        file.Commit();
    }

    /// <summary>Writes an index into a stream, which stays open.</summary>
    /// <exception cref="ArgumentException">The bits are no multiple of 8, or the ids are not 0 to N − 1.</exception>
    /// <exception cref="ObjectDisposedException">The index was disposed.</exception>
    public static void Write(HammingIndex index, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Require(index);
        byte[] header = new byte[HeaderBytes];
        "IBxF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), index.Bits);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), index.BytesPerCode);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(12), index.Count);
        header[20] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(21), Metric);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(25), (long)index.Count * index.BytesPerCode);
        stream.Write(header);
        byte[] piece = new byte[PieceBytes / index.BytesPerCode * index.BytesPerCode];
        int held = 0;
        for (int position = 0; position < index.Count; position++)
        {
            index.Blocks.CopyCode(position, piece.AsSpan(held, index.BytesPerCode));
            held += index.BytesPerCode;
            if (held == piece.Length || position == index.Count - 1)
            {
                stream.Write(piece.AsSpan(0, held));
                held = 0;
            }
        }
    }

    private static (int Bits, long Count) ReadHeader(Stream stream, string source)
    {
        byte[] header = new byte[HeaderBytes];
        int read = stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
        if (!header.AsSpan(0, 4).SequenceEqual("IBxF"u8))
        {
            throw Fault(source, "found other bytes; expected a file of faiss that begins with IBxF, as an IndexBinaryFlat is written");
        }

        if (read < HeaderBytes)
        {
            throw Fault(source, $"found {read} bytes; expected a header of {HeaderBytes}: the file is cut short");
        }

        int bits = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(4));
        if (bits is < 8 or > HammingIndex.MostBits || bits % 8 != 0)
        {
            throw Fault(source, $"found codes of {bits} bits; expected a multiple of 8 from 8 to {HammingIndex.MostBits}");
        }

        int bytes = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8));
        if (bytes != bits / 8)
        {
            throw Fault(source, $"found codes of {bytes} bytes; expected {bits / 8} for {bits} bits");
        }

        long count = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(12));
        if (count is < 0 or > HammingIndex.MostCodes)
        {
            throw Fault(source, $"found {count} codes; expected 0 to {HammingIndex.MostCodes}");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(25));
        return length == (ulong)(count * bytes)
            ? (bits, count)
            : throw Fault(source, $"found {length} bytes of codes; expected {count * bytes} for {count} codes of {bits} bits");
    }

    private static void Require(HammingIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        if (index.Bits % 8 != 0)
        {
            throw new ArgumentException($"Found codes of {index.Bits} bits; a file of faiss holds codes of a multiple of 8 bits.", nameof(index));
        }

        if (index.Ids.AreListed)
        {
            throw new ArgumentException($"Found ids other than 0 to {index.Count - 1}; a file of faiss has no ids, so that they would be lost.", nameof(index));
        }
    }

    private static InvalidDataException Fault(string source, string problem) => new($"{source}: {problem}.");
}
