using System.Text;

namespace Codeword.Data;

/// <summary>
/// Hands lines to a CSV parser one at a time, so that the parser never reads ahead of the row it returns: line numbers stay right and
/// one faulty line spoils one row. A faulty line is handed on as an empty one and its fault kept for whoever asked for the row.
/// </summary>
internal sealed class LineFeed(LineReader lines, int maxRowLength) : TextReader
{
    private char[] _line = new char[256];
    private int _next;
    private int _length;
    private long _rowLength;
    private DataFormatException? _fault;

    /// <summary>Whether the parser asked for more than there is: within a row it does so only when a quote is open.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>Says that a new row begins; returns its line.</summary>
    public long BeginRow()
    {
        _rowLength = 0;
        return lines.LineNumber + 1;
    }

    /// <summary>The first fault met since the last call, or null.</summary>
    public DataFormatException? TakeFault()
    {
        DataFormatException? fault = _fault;
        _fault = null;
        return fault;
    }

    public override int Peek() => Available() ? _line[_next] : -1;

    public override int Read() => Available() ? _line[_next++] : -1;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        if (!Available())
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, _length - _next);
        _line.AsSpan(_next, count).CopyTo(buffer);
        _next += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lines.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Available()
    {
        if (_next == _length && !AtEnd)
        {
            _next = 0;
            _length = 0;
            try
            {
                AtEnd = !lines.TryRead(out ReadOnlySpan<byte> line);
                Take(line);
            }
            catch (DataFormatException fault)
            {
                _fault ??= fault;
                Take([]);
            }
        }

        return _next < _length;
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (AtEnd)
        {
            return;
        }

        _rowLength += line.Length + 1;
        if (_rowLength > maxRowLength + 1L)
        {
            _fault ??= lines.Fault(0, $"found a row of more than {maxRowLength} bytes, perhaps a quote that is never closed; expected shorter rows");
            AtEnd = true;
            return;
        }

        if (_line.Length <= line.Length)
        {
            _line = new char[line.Length + (line.Length / 2) + 1];
        }

        _length = Encoding.UTF8.GetChars(line, _line);
        _line[_length++] = '\n';
    }
}
