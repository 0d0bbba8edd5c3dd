using Codeword.Data;
using Codeword.Storage;

namespace Codeword.Retrieval;

/// <summary>
/// The labels of an index's codes by the codes' positions: none each, one each, or lists one after the other and the places where they end. They ascend within a code.
/// Immutable.
/// </summary>
/// <param name="values">All labels, code after code.</param>
/// <param name="ends">Where each code's end among them; null where each code has one, or none has any.</param>
internal sealed class CodeLabels(CompactInts values, CompactInts? ends)
{
    private static readonly Tag ValuesTag = new("LIDS");
    private static readonly Tag EndsTag = new("ENDS");
    private readonly CompactInts _values = values;
    private readonly CompactInts? _ends = ends;

    /// <summary>The tags of its sections.</summary>
    public static Tag[] SectionTags => [ValuesTag, EndsTag];

    /// <summary>How many labels all codes have together.</summary>
    public int Total => _values.Count;

    /// <summary>Bytes they take.</summary>
    public long Bytes => _values.Bytes + (_ends?.Bytes ?? 0);

    /// <summary>The labels of the code at a position.</summary>
    public LabelId[] Of(int position)
    {
        (int start, int end) = RangeOf(position);
        var found = new LabelId[end - start];
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = new LabelId(_values[start + i]);
        }

        return found;
    }

    /// <summary>Writes them, in as few bytes each as hold all labels.</summary>
    public void Write(SectionWriter writer, int labelCount)
    {
        writer.Begin(ValuesTag, isCritical: false);
        _values.Write(writer, CompactInts.WidthOf(labelCount - 1));
        if (_ends is not null)
        {
            writer.Begin(EndsTag, isCritical: false);
            _ends.Write(writer, sizeof(int));
        }
    }

    /// <summary>Reads them.</summary>
    /// <param name="file">The index's file, which has labels.</param>
    /// <param name="codeCount">How many codes there are.</param>
    /// <param name="labelCount">How many labels there are.</param>
    /// <exception cref="InvalidDataException">They are no labels of so many codes.</exception>
    public static CodeLabels Read(SectionFile file, int codeCount, int labelCount)
    {
        Section section = file[ValuesTag];
        var values = new CompactInts(section, CompactInts.WidthOf(labelCount - 1));
        if (file.TryGet(EndsTag, out Section? endsSection))
        {
            return ReadLists(section, values, endsSection, new CompactInts(endsSection, sizeof(int), codeCount), labelCount);
        }

        if (values.Count != 0 && values.Count != codeCount)
        {
            throw section.Fault($"found {values.Count} labels; expected {codeCount}, one for each code, or none");
        }

        for (int i = 0; i < values.Count; i++)
        {
            RequireOfCode(section, values, i, i + 1, labelCount);
        }

        return new CodeLabels(values, ends: null);
    }

    private static CodeLabels ReadLists(Section section, CompactInts values, Section endsSection, CompactInts ends, int labelCount)
    {
        int start = 0;
        bool areOneEach = true;
        for (int code = 0; code < ends.Count; code++)
        {
            int end = ends[code];
            if (end < start || end > values.Count)
            {
                throw endsSection.Fault($"found {end} as the end of the labels of code {code}; expected {start} to {values.Count}");
            }

            RequireOfCode(section, values, start, end, labelCount);
            areOneEach &= end == code + 1;
            start = end;
        }

        if (start != values.Count || areOneEach || values.Count == 0)
        {
            throw endsSection.Fault(start != values.Count
                ? $"found {start} as the end of all labels; expected {values.Count}, as many as there are"
                : "found a list of ends; expected none, as each code has one label or none has any");
        }

        return new CodeLabels(values, ends);
    }

    private static void RequireOfCode(Section section, CompactInts values, int start, int end, int labelCount)
    {
        int before = -1;
        for (int i = start; i < end; i++)
        {
            int value = values[i];
            if (value <= before || value >= labelCount)
            {
                throw section.Fault($"found {value} as label {i}; expected more than {before} and less than {labelCount}");
            }

            before = value;
        }
    }

    private (int Start, int End) RangeOf(int position) => _ends is not null
        ? (position == 0 ? 0 : _ends[position - 1], _ends[position])
        : _values.Count == 0 ? (0, 0) : (position, position + 1);
}
