using System.Text;
using Codeword.Data;

namespace Codeword.Taxonomy;

/// <summary>Reads <c>child ⇥ parent</c> lines.</summary>
internal sealed class KnownTreeReader
{
    private const int None = -1;
    private const int LongestLine = 1 << 20;
    private readonly LineReader _lines;
    private readonly List<string> _names = [];
    private readonly List<int> _parents = [];
    private readonly List<long> _places = [];   // the line that gave a node its parent
    private readonly Dictionary<string, int> _nodes = new(StringComparer.Ordinal);

    private KnownTreeReader(LineReader lines) => _lines = lines;

    public static KnownTree ReadEdges(Stream stream, string source)
    {
        using var lines = new LineReader(new BorrowedStream(stream), source, LongestLine);
        var reader = new KnownTreeReader(lines);
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            if (!line.IsEmpty)
            {
                reader.Add(Encoding.UTF8.GetString(line).Split('\t'));
            }
        }

        if (reader._names.Count == 0)
        {
            throw new DataFormatException(source, 0, 0, "found no node; expected lines of child, tab, parent");
        }

        reader.RequireNoCircle(source);
        return new KnownTree(reader._parents, reader._nodes);
    }

    private void Add(string[] parts)
    {
        if (parts.Length > 2 || parts.Any(part => part.Length == 0))
        {
            throw _lines.Fault(0, parts.Length > 2 ? $"found {parts.Length} fields; expected child, tab, parent" : "found an empty name; expected child, tab, parent");
        }

        int child = NodeOf(parts[0]);
        if (parts.Length == 2)
        {
            int parent = NodeOf(parts[1]);
            if (_parents[child] != None && _parents[child] != parent)
            {
                throw _lines.Fault(0, $"found a second parent \"{parts[1]}\" of \"{parts[0]}\", which has \"{_names[_parents[child]]}\" since line {_places[child]}; expected one");
            }

            (_parents[child], _places[child]) = (parent, _lines.LineNumber);
        }
    }

    private int NodeOf(string name)
    {
        if (_nodes.TryAdd(name, _names.Count))
        {
            _names.Add(name);
            _parents.Add(None);
            _places.Add(0);
        }

        return _nodes[name];
    }

    // Each node is climbed from once: climbs that meet an earlier one end there.
    private void RequireNoCircle(string source)
    {
        int[] climb = new int[_names.Count];
        for (int start = 0; start < climb.Length; start++)
        {
            int node = start;
            for (; node != None && climb[node] == 0; node = _parents[node])
            {
                climb[node] = start + 1;
            }

            if (node != None && climb[node] == start + 1)
            {
                throw new DataFormatException(source, _places[node], 0, $"found \"{_names[node]}\" below itself; expected a tree without circles");
            }
        }
    }
}
