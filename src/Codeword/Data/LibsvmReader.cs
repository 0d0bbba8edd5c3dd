namespace Codeword.Data;

/// <summary>Reads <see cref="LibsvmFormat"/>.</summary>
internal sealed class LibsvmReader : SparseRowReader
{
    private const int LookAhead = 4 * 1024 * 1024;

    private readonly LibsvmFormat _format;
    private readonly bool _guessed;

    private LibsvmReader(LineReader lines, LibsvmFormat format, bool guessed)
        : base(lines)
    {
        _format = format;
        _guessed = guessed;
    }

    public static LibsvmReader Open(LineReader lines, LibsvmFormat format)
    {
        bool guess = format.IndexBase == IndexBase.Auto;
        return new(lines, guess ? format with { IndexBase = GuessBase(lines.Peek(LookAhead)) } : format, guess);
    }

    public override DataFormat Format => _format;

    protected override bool Parse(ReadOnlySpan<byte> line)
    {
        if (IsBlank(line) || line.TrimStart(" \t"u8)[0] == '#')
        {
            return false;
        }

        int position = ParseLabels(line);
        int comment = line[position..].IndexOf((byte)'#');
        int first = _format.IndexBase == IndexBase.Zero ? 0 : 1;
        ParseFeatures(comment < 0 ? line : line[..(position + comment)], position, first, int.MaxValue - 1);
        return true;
    }

    protected override void CheckLabel(ReadOnlySpan<byte> line, int start, ReadOnlySpan<byte> label)
    {
        if (label.Contains((byte)':'))
        {
            throw Lines.Fault(
                line, start, $"found {Excerpt.Of(label)} in place of the labels; expected labels, or a space first when the row has none");
        }
    }

    protected override string ExpectedIndices(int first, int last) => base.ExpectedIndices(first, last)
        + (_guessed && first == 1 ? " (the base was taken to be one, as no row near the beginning has the index 0; name the base)" : "");

    /// <summary>Indices ascend, so that only a row's first one can be 0.</summary>
    private static IndexBase GuessBase(ReadOnlySpan<byte> head)
    {
        foreach (Range range in head.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = head[range];
            int blank = line.IndexOfAny((byte)' ', (byte)'\t');
            ReadOnlySpan<byte> features = blank < 0 ? default : line[blank..].TrimStart(" \t"u8);
            int afterZeros = features.IndexOfAnyExcept((byte)'0');
            if (afterZeros > 0 && features[afterZeros] == ':' && line[0] != '#')
            {
                return IndexBase.Zero;
            }
        }

        return IndexBase.One;
    }
}
