using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Codeword.Storage;

/// <summary>The bytes of a file, mapped into memory, or a copy of bytes that were in memory already; more than 2 GB are possible.</summary>
internal sealed class FixedBytes : IDisposable
{
    private readonly MemoryMappedViewAccessor? _view;
    private readonly byte[] _copy;
    private readonly long _address;
    private bool _isDisposed;

    private FixedBytes(MemoryMappedViewAccessor? view, byte[] copy, long length)
    {
        _view = view;
        _copy = copy;
        _address = view is null ? 0 : view.SafeMemoryMappedViewHandle.DangerousGetHandle() + view.PointerOffset;
        Length = length;
    }

    public long Length { get; }

    /// <summary>Copies, so that a later change by the caller cannot get behind the checksums.</summary>
    public static FixedBytes Copy(ReadOnlySpan<byte> bytes) => new(null, bytes.ToArray(), bytes.Length);

    public static FixedBytes Map(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        long length = stream.Length;
        if (length == 0)
        {
            return Copy([]);   // Nothing is not mappable.
        }

        using var file = MemoryMappedFile.CreateFromFile(
            stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        return new FixedBytes(file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read), [], length);
    }

    /// <summary>Views <paramref name="count"/> bytes; valid until this is disposed.</summary>
    public ReadOnlySpan<byte> Slice(long offset, int count)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(SectionFile));
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - count);
        if (_view is null)
        {
            return _copy.AsSpan((int)offset, count);
        }

        // The bounds above were checked against the mapped length, so the address lies in the view.
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), (nint)(_address + offset)), count);
    }

    /// <summary>One byte, for loops that pick them here and there; valid until this is disposed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly byte At(long offset)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(SectionFile));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unchecked((ulong)offset), (ulong)Length, nameof(offset));
        return ref _view is null ? ref _copy[offset] : ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), unchecked((nint)(_address + offset)));
    }

    public void Dispose()
    {
        _isDisposed = true;
        _view?.Dispose();
    }
}
