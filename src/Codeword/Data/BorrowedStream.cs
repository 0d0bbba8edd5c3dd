namespace Codeword.Data;

/// <summary>A stream to be read that belongs to someone else: disposing it leaves the other open.</summary>
internal sealed class BorrowedStream(Stream owned) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => owned.CanSeek;

    public override bool CanWrite => false;

    public override long Length => owned.Length;

    public override long Position
    {
        get => owned.Position;
        set => owned.Position = value;
    }

    public override int Read(Span<byte> buffer) => owned.Read(buffer);

    public override int Read(byte[] buffer, int offset, int count) => owned.Read(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => owned.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
