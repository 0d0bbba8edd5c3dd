namespace Codeword.Storage;

/// <summary>
/// A file of sections, open for reading and checked from the first byte to the last; see docs/model-format.md.
/// An opened file is immutable and may be read by any number of threads.
/// </summary>
/// <remarks>
/// Sections are read in place: a span of one points into the mapped file and is valid until <see cref="Dispose"/>. Who keeps such a
/// span must keep this object (a <see cref="Section"/> does), and must not dispose it while another thread still reads. The file may be
/// replaced meanwhile (<see cref="SectionWriter"/> renames a new one into its place); cutting it short in place would end the process.
/// </remarks>
public sealed class SectionFile : IDisposable
{
    private readonly FixedBytes _bytes;
    private readonly Section[] _sections;

    private SectionFile(FixedBytes bytes, string source, Tag kind, ReadOnlySpan<Tag> known)
    {
        SectionFormat.RequireLittleEndian();
        var table = new SectionTable(bytes, source);
        FileHeader header = table.Read(kind, known);
        _bytes = bytes;
        Source = source;
        Version = new Version(SectionFormat.Major, header.Minor);
        TableSha256 = Convert.ToHexStringLower(FileHeader.TableHash(bytes.Slice(0, FileHeader.Size)));
        Kind = header.Kind;
        _sections = [.. table.Entries.Select((entry, i) => new Section(this, entry, table.HashOf(header, i)))];
    }

    /// <summary>The file's name, for messages.</summary>
    public string Source { get; }

    /// <summary>The format's version the file was written in, major and minor.</summary>
    public Version Version { get; }

    /// <summary>What the file holds.</summary>
    public Tag Kind { get; }

    /// <summary>The SHA-256 of the section table, in lower-case hexadecimal: the table has the hash of each section, so that files of one such hash hold the same.</summary>
    internal string TableSha256 { get; }

    /// <summary>The file's length in bytes.</summary>
    public long Length => _bytes.Length;

    /// <summary>All sections in the order of the file, also optional ones that the caller does not know.</summary>
    public IReadOnlyList<Section> Sections => _sections;

    /// <summary>Maps a file into memory and checks all of it, checksums included: one pass over its bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">The kind it must be of.</param>
    /// <param name="known">The sections the caller can read: a critical section that is not among them makes the file unusable.</param>
    /// <exception cref="InvalidDataException">The file is damaged, of another kind or of a newer version; the message tells.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SectionFile Open(string path, Tag kind, params ReadOnlySpan<Tag> known) =>
        Adopt(FixedBytes.Map(path), path, kind, known);

    /// <summary>Reads a file that is in memory already; the bytes are copied.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="source">Its name for messages.</param>
    /// <param name="kind">The kind it must be of.</param>
    /// <param name="known">The sections the caller can read.</param>
    /// <exception cref="InvalidDataException">The bytes are damaged, of another kind or of a newer version.</exception>
    public static SectionFile FromBytes(ReadOnlySpan<byte> bytes, string source, Tag kind, params ReadOnlySpan<Tag> known) =>
        Adopt(FixedBytes.Copy(bytes), source, kind, known);

    /// <summary>Tells what a file says it holds, without checking more than its magic and version.</summary>
    /// <exception cref="InvalidDataException">It is no file of this library, or of a newer version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Tag ReadKind(string path)
    {
        using FileStream stream = File.OpenRead(path);
        Span<byte> head = stackalloc byte[FileHeader.Size];
        int count = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return FileHeader.PeekKind(head[..count], path);
    }

    /// <summary>Finds a section; false when the file has none of this tag.</summary>
    public bool TryGet(Tag tag, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Section? section)
    {
        section = Array.Find(_sections, s => s.Tag == tag);
        return section is not null;
    }

    /// <summary>The section of a tag, which the file must have.</summary>
    /// <exception cref="InvalidDataException">The file has no such section.</exception>
    public Section this[Tag tag] => TryGet(tag, out Section? section)
        ? section
        : throw Fault($"found no section {tag}; expected one in a file of kind {Kind}");

    /// <summary>
    /// Unmaps the file: its sections' spans are void from now on, and asking for another one throws <see cref="ObjectDisposedException"/>.
    /// </summary>
    public void Dispose() => _bytes.Dispose();

    /// <summary>An error for a file whose sections contradict one another.</summary>
    /// <param name="problem">What was found and what was expected, without a full stop.</param>
    public InvalidDataException Fault(string problem) => new($"{Source}: {problem}.");

    internal ReadOnlySpan<byte> Slice(long offset, int count) => _bytes.Slice(offset, count);

    internal ref readonly byte At(long offset) => ref _bytes.At(offset);

    private static SectionFile Adopt(FixedBytes bytes, string source, Tag kind, ReadOnlySpan<Tag> known)
    {
        try
        {
            return new SectionFile(bytes, source, kind, known);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }
}
