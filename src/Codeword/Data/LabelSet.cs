namespace Codeword.Data;

/// <summary>
/// The model's registry of class names: an immutable, ordered list in which a name's position is its <see cref="LabelId"/>. A retired label keeps its position and can
/// no longer be looked up; its name may be given to a later one.
/// </summary>
public sealed class LabelSet
{
    private readonly string[] _names;
    private readonly Dictionary<string, LabelId> _ids;
    private readonly LabelId[] _retired;

    private LabelSet(string[] names, Dictionary<string, LabelId> ids, LabelId[] retired) => (_names, _ids, _retired) = (names, ids, retired);

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

    /// <summary>A registry of which some labels are retired.</summary>
    /// <param name="names">The names of all.</param>
    /// <param name="retired">The retired ones, ascending.</param>
    /// <exception cref="ArgumentException">A name stands twice among those that are not retired.</exception>
    internal static LabelSet Create(string[] names, LabelId[] retired)
    {
        var ids = new Dictionary<string, LabelId>(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            if (Array.BinarySearch(retired, new LabelId(i)) < 0 && !ids.TryAdd(names[i], new LabelId(i)))
            {
                throw new ArgumentException($"The label \"{names[i]}\" stands twice; each label may be given once.", nameof(names));
            }
        }

        return new LabelSet(names, ids, retired);
    }

    internal static LabelSet Adopt(string[] names, Dictionary<string, LabelId> ids) => new(names, ids, []);

    /// <summary>K, how many labels there are, retired ones among them.</summary>
    public int Count => _names.Length;

    /// <summary>The retired labels, ascending.</summary>
    public IReadOnlyList<LabelId> Retired => _retired;

    /// <summary>All names, in the order of their ids.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The name of a label.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not one of this registry.</exception>
    public string this[LabelId id] => id.Value >= 0 && id.Value < _names.Length
        ? _names[id.Value]
        : throw new ArgumentOutOfRangeException(nameof(id), id.Value, $"The registry holds the labels 0 to {_names.Length - 1}.");

    /// <summary>How many labels are not retired.</summary>
    internal int LiveCount => _names.Length - _retired.Length;

    /// <summary>Whether a label is retired.</summary>
    public bool IsRetired(LabelId id) => Array.BinarySearch(_retired, id) >= 0;

    /// <summary>The ids of the labels that are not retired, ascending.</summary>
    internal int[] Live() => [.. Enumerable.Range(0, Count).Where(id => !IsRetired(new LabelId(id)))];

    /// <summary>The registry with further names at its end.</summary>
    /// <exception cref="ArgumentException">A name is empty or stands twice among the labels that are not retired.</exception>
    internal LabelSet Add(IEnumerable<string> names)
    {
        string[] all = [.. _names, .. names];
        return all.Contains("") ? throw new ArgumentException("A label's name may not be empty.", nameof(names)) : Create(all, _retired);
    }

    /// <summary>The registry with further labels retired.</summary>
    /// <exception cref="ArgumentException">A label is not of the registry, is retired or named twice, or none would be left.</exception>
    internal LabelSet Retire(IReadOnlyCollection<LabelId> labels)
    {
        foreach (LabelId id in labels)
        {
            string name = this[id];
            if (IsRetired(id))
            {
                throw new ArgumentException($"The label \"{name}\" with the id {id.Value} is retired already.", nameof(labels));
            }
        }

        LabelId[] retired = [.. _retired.Concat(labels).Distinct().Order()];
        return retired.Length < _retired.Length + labels.Count ? throw new ArgumentException("A label is named twice; each may be retired once.", nameof(labels))
            : retired.Length == Count ? throw new ArgumentException("No label would be left; a model keeps at least one class.", nameof(labels))
            : Create(_names, retired);
    }

    /// <summary>Looks a name up; false when it is not in the registry, or retired.</summary>
    public bool TryGet(ReadOnlySpan<char> name, out LabelId id) =>
        _ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out id);
}
