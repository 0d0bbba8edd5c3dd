using System.IO.Compression;

namespace Codeword.Data;

/// <summary>Decompresses gzip and, other than the runtime's stream alone, takes a truncated file for damaged, not for a short one.</summary>
internal sealed class GunzipStream : ForwardOnlyStream
{
    private readonly GzipTail _compressed;
    private readonly GZipStream _decompressed;
    private long _length;

    public GunzipStream(Stream compressed)
    {
        _compressed = new GzipTail(compressed);
        _decompressed = new GZipStream(_compressed, CompressionMode.Decompress);
    }

    public override int Read(Span<byte> buffer)
    {
        int read = _decompressed.Read(buffer);
        _length += read;
        return read > 0 || buffer.IsEmpty || _compressed.IsWhole(_length)
            ? read
            : throw new InvalidDataException("The gzip data ends too early.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decompressed.Dispose();
        }

        base.Dispose(disposing);
    }
}
