using System.Text;

namespace Codeword.Experiments;

/// <summary>
/// The figures of an experiment as they are made, a cell a line, so that a run that was stopped goes on where it was and a table can be made in pieces.
/// Safe for several threads of one process.
/// </summary>
/// <param name="path">The file; there need not be one yet.</param>
/// <param name="header">Its first line: names of columns, between commas.</param>
/// <param name="parse">Makes a cell of a line; <c>ToString</c> makes the line.</param>
/// <param name="key">What no two cells have in common: of those that do, the last counts.</param>
internal sealed class CellFile<T>(string path, string header, Func<string, T> parse, Func<T, object> key)
    where T : notnull
{
    private readonly Lock _turn = new();

    /// <summary>The cells that are there. A last line that a stopped run left without its end is none.</summary>
    /// <exception cref="InvalidDataException">The file has other columns.</exception>
    public IReadOnlyList<T> Read() => [.. Whole().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(parse).Reverse().DistinctBy(key).Reverse()];

    /// <summary>Adds cells, and prints what is to be said of them.</summary>
    /// <exception cref="InvalidDataException">The file has other columns.</exception>
    public void Add(IReadOnlyCollection<T> cells, string said)
    {
        lock (_turn)
        {
            string whole = Whole();
            using (FileStream file = File.OpenWrite(path))
            {
                file.SetLength(Encoding.UTF8.GetByteCount(whole));     // Without a line that has no end.
            }

            File.AppendAllText(path, (whole.Length == 0 ? header + "\n" : "") + string.Concat(cells.Select(cell => cell + "\n")));
            Console.WriteLine(said);
        }
    }

    // All lines that were written to their end.
    private string Whole()
    {
        string text = File.Exists(path) ? File.ReadAllText(path) : "";
        text = text[..(text.LastIndexOf('\n') + 1)];
        return text.Length == 0 || text.StartsWith(header + "\n", StringComparison.Ordinal)
            ? text
            : throw new InvalidDataException($"{path}, line 1: found {text.Split('\n')[0]}; expected {header}.");
    }
}
