using System.Text;
using System.Text.Unicode;

namespace Codeword.Data;

/// <summary>
/// Cuts a byte stream into lines and vouches for them: UTF-8, no NUL, no longer than a limit, without byte order mark and line end.
/// A faulty line is consumed before its fault is thrown, so that the next call goes on with the next line.
/// </summary>
internal sealed class LineReader : IDisposable
{
#if DEBUG
    private const int InitialCapacity = 64; // tiny, so that every test runs the paths that shift and grow
#else
    private const int InitialCapacity = 256 * 1024;
#endif

    private readonly Stream _stream;
    private readonly int _maxLength;
    private byte[] _buffer = new byte[InitialCapacity];
    private int _start;
    private int _end;
    private bool _started;
    private bool _ended;

    public LineReader(Stream stream, string source, int maxLength)
    {
        _stream = stream;
        Source = source;
        _maxLength = maxLength;
    }

    public string Source { get; }

    /// <summary>1-based number of the line read last; 0 before the first.</summary>
    public long LineNumber { get; private set; }

    /// <summary>The next line, borrowed until the next call; false at the end.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        SkipByteOrderMark();
        int scanned = 0;
        while (true)
        {
            int newline = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                line = Take(scanned + newline, terminator: 1);
                return true;
            }

            scanned = _end - _start;
            if (scanned > _maxLength)
            {
                LineNumber++;
                SkipToNewline();
                throw TooLong();
            }

            if (_ended)
            {
                line = scanned == 0 ? default : Take(scanned, terminator: 0);
                return scanned > 0;
            }

            Fill();
        }
    }

    /// <summary>Up to <paramref name="count"/> bytes from here on, without consuming them; fewer only at the end.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        SkipByteOrderMark();
        FillTo(count);
        return _buffer.AsSpan(_start, Math.Min(count, _end - _start));
    }

    public DataFormatException Fault(int column, string problem) => new(Source, LineNumber, column, problem);

    /// <summary>A fault at a byte of the line read last.</summary>
    public DataFormatException Fault(ReadOnlySpan<byte> line, int offset, string problem) =>
        Fault(Encoding.UTF8.GetCharCount(line[..offset]) + 1, problem);

    public void Dispose() => _stream.Dispose();

    private ReadOnlySpan<byte> Take(int length, int terminator)
    {
        ReadOnlySpan<byte> line = _buffer.AsSpan(_start, length);
        _start += length + terminator;
        LineNumber++;
        if (length > _maxLength)
        {
            throw TooLong();
        }

        if (line is [.., (byte)'\r'])
        {
            line = line[..^1];
        }

        if (!Utf8.IsValid(line))
        {
            int bad = FirstInvalid(line);
            throw Fault(line, bad, $"found the byte 0x{line[bad]:X2}, which is not UTF-8 here; expected text in UTF-8");
        }

        int nul = line.IndexOf((byte)0);
        return nul < 0 ? line : throw Fault(line, nul, "found a NUL character; expected text");
    }

    private static int FirstInvalid(ReadOnlySpan<byte> line)
    {
        int position = 0;
        while (Rune.DecodeFromUtf8(line[position..], out _, out int consumed) == System.Buffers.OperationStatus.Done)
        {
            position += consumed;
        }

        return position;
    }

    private DataFormatException TooLong() => Fault(0, $"found a line of more than {_maxLength} bytes; expected shorter lines");

    private void SkipToNewline()
    {
        while (true)
        {
            int newline = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            _start = newline >= 0 ? _start + newline + 1 : _end;
            if (newline >= 0 || _ended)
            {
                return;
            }

            Fill();
        }
    }

    private void SkipByteOrderMark()
    {
        if (_started)
        {
            return;
        }

        _started = true;
        FillTo(3);
        if (_buffer.AsSpan(_start, _end - _start).StartsWith("\uFEFF"u8))
        {
            _start += 3;
        }
    }

    private void FillTo(int count)
    {
        while (_end - _start < count && !_ended)
        {
            Fill();
        }
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, (int)Math.Min(_buffer.Length * 2L, Array.MaxLength));
        }

        try
        {
            int read = _stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            _ended = read == 0;
        }
        catch (InvalidDataException)
        {
            _ended = true;
            _end = _start;
            LineNumber++;
            throw Fault(0, "found damaged or truncated gzip data; expected a whole gzip file");
        }
    }
}
