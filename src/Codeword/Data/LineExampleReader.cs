namespace Codeword.Data;

/// <summary>A reader of a format in which each row is one line.</summary>
internal abstract class LineExampleReader : ExampleReader
{
    private readonly LabelPool _labels = new();

    protected LineExampleReader(LineReader lines) => Lines = lines;

    protected LineReader Lines { get; }

    public override bool Read()
    {
        while (Lines.TryRead(out ReadOnlySpan<byte> line))
        {
            Current.Clear();
            Current.Line = Lines.LineNumber;
            _labels.NextRow();
            if (Parse(line))
            {
                return true;
            }
        }

        AtEnd();
        return false;
    }

    /// <summary>Parses a line into <see cref="ExampleReader.Current"/>; false when it holds no row (it is blank or a comment).</summary>
    protected abstract bool Parse(ReadOnlySpan<byte> line);

    /// <summary>Called when the lines are at their end, each time.</summary>
    protected virtual void AtEnd()
    {
    }

    protected void AddLabel(ReadOnlySpan<byte> line, int start, int length)
    {
        if (AddLabel(line.Slice(start, length)) is string problem)
        {
            throw Lines.Fault(line, start, problem);
        }
    }

    /// <summary>Adds a label to the row; returns what is wrong with it, or null.</summary>
    protected string? AddLabel(ReadOnlySpan<byte> utf8) => _labels.Add(utf8, Current);

    /// <inheritdoc cref="AddLabel(ReadOnlySpan{byte})"/>
    protected string? AddLabel(ReadOnlySpan<char> name) => _labels.Add(name, Current);

    protected static bool IsBlank(byte c) => c is (byte)' ' or (byte)'\t';

    protected static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Lines.Dispose();
        }
    }
}
