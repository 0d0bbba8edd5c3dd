using System.Buffers.Binary;

namespace Codeword.Storage;

/// <summary>
/// One line of the section table, 64 bytes: tag 4 · flags u32 (1 = critical) · offset u64 · length u64 · zero 8 · SHA-256 32.
/// </summary>
internal readonly record struct TableEntry(Tag Tag, bool IsCritical, long Offset, long Length)
{
    public const int Size = 64;
    private const int ReservedStart = 24;
    private const int HashStart = 32;
    private const uint CriticalFlag = 1;

    public static ReadOnlySpan<byte> Hash(ReadOnlySpan<byte> entry) => entry.Slice(HashStart, SectionFormat.HashSize);

    public void WriteTo(Span<byte> entry, ReadOnlySpan<byte> hash)
    {
        entry.Clear();
        Tag.WriteTo(entry);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], IsCritical ? CriticalFlag : 0);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], (ulong)Offset);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[16..], (ulong)Length);
        hash.CopyTo(entry[HashStart..]);
    }

    /// <summary>
    /// Reads the entry of a section that must begin at <paramref name="start"/> and end before <paramref name="limit"/>.
    /// With one legal offset for each section there is no room for overlaps, gaps or another order.
    /// </summary>
    public static TableEntry Read(ReadOnlySpan<byte> entry, long start, long limit, string source)
    {
        if (!Tag.TryRead(entry, out Tag tag))
        {
            throw Fault(source, "found a section tag with other characters; expected four of A-Z and 0-9");
        }

        uint flags = BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]);
        if (flags > CriticalFlag || entry[ReservedStart..HashStart].ContainsAnyExcept((byte)0))
        {
            throw Fault(source, $"found unknown flags on section {tag}; expected those of format {SectionFormat.Major}.x");
        }

        ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]);
        if (offset != (ulong)start)
        {
            throw Fault(source, $"found section {tag} at byte {offset}; expected {start}, next to what stands before it");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(entry[16..]);
        return length <= (ulong)(limit - start)
            ? new TableEntry(tag, flags == CriticalFlag, start, (long)length)
            : throw Fault(source, $"found section {tag} with {length} bytes; expected at most {limit - start}, up to the table");
    }

    private static InvalidDataException Fault(string source, string problem) => new($"{source}: {problem}.");
}
