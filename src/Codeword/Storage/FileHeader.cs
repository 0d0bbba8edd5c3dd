using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Codeword.Storage;

/// <summary>
/// The first 128 bytes of a file: magic 8 · major u16 · minor u16 · kind 4 · length u64 · table offset u64 · sections u32 · zero 28 ·
/// SHA-256 of the table 32 · SHA-256 of the 96 bytes before 32. The hash of the table makes the header's hash vouch for the whole file.
/// </summary>
internal readonly record struct FileHeader(ushort Minor, Tag Kind, long Length, long TableOffset, long SectionCount)
{
    public const int Size = 128;
    private const int VersionEnd = 12;
    private const int ReservedStart = 36;
    private const int TableHashStart = 64;
    private const int HashStart = 96;

    public static ReadOnlySpan<byte> TableHash(ReadOnlySpan<byte> header) => header.Slice(TableHashStart, SectionFormat.HashSize);

    public void WriteTo(Span<byte> header, ReadOnlySpan<byte> tableHash)
    {
        header.Clear();
        SectionFormat.Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[8..], SectionFormat.Major);
        BinaryPrimitives.WriteUInt16LittleEndian(header[10..], Minor);
        Kind.WriteTo(header[VersionEnd..]);
        BinaryPrimitives.WriteUInt64LittleEndian(header[16..], (ulong)Length);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], (ulong)TableOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(header[32..], (uint)SectionCount);
        tableHash.CopyTo(header[TableHashStart..]);
        SHA256.HashData(header[..HashStart], header[HashStart..]);
    }

    /// <summary>Reads a file's header; <paramref name="head"/> is what the file has of its first 128 bytes.</summary>
    public static FileHeader Read(ReadOnlySpan<byte> head, long length, string source)
    {
        CheckMagicAndVersion(head, source);
        if (head.Length < Size)
        {
            throw Fault(source, $"found {length} bytes; expected a header of {Size}: the file is cut short");
        }

        ulong declared = BinaryPrimitives.ReadUInt64LittleEndian(head[16..]);
        if (declared != (ulong)length)
        {
            string reason = declared > (ulong)length
                ? "the file is cut short or its header is damaged"
                : "something follows its end or its header is damaged";
            throw Fault(source, $"found {length} bytes; expected {declared}, as the header declares: {reason}");
        }

        if (!SHA256.HashData(head[..HashStart]).AsSpan().SequenceEqual(head[HashStart..]))
        {
            throw Fault(source, "the header does not match its SHA-256; expected the bytes as they were written: the file is damaged");
        }

        if (head[ReservedStart..TableHashStart].ContainsAnyExcept((byte)0))
        {
            throw Fault(source, $"found something in the header's reserved bytes {ReservedStart} to {TableHashStart - 1}; expected zeros");
        }

        ushort minor = BinaryPrimitives.ReadUInt16LittleEndian(head[10..]);
        return new FileHeader(minor, ReadKind(head, source), length, ReadTableOffset(head, length, source), ReadSectionCount(head));
    }

    /// <summary>The kind that a file of this library says it has; nothing but magic and version was checked.</summary>
    public static Tag PeekKind(ReadOnlySpan<byte> head, string source)
    {
        CheckMagicAndVersion(head, source);
        return head.Length >= VersionEnd + Tag.Size
            ? ReadKind(head, source)
            : throw Fault(source, $"found {head.Length} bytes; expected a header of {Size}: the file is cut short");
    }

    private static void CheckMagicAndVersion(ReadOnlySpan<byte> head, string source)
    {
        ReadOnlySpan<byte> magic = SectionFormat.Magic;
        int count = Math.Min(head.Length, magic.Length);
        if (count == 0 || !head[..count].SequenceEqual(magic[..count]))
        {
            string found = count == 0 ? "an empty file" : "other bytes";
            throw Fault(source, $"found {found}; expected a file that begins with CODEWORD");
        }

        if (head.Length < VersionEnd)
        {
            throw Fault(source, $"found {head.Length} bytes; expected a header of {Size}: the file is cut short");
        }

        ushort major = BinaryPrimitives.ReadUInt16LittleEndian(head[8..]);
        if (major != SectionFormat.Major)
        {
            ushort minor = BinaryPrimitives.ReadUInt16LittleEndian(head[10..]);
            string cure = major > SectionFormat.Major ? "; a newer release of Codeword is needed" : "";
            throw Fault(
                source,
                $"found format version {major}.{minor}; expected version {SectionFormat.Major}.x, which is what this release supports{cure}");
        }
    }

    private static Tag ReadKind(ReadOnlySpan<byte> head, string source) => Tag.TryRead(head[VersionEnd..], out Tag kind)
        ? kind
        : throw Fault(source, "found a kind with other characters; expected four of A-Z and 0-9");

    private static long ReadSectionCount(ReadOnlySpan<byte> head) => BinaryPrimitives.ReadUInt32LittleEndian(head[32..]);

    private static long ReadTableOffset(ReadOnlySpan<byte> head, long length, string source)
    {
        long expected = length - ReadSectionCount(head) * TableEntry.Size;
        ulong found = BinaryPrimitives.ReadUInt64LittleEndian(head[24..]);
        if (expected < Size)
        {
            throw Fault(source, $"found {ReadSectionCount(head)} sections; expected no more than a file of {length} bytes can list");
        }

        if (expected % SectionFormat.Alignment != 0)
        {
            throw Fault(source, $"found {length} bytes; expected a multiple of {SectionFormat.Alignment}");
        }

        return found == (ulong)expected
            ? expected
            : throw Fault(source, $"found the section table at byte {found}; expected {expected}, so that it ends the file");
    }

    private static InvalidDataException Fault(string source, string problem) => new($"{source}: {problem}.");
}
