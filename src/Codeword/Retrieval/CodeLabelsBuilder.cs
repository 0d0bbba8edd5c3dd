using System.Runtime.InteropServices;

namespace Codeword.Retrieval;

/// <summary>Collects the labels of codes, code after code. Ends are kept from the first code on that does not have as many labels, one or none, as those before it.</summary>
internal sealed class CodeLabelsBuilder
{
    private readonly List<int> _values = [];
    private List<int>? _ends;
    private int _count;

    /// <summary>Appends the labels of the next code, which ascend.</summary>
    public void Add(ReadOnlySpan<int> values)
    {
        bool isAsBefore = values.Length == 1 ? _values.Count == _count : values.IsEmpty && _values.Count == 0;
        if (_ends is null && !isAsBefore)
        {
            _ends = [.. Enumerable.Range(1, _count).Select(i => _values.Count == 0 ? 0 : i)];
        }

        _values.AddRange(values);
        _ends?.Add(_values.Count);
        _count++;
    }

    /// <summary>The labels of a code by its place; valid until the next are added.</summary>
    public ReadOnlySpan<int> Of(int place)
    {
        int start = _ends is null ? Math.Min(place, _values.Count) : place == 0 ? 0 : _ends[place - 1];
        int end = _ends is null ? Math.Min(place + 1, _values.Count) : _ends[place];
        return CollectionsMarshal.AsSpan(_values)[start..end];
    }

    /// <summary>The labels as they stand now; later additions do not change them.</summary>
    public CodeLabels Build() => new(new CompactInts([.. _values]), _ends is null ? null : new CompactInts([.. _ends]));
}
