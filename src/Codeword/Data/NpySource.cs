namespace Codeword.Data;

/// <summary>The bytes of a .npy file, plain or decompressed, and the name that faults in them are told by. Owns the stream.</summary>
internal sealed class NpySource(Stream stream, string name) : IDisposable
{
    private const int BufferSize = 64 * 1024;
    private readonly BufferedStream _forwards = new(stream, BufferSize);

    public string Name => name;

    /// <summary>Whether the bytes can be read out of order, and so their number is known.</summary>
    public bool CanSeek => stream.CanSeek;

    /// <summary>Where the next byte stands in the stream, if it can seek.</summary>
    public long Position => _forwards.Position;

    /// <summary>How many bytes are left; null where only their end will tell (gzip, a pipe).</summary>
    public long? Remaining => CanSeek ? _forwards.Length - _forwards.Position : null;

    /// <summary>Reads on; returns how many bytes there were, fewer than asked for only at the end.</summary>
    /// <exception cref="DataFormatException">Damaged gzip data.</exception>
    public int Read(Span<byte> bytes)
    {
        try
        {
            return _forwards.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            throw Fault("found damaged or truncated gzip data; expected a whole gzip file");
        }
    }

    /// <summary>Reads all the bytes asked for, of a row that is counted from 1.</summary>
    /// <exception cref="DataFormatException">The file ends before.</exception>
    public void ReadRow(Span<byte> bytes, long row)
    {
        if (Read(bytes) < bytes.Length)
        {
            throw EndIn(row);
        }
    }

    /// <summary>The same from a place of its own, past the buffer: not to be mixed with reading on.</summary>
    /// <exception cref="DataFormatException">The file ends before.</exception>
    public void ReadAt(long position, Span<byte> bytes, long row)
    {
        stream.Position = position;
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw EndIn(row);
        }
    }

    /// <summary>Makes sure that nothing follows.</summary>
    /// <exception cref="DataFormatException">There is another byte, or the gzip data is damaged.</exception>
    public void RequireEnd()
    {
        if (Read(stackalloc byte[1]) > 0)
        {
            throw Fault("found more bytes after the last value; expected the end, as the header says");
        }
    }

    /// <summary>A fault of the whole file, not of a row.</summary>
    public DataFormatException Fault(string problem) => new(name, 0, 0, problem);

    /// <summary>A fault in a row, counted from 1.</summary>
    public DataFormatException Fault(long row, int column, string problem) => new(name, row, column, problem);

    public void Dispose() => _forwards.Dispose();

    private DataFormatException EndIn(long row) => Fault(row, 0, "found the end of the file; expected more values, as the header says");
}
