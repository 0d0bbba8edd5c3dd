namespace Codeword.Data;

/// <summary>What libsvm and XMLC share: <c>label,label index:value index:value</c>.</summary>
internal abstract class SparseRowReader(LineReader lines) : LineExampleReader(lines)
{
    /// <summary>Reads the labels at the head of the line; returns the position after them.</summary>
    protected int ParseLabels(ReadOnlySpan<byte> line)
    {
        int start = 0;
        while (start < line.Length && !IsBlank(line[start]))
        {
            int length = line[start..].IndexOfAny((byte)',', (byte)' ', (byte)'\t');
            length = length < 0 ? line.Length - start : length;
            CheckLabel(line, start, line.Slice(start, length));
            AddLabel(line, start, length);
            int next = start + length;
            if (next == line.Length || line[next] != ',')
            {
                return next;
            }

            start = next + 1;
            if (start == line.Length || IsBlank(line[start]))
            {
                throw Lines.Fault(line, next, start == line.Length
                    ? "found a comma at the end of the label list; expected another label after it"
                    : "found a space after a comma in the label list; expected labels separated by commas alone");
            }
        }

        return start;
    }

    /// <summary>Throws when the format does not allow this label.</summary>
    protected abstract void CheckLabel(ReadOnlySpan<byte> line, int start, ReadOnlySpan<byte> label);

    /// <summary>Reads the features from a position to the end of the line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="position">Where the features begin.</param>
    /// <param name="first">The smallest index allowed; it becomes feature 0.</param>
    /// <param name="last">The largest index allowed.</param>
    protected void ParseFeatures(ReadOnlySpan<byte> line, int position, int first, int last)
    {
        long previous = -1;
        int i = position;
        while (true)
        {
            while (i < line.Length && IsBlank(line[i]))
            {
                i++;
            }

            if (i == line.Length)
            {
                return;
            }

            int start = i;
            long index = ParseIndex(line, ref i, first, last);
            if (index <= previous)
            {
                throw Lines.Fault(line, start, index == previous
                    ? $"found the index {index} twice; expected ascending indices"
                    : $"found the index {index} after {previous}; expected ascending indices");
            }

            previous = index;
            Current.Add((int)index - first, ParseValue(line, ref i));
        }
    }

    private long ParseIndex(ReadOnlySpan<byte> line, ref int i, int first, int last)
    {
        int start = i;
        long index = 0;
        for (; i < line.Length && char.IsAsciiDigit((char)line[i]); i++)
        {
            // A number above last stays above it, whatever digits follow.
            index = Math.Min((index * 10) + (line[i] - '0'), int.MaxValue + 1L);
        }

        if (i == start || i == line.Length || line[i] != ':')
        {
            throw Lines.Fault(line, start, $"found {Excerpt.Of(Token(line, start))}; expected index:value");
        }

        if (index < first || index > last)
        {
            throw Lines.Fault(line, start, $"found the index {Excerpt.Of(line[start..i])}; expected {ExpectedIndices(first, last)}");
        }

        i++;
        return index;
    }

    /// <summary>What a message says of the indices allowed.</summary>
    protected virtual string ExpectedIndices(int first, int last) =>
        last < first ? "no features" : $"a whole number from {first} to {last}";

    private float ParseValue(ReadOnlySpan<byte> line, ref int i)
    {
        int start = i;
        while (i < line.Length && !IsBlank(line[i]))
        {
            i++;
        }

        ReadOnlySpan<byte> token = line[start..i];
        return Number.TryParse(token, out float value)
            ? value
            : throw Lines.Fault(line, start, $"found the value {Excerpt.Of(token)}; expected a finite number");
    }

    private static ReadOnlySpan<byte> Token(ReadOnlySpan<byte> line, int start)
    {
        int length = line[start..].IndexOfAny((byte)' ', (byte)'\t');
        return length < 0 ? line[start..] : line.Slice(start, length);
    }
}
