namespace Codeword.Data;

/// <summary>The model's registry of class names: an immutable, ordered list in which a name's position is its <see cref="LabelId"/>.</summary>
public sealed class LabelSet
{
    private readonly string[] _names;
    private readonly Dictionary<string, LabelId> _ids;

    private LabelSet(string[] names, Dictionary<string, LabelId> ids)
    {
        _names = names;
        _ids = ids;
    }

    /// <summary>Makes a registry of the given names; the first has id 0.</summary>
    /// <exception cref="ArgumentException">A name is empty or stands twice.</exception>
    public static LabelSet Create(IEnumerable<string> names)
    {
        var builder = new LabelSetBuilder();
        foreach (string name in names)
        {
            int before = builder.Count;
            builder.GetOrAdd(name);
            if (builder.Count == before)
            {
                throw new ArgumentException($"The label \"{name}\" stands twice; each label may be given once.", nameof(names));
            }
        }

        return builder.ToLabelSet();
    }

    internal static LabelSet Adopt(string[] names, Dictionary<string, LabelId> ids) => new(names, ids);

    /// <summary>K, how many labels there are.</summary>
    public int Count => _names.Length;

    /// <summary>All names, in the order of their ids.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The name of a label.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not one of this registry.</exception>
    public string this[LabelId id] => id.Value >= 0 && id.Value < _names.Length
        ? _names[id.Value]
        : throw new ArgumentOutOfRangeException(nameof(id), id.Value, $"The registry holds the labels 0 to {_names.Length - 1}.");

    /// <summary>Looks a name up; false when it is not in the registry.</summary>
    public bool TryGet(ReadOnlySpan<char> name, out LabelId id) =>
        _ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out id);
}
