using System.Globalization;
using System.Text;
using Codeword.Data;

namespace Codeword.Taxonomy;

/// <summary>Reads a tree in Newick, without recursion: trees may be as deep as they are large.</summary>
internal sealed class NewickReader
{
    private const int None = -1;
    private readonly string _text;
    private readonly string _source;
    private readonly List<int> _parents = [];
    private readonly Dictionary<string, int> _nodes = new(StringComparer.Ordinal);
    private int _place;

    private NewickReader(string text, string source) => (_text, _source) = (text, source);

    public static KnownTree Read(Stream stream, string source)
    {
        var text = new StringBuilder();
        using var lines = new LineReader(new BorrowedStream(stream), source, int.MaxValue - 1);
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            text.Append(Encoding.UTF8.GetString(line)).Append('\n');
        }

        return new NewickReader(text.ToString(), source).Read();
    }

    // Where a node is expected: "(" opens one whose children follow. Behind a node: "," begins the next one, ")" closes the one above, which may have a name.
    private KnownTree Read()
    {
        int node = Begin(None);
        while (Peek() == '(')
        {
            node = Open(node);
        }

        for (ReadName(node); Peek() is var next and not ';'; ReadName(node))
        {
            int above = _parents[node];
            if (above == None || next is not (',' or ')'))
            {
                throw Fault(Found(next) + (above == None ? "; expected the \";\" at the end" : "; expected \",\" or \")\""));
            }

            _place++;
            node = next == ')' ? above : Begin(above);
            while (next == ',' && Peek() == '(')
            {
                node = Open(node);
            }
        }

        if (_parents[node] != None)
        {
            throw Fault("found \";\"; expected \",\" or \")\", as a \"(\" is open");
        }

        _place++;
        return Peek() == '\0' ? new KnownTree(_parents, _nodes) : throw Fault(Found(Peek()) + " behind the \";\"; expected one tree");
    }

    private int Begin(int parent)
    {
        _parents.Add(parent);
        return _parents.Count - 1;
    }

    private int Open(int node)
    {
        _place++;
        return Begin(node);
    }

    // A name and the length of the branch, neither of which need be there.
    private void ReadName(int node)
    {
        char first = Peek();
        string name = first == '\'' ? ReadQuoted() : ReadPlain();
        if ((first == '\'' || name.Length > 0) && !_nodes.TryAdd(name, node))
        {
            throw Fault($"found the name \"{name}\" a second time; expected each once");
        }

        if (Peek() == ':')
        {
            _place++;
            Peek();
            string length = ReadPlain();
            if (!double.TryParse(length, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            {
                throw Fault($"found the length \"{length}\"; expected a number");
            }
        }
    }

    private string ReadQuoted()
    {
        int start = _place++;
        var name = new StringBuilder();
        for (; _place < _text.Length; _place++)
        {
            // The text ends in a line feed, so that there is always something behind a quote.
            if (_text[_place] == '\'' && _text[++_place] != '\'')
            {
                return name.ToString();
            }

            name.Append(_text[_place]);
        }

        _place = start;
        throw Fault("found a quote that does not end; expected another");
    }

    private string ReadPlain()
    {
        int start = _place;
        while (_place < _text.Length && !"(),:;'[]".Contains(_text[_place], StringComparison.Ordinal) && !char.IsWhiteSpace(_text[_place]))
        {
            _place++;
        }

        return _text[start.._place];
    }

    // The next character that means something; NUL at the end.
    private char Peek()
    {
        while (_place < _text.Length && (char.IsWhiteSpace(_text[_place]) || _text[_place] == '['))
        {
            if (_text[_place] == '[')
            {
                int end = _text.IndexOf(']', _place);
                _place = end >= 0 ? end : throw Fault("found a \"[\" that does not end; expected \"]\"");
            }

            _place++;
        }

        return _place < _text.Length ? _text[_place] : '\0';
    }

    private static string Found(char next) => next == '\0' ? "found the end" : $"found \"{next}\"";

    private DataFormatException Fault(string problem)
    {
        ReadOnlySpan<char> before = _text.AsSpan(0, Math.Min(_place, _text.Length));
        return new DataFormatException(_source, before.Count('\n') + 1, before.Length - (before.LastIndexOf('\n') + 1) + 1, problem);
    }
}
