using System.Text;

namespace Codeword.Data;

/// <summary>Turns label names into strings once, however often they stand in the data, and checks them.</summary>
internal sealed class LabelPool
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private char[] _scratch = new char[64];
    private long _row;

    /// <summary>Says that a new row begins: a label may stand once in each.</summary>
    public void NextRow() => _row++;

    /// <inheritdoc cref="Add(ReadOnlySpan{char}, Example)"/>
    public string? Add(ReadOnlySpan<byte> utf8, Example row)
    {
        if (_scratch.Length < utf8.Length)
        {
            _scratch = new char[utf8.Length];
        }

        int length = Encoding.UTF8.GetChars(utf8, _scratch);
        return Add(_scratch.AsSpan(0, length), row);
    }

    /// <summary>Adds a label to the row; returns what is wrong with it, or null.</summary>
    public string? Add(ReadOnlySpan<char> name, Example row)
    {
        if (name.IsEmpty)
        {
            return "found an empty label; expected a name";
        }

        var lookup = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(name, out Entry? entry))
        {
            if (name.ContainsAnyInRange('\0', '\x1F'))
            {
                return $"found the label {Excerpt.Of(name)} with a control character; expected printable text";
            }

            entry = new Entry(name.ToString());
            lookup[name] = entry;
        }

        if (entry.Row == _row)
        {
            return $"found the label {Excerpt.Of(name)} twice; expected each label once";
        }

        entry.Row = _row;
        row.Labels.Add(entry.Name);
        return null;
    }

    private sealed class Entry(string name)
    {
        public string Name { get; } = name;

        public long Row { get; set; } = -1;
    }
}
