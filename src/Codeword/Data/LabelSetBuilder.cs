namespace Codeword.Data;

/// <summary>Collects label names while data is read: a new name gets the next free <see cref="LabelId"/>.</summary>
public sealed class LabelSetBuilder
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, LabelId> _ids = new(StringComparer.Ordinal);

    /// <summary>How many labels were seen so far.</summary>
    public int Count => _names.Count;

    /// <summary>The id of a name, new or known.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public LabelId GetOrAdd(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty)
        {
            throw new ArgumentException("A label's name may not be empty.", nameof(name));
        }

        var lookup = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(name, out LabelId id))
        {
            id = new LabelId(_names.Count);
            string text = name.ToString();
            _names.Add(text);
            _ids.Add(text, id);
        }

        return id;
    }

    /// <summary>The registry as it stands now; later additions do not change it.</summary>
    public LabelSet ToLabelSet() => LabelSet.Adopt([.. _names], new Dictionary<string, LabelId>(_ids, StringComparer.Ordinal));
}
