using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Codeword.Storage;

/// <summary>
/// One section of an open file, seen in place. It begins at a multiple of 64 bytes of the file, and may be longer than a span can be.
/// Spans are valid until the <see cref="SectionFile"/>, which this object keeps alive, is disposed.
/// </summary>
public sealed class Section
{
    private readonly SectionFile _file;
    private readonly byte[] _hash;

    internal Section(SectionFile file, TableEntry entry, ReadOnlySpan<byte> hash)
    {
        _file = file;
        _hash = hash.ToArray();
        Tag = entry.Tag;
        IsCritical = entry.IsCritical;
        Offset = entry.Offset;
        Length = entry.Length;
    }

    /// <summary>What the section holds; unique in its file.</summary>
    public Tag Tag { get; }

    /// <summary>Whether a reader that does not know the section must refuse the file.</summary>
    public bool IsCritical { get; }

    /// <summary>Where in the file the section begins, in bytes.</summary>
    public long Offset { get; }

    /// <summary>How many bytes it has.</summary>
    public long Length { get; }

    /// <summary>The SHA-256 of its bytes, in lower-case hexadecimal.</summary>
    public string Sha256 => Convert.ToHexStringLower(_hash);

    /// <summary>How many values of a type the section holds.</summary>
    /// <exception cref="InvalidDataException">Its length is not a multiple of the type's size.</exception>
    public long CountOf<T>()
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        return Length % size == 0
            ? Length / size
            : throw Fault($"found {Length} bytes; expected a multiple of {size}, the size of a {typeof(T).Name}");
    }

    /// <summary>The whole section as values of a type, little-endian.</summary>
    /// <exception cref="InvalidDataException">Its length is not a multiple of the type's size, or more than one span can show.</exception>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    public ReadOnlySpan<T> AsSpan<T>()
        where T : unmanaged
    {
        long count = CountOf<T>();
        return Length <= int.MaxValue
            ? Slice<T>(0, (int)count)
            : throw Fault($"found {Length} bytes; expected at most {int.MaxValue}, as many as are read in one piece");
    }

    /// <summary>
    /// Some of the section's values, counted from its start in values of the type; for sections that may be longer than 2 GB.
    /// </summary>
    /// <param name="start">The first value, 0 or more.</param>
    /// <param name="count">How many values; at most 2 GB of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The values are not all in the section.</exception>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    public ReadOnlySpan<T> Slice<T>(long start, int count)
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        long byteStart = ByteStart(start, count, size, Length);
        return MemoryMarshal.Cast<byte, T>(_file.Slice(Offset + byteStart, count * size));
    }

    /// <summary>One of the section's bytes, seen in place.</summary>
    internal ref readonly byte At(long offset)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unchecked((ulong)offset), (ulong)Length, nameof(offset));
        return ref _file.At(Offset + offset);
    }

    /// <summary>A cursor at the section's start.</summary>
    public SectionReader CreateReader() => new(this);

    /// <summary>An error about this section's content.</summary>
    /// <param name="problem">What was found and what was expected, without a full stop.</param>
    public InvalidDataException Fault(string problem) => _file.Fault($"section {Tag}: {problem}");

    // Long arithmetic on its own: a test can try it on sections that no test machine wants to store.
    internal static long ByteStart(long start, int count, int size, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, int.MaxValue / size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, length / size - count);
        return start * size;
    }
}
