using System.Buffers;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Codeword.Storage;

/// <summary>
/// Numbers to work with, all 0 at first: in memory, or in a nameless file of a folder where they may be more than memory holds. The system keeps of such a file what is in
/// use, and takes the memory back when it needs it. Several threads may use different places.
/// </summary>
/// <typeparam name="T">A number.</typeparam>
internal sealed class LongArray<T> : IDisposable
    where T : unmanaged
{
    private const int Attempts = 1000;
    private const int PieceLength = 1 << 20;
    private readonly T[] _array;
    private readonly MemoryMappedViewAccessor? _view;
    private bool _isDisposed;

    private LongArray(T[] array, MemoryMappedViewAccessor? view, long length) => (_array, _view, Length) = (array, view, length);

    /// <summary>How many numbers.</summary>
    public long Length { get; }

    /// <summary>Makes an array.</summary>
    /// <param name="length">How many numbers.</param>
    /// <param name="folder">Where its file goes; null for memory.</param>
    /// <exception cref="IOException">The file cannot be made that large in the folder.</exception>
    public static LongArray<T> Create(long length, string? folder)
    {
        if (folder is null || length == 0)
        {
            return new LongArray<T>(new T[length], null, length);
        }

        long bytes = checked(length * Unsafe.SizeOf<T>());
        using FileStream stream = CreateNameless(folder, bytes);
        using var file = MemoryMappedFile.CreateFromFile(stream, null, bytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        return new LongArray<T>([], file.CreateViewAccessor(0, bytes), length);
    }

    /// <summary>Numbers to read and write; valid until this is disposed.</summary>
    public Span<T> Slice(long start, int count)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Length - count);
        if (_view is null)
        {
            return _array.AsSpan((int)start, count);
        }

        // The bounds above were checked against the mapped length, so the address lies in the view.
        nint address = checked(_view.SafeMemoryMappedViewHandle.DangerousGetHandle() + (nint)(_view.PointerOffset + (start * Unsafe.SizeOf<T>())));
        return MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), address)), count);
    }

    /// <summary>All numbers, in pieces; valid until this is disposed.</summary>
    public IEnumerable<Memory<T>> Pieces
    {
        get
        {
            for (long start = 0; start < Length; start += PieceLength)
            {
                int count = (int)Math.Min(PieceLength, Length - start);
                yield return _view is null ? _array.AsMemory((int)start, count) : new Piece(this, start, count).Memory;
            }
        }
    }

    /// <summary>Makes all numbers 0.</summary>
    public void Clear()
    {
        foreach (Memory<T> piece in Pieces)
        {
            piece.Span.Clear();
        }
    }

    /// <summary>Gives memory and file back: spans of it are void from now on.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _view?.Dispose();
    }

    // Closing the stream takes the name away, while the mapping keeps the content: only a process that is killed just here leaves a file behind. The room is taken at once, as a
    // write that found none later would end the process.
    private static FileStream CreateNameless(string folder, long bytes)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.DeleteOnClose,
            PreallocationSize = bytes,
            BufferSize = 0,
        };
        for (int attempt = 0; ; attempt++)
        {
            string path = Path.Combine(folder, $".codeword-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}-{attempt}.scratch");
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException) when (attempt < Attempts && File.Exists(path))
            {
                // A process that was killed in the moment between, and had the same numbers, left it.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new IOException($"The scratch file of {bytes} bytes that training from an example store needs cannot be made in {folder}: {e.Message}", e);
            }
        }
    }

    // Mapped numbers as memory that can be handed on; each look checks that they are still there.
    private sealed class Piece(LongArray<T> owner, long start, int count) : MemoryManager<T>
    {
        public override Span<T> GetSpan() => owner.Slice(start, count);

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException("Numbers of a file cannot be pinned.");

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
