using System.Buffers;
using Codeword.Data;

namespace Codeword.Retrieval;

/// <summary>Codes as lines of hexadecimal digits, labels before them.</summary>
internal sealed class CodeLineReader : CodeReader
{
    private const int MostLineBytes = 1 << 20;
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789abcdefABCDEF"u8);
    private readonly LineReader _lines;
    private readonly LabelPool _pool = new();
    private readonly Example _row = new();

    public CodeLineReader(Stream stream, string name, int bits)
        : base(bits) => _lines = new LineReader(GzipProbe.Decompress(new BorrowedStream(stream)), name, MostLineBytes);

    public override IReadOnlyList<string> Labels => _row.Labels;

    public override long Line => _lines.LineNumber;

    public override bool Read()
    {
        while (_lines.TryRead(out ReadOnlySpan<byte> line))
        {
            if (line.ContainsAnyExcept((byte)' ', (byte)'\t'))
            {
                Parse(line);
                return true;
            }
        }

        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _lines.Dispose();
        }
    }

    private void Parse(ReadOnlySpan<byte> line)
    {
        _row.Clear();
        _pool.NextRow();
        int start = 0;
        for (int length = line.IndexOf((byte)'\t'); length >= 0; length = line[start..].IndexOf((byte)'\t'))
        {
            if (_pool.Add(line.Slice(start, length), _row) is { } problem)
            {
                throw _lines.Fault(line, start, problem);
            }

            start += length + 1;
        }

        ReadOnlySpan<byte> digits = line[start..].TrimEnd((byte)' ');
        int stray = digits.IndexOfAnyExcept(Digits);
        if (stray >= 0)
        {
            throw _lines.Fault(line, start + stray, $"found {Excerpt.Of(digits[stray..])}; expected a hexadecimal digit of a code of {Bits} bits");
        }

        if (digits.Length != 2 * Code.Length)
        {
            throw _lines.Fault(line, start, $"found {digits.Length} hexadecimal digits; expected {2 * Code.Length}, a code of {Bits} bits");
        }

        Convert.FromHexString(digits, Buffer, out _, out _);
        if (HasStrayBit)
        {
            throw _lines.Fault(line, start + digits.Length - 2, $"found a bit beyond the {Bits} of a code in {Excerpt.Of(digits[^2..])}; expected 0 there");
        }
    }
}
