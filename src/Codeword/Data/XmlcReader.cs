using System.Buffers.Text;

namespace Codeword.Data;

/// <summary>Reads <see cref="XmlcFormat"/>.</summary>
internal sealed class XmlcReader : SparseRowReader
{
    private readonly XmlcFormat _format;
    private readonly long _rows;
    private readonly int _features;
    private readonly int _labels;
    private bool _ended;

    private XmlcReader(LineReader lines, XmlcFormat format, long rows, int features, int labels)
        : base(lines)
    {
        _format = format;
        _rows = rows;
        _features = features;
        _labels = labels;
    }

    public override DataFormat Format => _format;

    public static XmlcReader Open(LineReader lines, XmlcFormat format)
    {
        if (!lines.TryRead(out ReadOnlySpan<byte> header))
        {
            throw lines.Fault(0, "found an empty file; expected the header N D L: rows, features, labels");
        }

        Span<long> sizes = stackalloc long[3];
        int count = 0;
        foreach (Range range in header.SplitAny(" \t"u8))
        {
            ReadOnlySpan<byte> token = header[range];
            if (token.IsEmpty)
            {
                continue;
            }

            if (count == 3 || !Utf8Parser.TryParse(token, out sizes[count], out int used) || used != token.Length || sizes[count] < 0)
            {
                throw BadHeader(lines, header);
            }

            count++;
        }

        return count == 3 && sizes[1] <= int.MaxValue && sizes[2] <= int.MaxValue
            ? new(lines, format, sizes[0], (int)sizes[1], (int)sizes[2])
            : throw BadHeader(lines, header);
    }

    private static DataFormatException BadHeader(LineReader lines, ReadOnlySpan<byte> header) =>
        lines.Fault(1, $"found the header {Excerpt.Of(header)}; expected three whole numbers N D L: rows, features, labels");

    public override bool Read() => !_ended && base.Read();

    protected override bool Parse(ReadOnlySpan<byte> line)
    {
        if (Lines.LineNumber - 1 > _rows)
        {
            if (IsBlank(line))
            {
                return false;
            }

            _ended = true;
            throw Lines.Fault(0, $"found more rows; expected {_rows}, as the header says");
        }

        ParseFeatures(line, ParseLabels(line), 0, _features - 1);
        return true;
    }

    protected override void AtEnd()
    {
        long read = Lines.LineNumber - 1; // every line after the header is a row, faulty or not
        _ended = true;
        if (read < _rows)
        {
            throw Lines.Fault(0, $"found the end after {read} rows; expected {_rows}, as the header says");
        }
    }

    protected override void CheckLabel(ReadOnlySpan<byte> line, int start, ReadOnlySpan<byte> label)
    {
        bool plain = label is [(byte)'0']
            || (label is [>= (byte)'1' and <= (byte)'9', ..] && label.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0);
        if (!plain || !Utf8Parser.TryParse(label, out int value, out _) || value >= _labels)
        {
            string expected = _labels == 0 ? "no label" : $"a label from 0 to {_labels - 1}";
            throw Lines.Fault(line, start, $"found the label {Excerpt.Of(label)}; expected {expected}");
        }
    }
}
