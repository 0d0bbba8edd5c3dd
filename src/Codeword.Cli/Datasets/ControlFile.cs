using System.Text;

namespace Codeword.Cli.Datasets;

/// <summary>Paragraphs of Debian's control format: <c>Field: value</c>, continued on lines that begin with a blank; an empty line ends a paragraph.</summary>
internal static class ControlFile
{
    /// <summary>Reads paragraphs as they come; a continuation line keeps its line break and loses its first blank.</summary>
    /// <exception cref="DatasetException">A line is neither a field nor a continuation.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Read(TextReader reader, string source)
    {
        var paragraph = new Paragraph(source);
        while (reader.ReadLine() is { } line)
        {
            if (!paragraph.Take(line) && paragraph.Finish() is { } fields)
            {
                yield return fields;
            }
        }

        if (paragraph.Finish() is { } last)
        {
            yield return last;
        }
    }

    private sealed class Paragraph(string source)
    {
        private readonly StringBuilder _value = new();
        private Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);
        private string _name = "";
        private long _line;

        /// <summary>Takes a line up; false when it ends the paragraph.</summary>
        public bool Take(string line)
        {
            _line++;
            if (line.AsSpan().Trim().IsEmpty)
            {
                return false;
            }

            bool isContinued = line[0] is ' ' or '\t';
            if (isContinued && _name.Length > 0)
            {
                _value.Append('\n').Append(line, 1, line.Length - 1);
                return true;
            }

            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || isContinued)
            {
                throw new DatasetException($"{source}:{_line}: found \"{EscapedText.Of(line)}\"; expected a field, its name followed by a colon.");
            }

            CloseField();
            _name = line[..colon];
            _value.Append(line[(colon + 1)..].Trim());
            return true;
        }

        /// <summary>The fields since the last call; null when there are none.</summary>
        public Dictionary<string, string>? Finish()
        {
            CloseField();
            if (_fields.Count == 0)
            {
                return null;
            }

            Dictionary<string, string> fields = _fields;
            _fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            return fields;
        }

        private void CloseField()
        {
            if (_name.Length > 0)
            {
                _fields[_name] = _value.ToString();
                _value.Clear();
                _name = "";
            }
        }
    }
}
