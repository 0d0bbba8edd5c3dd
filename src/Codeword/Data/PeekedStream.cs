namespace Codeword.Data;

/// <summary>A stream with bytes put back before it that were read to see what it holds. Owns the stream.</summary>
internal sealed class PeekedStream(ReadOnlyMemory<byte> head, Stream rest) : ForwardOnlyStream
{
    private ReadOnlyMemory<byte> _head = head;

    public override int Read(Span<byte> buffer)
    {
        if (_head.IsEmpty)
        {
            return rest.Read(buffer);
        }

        int count = Math.Min(buffer.Length, _head.Length);
        _head.Span[..count].CopyTo(buffer);
        _head = _head[count..];
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rest.Dispose();
        }

        base.Dispose(disposing);
    }
}
