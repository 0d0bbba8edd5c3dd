using System.Buffers.Binary;

namespace Codeword.Data;

/// <summary>
/// Passes the bytes of a gzip file on and keeps what is needed to tell in the end whether the file is whole. A member ends in the length of
/// its content (RFC 1952, ISIZE, modulo 2^32): with one member that is the length of everything decompressed. A file may be joined from
/// several members; then the last length is less than the whole.
/// </summary>
internal sealed class GzipTail(Stream compressed) : ForwardOnlyStream
{
    private const int HeaderLength = 10;
    private const int ShortestFile = 18;

    private readonly byte[] _last = new byte[HeaderLength - 1]; // the bytes before the next ones; in the end they hold ISIZE
    private long _length;
    private int _members;

    /// <summary>Whether the file can be whole, when so many bytes came of it.</summary>
    public bool IsWhole(long decompressed)
    {
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(_last.AsSpan(^4..));
        return _length >= ShortestFile && (size == (decompressed & uint.MaxValue) || (_members > 1 && size < decompressed));
    }

    public override int Read(Span<byte> buffer)
    {
        int read = compressed.Read(buffer);
        ReadOnlySpan<byte> seen = [.. _last, .. buffer[..read]];
        _length += read;
        _members += CountHeaders(seen);
        seen[^_last.Length..].CopyTo(_last);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            compressed.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>
    /// Counts members' headers: magic, deflate, known flags, four bytes of time, then extra flags and a system as writers set them. Other
    /// bytes look like one once in 10^11.
    /// </summary>
    private static int CountHeaders(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        for (int i = bytes.IndexOf((byte)0x1F); i >= 0; i = bytes.IndexOf((byte)0x1F))
        {
            bytes = bytes[i..];
            if (bytes.Length < HeaderLength)
            {
                break;
            }

            bool isHeader = bytes[1] == 0x8B && bytes[2] == 8 && bytes[3] < 0x20 && bytes[8] is 0 or 2 or 4 && bytes[9] is <= 13 or 255;
            count += isHeader ? 1 : 0;
            bytes = bytes[1..];
        }

        return count;
    }
}
