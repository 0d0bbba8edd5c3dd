using System.Text;

namespace Codeword.Cli;

/// <summary>A file that says what classes are called: a line of label, tab, name each; of more fields the last is the name.</summary>
internal static class NameFile
{
    private const int MostBytes = 1 << 28;

    /// <summary>Reads the names, by label; of a label that stands twice the first.</summary>
    /// <param name="session">The process.</param>
    /// <param name="path">The file; - for standard input.</param>
    /// <exception cref="IOException">It cannot be read, or is too large.</exception>
    /// <exception cref="InvalidDataException">A line has no tab.</exception>
    public static Dictionary<string, string> Read(Session session, string path)
    {
        using Stream file = session.Open(path);
        using var reader = new StreamReader(file, Encoding.UTF8);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        long read = 0;
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            read += line.Length;
            if (read > MostBytes)
            {
                throw new InvalidDataException($"{path} is too large for a file of names: more than {MostBytes} characters.");
            }

            if (line.Length > 0)
            {
                int first = line.IndexOf('\t', StringComparison.Ordinal);
                names.TryAdd(
                    first > 0 ? line[..first] : throw new InvalidDataException($"{path}:{number} has no tab; expected a label, a tab and a name."),
                    line[(line.LastIndexOf('\t') + 1)..]);
            }
        }

        return names;
    }
}
