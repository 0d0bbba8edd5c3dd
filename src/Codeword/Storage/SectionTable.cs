using System.Security.Cryptography;

namespace Codeword.Storage;

/// <summary>
/// Reads and checks a whole file, cheap checks first: header, table, tags, then every byte against its SHA-256 or, between sections, zero.
/// All sizes are held against the file's length before anything is allocated by them.
/// </summary>
internal sealed class SectionTable(FixedBytes bytes, string source)
{
    private const int ChunkSize = 1 << 20;
    private readonly List<TableEntry> _entries = [];
    private readonly HashSet<Tag> _tags = [];

    public IReadOnlyList<TableEntry> Entries => _entries;

    public ReadOnlySpan<byte> HashOf(FileHeader header, int index) =>
        TableEntry.Hash(bytes.Slice(header.TableOffset + (long)index * TableEntry.Size, TableEntry.Size));

    public FileHeader Read(Tag kind, ReadOnlySpan<Tag> known)
    {
        ReadOnlySpan<byte> head = bytes.Slice(0, (int)Math.Min(bytes.Length, FileHeader.Size));
        FileHeader header = FileHeader.Read(head, bytes.Length, source);
        if (header.Kind != kind)
        {
            throw Fault($"found a file of kind {header.Kind}; expected {kind}");
        }

        RequireHash(header.TableOffset, header.Length - header.TableOffset, FileHeader.TableHash(head), "the section table");
        ReadEntries(header, known);
        for (int i = 0; i < _entries.Count; i++)
        {
            RequireHash(_entries[i].Offset, _entries[i].Length, HashOf(header, i), $"section {_entries[i].Tag}");
        }

        return header;
    }

    private void ReadEntries(FileHeader header, ReadOnlySpan<Tag> known)
    {
        long start = FileHeader.Size;
        for (long at = header.TableOffset; at < header.Length; at += TableEntry.Size)
        {
            TableEntry entry = TableEntry.Read(bytes.Slice(at, TableEntry.Size), start, header.TableOffset, source);
            if (!_tags.Add(entry.Tag))
            {
                throw Fault($"found section {entry.Tag} twice; expected each tag once");
            }

            if (entry.IsCritical && !known.Contains(entry.Tag))
            {
                throw Fault($"found section {entry.Tag}, without which the file may not be used and which this release does not know; "
                    + $"expected sections of format {SectionFormat.Major}.{SectionFormat.Minor}: a newer release of Codeword is needed");
            }

            _entries.Add(entry);
            start = SectionFormat.Align(entry.Offset + entry.Length);
            RequireZeros(entry, Math.Min(start, header.TableOffset));
        }

        if (start != header.TableOffset)
        {
            throw Fault($"found the section table at byte {header.TableOffset}; expected {start}, next to the last section");
        }
    }

    private void RequireZeros(TableEntry entry, long until)
    {
        long end = entry.Offset + entry.Length;
        if (bytes.Slice(end, (int)(until - end)).ContainsAnyExcept((byte)0))
        {
            throw Fault($"found something in the padding after section {entry.Tag}; expected zeros");
        }
    }

    private void RequireHash(long offset, long length, ReadOnlySpan<byte> expected, string what)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long done = 0; done < length; done += ChunkSize)
        {
            hash.AppendData(bytes.Slice(offset + done, (int)Math.Min(ChunkSize, length - done)));
        }

        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(expected))
        {
            throw Fault($"{what} does not match its SHA-256; expected the bytes as they were written: the file is damaged");
        }
    }

    private InvalidDataException Fault(string problem) => new($"{source}: {problem}.");
}
