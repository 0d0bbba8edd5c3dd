using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Codeword.Storage;

/// <summary>
/// Writes a file of sections, streaming: <see cref="Begin"/> a section, write into it, begin the next one, <see cref="Commit"/>.
/// The same calls give the same bytes. Without a commit nothing appears, and a file that was there stays as it was.
/// Not safe for several threads. The layout is in docs/model-format.md, its fields in <see cref="FileHeader"/> and
/// <see cref="TableEntry"/>.
/// </summary>
public sealed class SectionWriter : IDisposable
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly AtomicFile? _file;
    private readonly Stream _stream;
    private readonly Tag _kind;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<(TableEntry Entry, byte[] Hash)> _sections = [];
    private readonly byte[] _block = new byte[SectionFormat.BlockSize];
    private int _blockLength;
    private long _position;
    private TableEntry? _open;
    private bool _isClosed;

    private SectionWriter(AtomicFile? file, Stream stream, Tag kind)
    {
        SectionFormat.RequireLittleEndian();
        _file = file;
        _stream = stream;
        _kind = kind;
        Append(new byte[FileHeader.Size]);   // Zeros until the commit: what was cut short cannot pass for a file.
    }

    /// <summary>The sections that are ended, each with the SHA-256 of its bytes, in lower-case hexadecimal.</summary>
    internal IEnumerable<(Tag Tag, string Sha256)> Sections => _sections.Select(section => (section.Entry.Tag, Convert.ToHexStringLower(section.Hash)));

    /// <summary>Starts a file, under a temporary name in the same folder.</summary>
    /// <exception cref="IOException">The folder does not exist or cannot be written to.</exception>
    public static SectionWriter Create(string path, Tag kind)
    {
        AtomicFile file = AtomicFile.Create(path);
        return new SectionWriter(file, file.Stream, kind);
    }

    /// <summary>Starts a file in an empty stream that can seek, which stays open; for use in memory.</summary>
    /// <exception cref="ArgumentException">The stream cannot seek or holds something.</exception>
    public static SectionWriter Create(Stream stream, Tag kind)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream is { CanSeek: true, Length: 0 }
            ? new SectionWriter(null, stream, kind)
            : throw new ArgumentException(
                "Found a stream that holds something or cannot seek; expected an empty one that can.", nameof(stream));
    }

    /// <summary>Ends the section before, if any, and begins another one.</summary>
    /// <param name="tag">What it holds.</param>
    /// <param name="isCritical">Whether a reader that does not know the section must refuse the file.</param>
    /// <exception cref="ArgumentException">The file has a section of this tag already.</exception>
    public void Begin(Tag tag, bool isCritical = true)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (_open?.Tag == tag || _sections.Exists(section => section.Entry.Tag == tag))
        {
            throw new ArgumentException($"Found a second section {tag}; expected each tag once.", nameof(tag));
        }

        End();
        _open = new TableEntry(tag, isCritical, _position, 0);
    }

    /// <summary>Writes a 32-bit unsigned number.</summary>
    public void WriteUInt32(uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        WriteBytes(bytes);
    }

    /// <summary>Writes a 32-bit signed number.</summary>
    public void WriteInt32(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        WriteBytes(bytes);
    }

    /// <summary>Writes a 64-bit unsigned number; a count is written so.</summary>
    public void WriteUInt64(ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        WriteBytes(bytes);
    }

    /// <summary>Writes a 32-bit floating-point number.</summary>
    public void WriteSingle(float value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        WriteBytes(bytes);
    }

    /// <summary>Writes a text: its length in bytes (32-bit), then UTF-8.</summary>
    /// <exception cref="ArgumentException">The text has half of a surrogate pair, which UTF-8 cannot say.</exception>
    public void WriteString(string text)
    {
        byte[] bytes = StrictUtf8.GetBytes(text);
        WriteUInt32((uint)bytes.Length);
        WriteBytes(bytes);
    }

    /// <summary>
    /// Writes values as they are in memory, after zeros up to the next position aligned to their type (the largest power of two that
    /// divides its size, at most 8), so that they can be read in place. May be called again and again to stream a long section.
    /// </summary>
    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        long start = OpenSection().Offset;
        long padding = SectionFormat.Align(_position - start, SectionFormat.AlignmentOf(Unsafe.SizeOf<T>())) - (_position - start);
        WriteBytes(SectionFormat.Zeros[..(int)padding]);

        int pieceLength = int.MaxValue / Unsafe.SizeOf<T>();   // The bytes of a long span of wide values outnumber an int.
        for (int done = 0; done < values.Length; done += Math.Min(pieceLength, values.Length - done))
        {
            WriteBytes(MemoryMarshal.AsBytes(values.Slice(done, Math.Min(pieceLength, values.Length - done))));
        }
    }

    /// <summary>Ends the last section, writes table and header, and puts the file in its place.</summary>
    /// <exception cref="IOException">The disk is full or the file cannot be replaced: the old one is as it was.</exception>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        End();
        long tableOffset = _position;
        byte[] table = new byte[_sections.Count * TableEntry.Size];
        for (int i = 0; i < _sections.Count; i++)
        {
            _sections[i].Entry.WriteTo(table.AsSpan(i * TableEntry.Size, TableEntry.Size), _sections[i].Hash);
        }

        Append(table);
        FlushBlock();
        byte[] header = new byte[FileHeader.Size];
        new FileHeader(SectionFormat.Minor, _kind, _position, tableOffset, _sections.Count).WriteTo(header, SHA256.HashData(table));
        _stream.Position = 0;
        _stream.Write(header);
        _file?.Commit();
        _isClosed = true;
    }

    /// <summary>Closes the writer. What was not committed is gone.</summary>
    public void Dispose()
    {
        _isClosed = true;
        _hash.Dispose();
        _file?.Dispose();
    }

    private void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        OpenSection();
        Append(bytes);
    }

    private TableEntry OpenSection()
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        return _open ?? throw new InvalidOperationException("Found a value before the first section; expected a call of Begin.");
    }

    private void End()
    {
        if (_open is { } entry)
        {
            FlushBlock();
            _sections.Add((entry with { Length = _position - entry.Offset }, _hash.GetHashAndReset()));
            _open = null;
            Append(SectionFormat.Zeros[..(int)(SectionFormat.Align(_position) - _position)]);
        }

        FlushBlock();
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int count = Math.Min(bytes.Length, _block.Length - _blockLength);
            bytes[..count].CopyTo(_block.AsSpan(_blockLength));
            _blockLength += count;
            _position += count;
            bytes = bytes[count..];
            if (_blockLength == _block.Length)
            {
                FlushBlock();
            }
        }
    }

    private void FlushBlock()
    {
        Span<byte> block = _block.AsSpan(0, _blockLength);
        _isClosed = true;   // A write that fails leaves the writer closed: a caller that goes on must not commit a file with a hole.
        if (_open is not null)
        {
            _hash.AppendData(block);
        }

        _stream.Write(block);
        _blockLength = 0;
        _isClosed = false;
    }
}
