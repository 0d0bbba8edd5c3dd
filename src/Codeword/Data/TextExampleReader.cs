using System.Text;

namespace Codeword.Data;

/// <summary>Reads <see cref="TextFormat"/>.</summary>
internal sealed class TextExampleReader : LineExampleReader
{
    private readonly TextFormat _format;
    private readonly byte[] _prefix;

    public TextExampleReader(LineReader lines, TextFormat format)
        : base(lines)
    {
        _format = format;
        _prefix = Encoding.UTF8.GetBytes(format.LabelPrefix);
    }

    public override DataFormat Format => _format;

    protected override bool Parse(ReadOnlySpan<byte> line)
    {
        if (IsBlank(line))
        {
            return false;
        }

        int i = SkipBlanks(line, 0);
        while (line[i..].StartsWith(_prefix))
        {
            int start = i + _prefix.Length;
            int length = line[start..].IndexOfAny((byte)' ', (byte)'\t');
            length = length < 0 ? line.Length - start : length;
            AddLabel(line, start, length);
            i = SkipBlanks(line, start + length);
        }

        CheckNoLabel(line, i);
        Current.Text = Encoding.UTF8.GetString(line[i..]);
        return true;
    }

    /// <summary>fastText takes labels anywhere; to read them as text would be to train on the answer.</summary>
    private void CheckNoLabel(ReadOnlySpan<byte> line, int i)
    {
        for (int found = line[i..].IndexOf(_prefix); found >= 0; found = line[i..].IndexOf(_prefix))
        {
            i += found;
            if (IsBlank(line[i - 1]))
            {
                throw Lines.Fault(line, i, $"found the label {Excerpt.Of(line[i..])} after the text; expected all labels first");
            }

            i += _prefix.Length;
        }
    }

    private static int SkipBlanks(ReadOnlySpan<byte> line, int i)
    {
        while (i < line.Length && IsBlank(line[i]))
        {
            i++;
        }

        return i;
    }
}
