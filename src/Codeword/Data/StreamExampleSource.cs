namespace Codeword.Data;

/// <summary>Examples in a stream that belongs to the caller.</summary>
internal sealed class StreamExampleSource : ExampleSource
{
    private readonly Stream _stream;
    private readonly long _start;
    private bool _opened;

    public StreamExampleSource(Stream stream, string name, DataFormat format)
        : base(name, format)
    {
        _stream = stream;
        _start = stream.CanSeek ? stream.Position : 0;
    }

    private protected override Stream OpenBytes()
    {
        if (_stream.CanSeek)
        {
            _stream.Position = _start;
        }
        else if (_opened)
        {
            throw new InvalidOperationException($"{Name} can be read only once, as it is a stream; save it in a file to read it again.");
        }

        _opened = true;
        return new BorrowedStream(_stream);
    }
}
