namespace Codeword.Experiments;

/// <summary>
/// The figures of an experiment as they are made, a cell a line, so that a run that was stopped goes on where it was and a table can be made in pieces.
/// Safe for several threads of one process.
/// </summary>
/// <param name="path">The file; there need not be one yet.</param>
/// <param name="header">Its first line: names of columns, between commas.</param>
/// <param name="parse">Makes a cell of a line; <c>ToString</c> makes the line.</param>
internal sealed class CellFile<T>(string path, string header, Func<string, T> parse)
    where T : notnull
{
    private readonly Lock _turn = new();

    /// <summary>The cells that are there. A line that a stopped run left unfinished is none.</summary>
    public IReadOnlyList<T> Read() => File.Exists(path) ? [.. File.ReadAllLines(path).Skip(1).Where(IsWhole).Select(parse)] : [];

    /// <summary>Adds cells, and prints what is to be said of them.</summary>
    public void Add(IReadOnlyCollection<T> cells, string said)
    {
        lock (_turn)
        {
            string start = !File.Exists(path) ? header + "\n" : EndsInLine() ? "" : "\n";
            File.AppendAllText(path, start + string.Concat(cells.Select(cell => cell + "\n")));
            Console.WriteLine(said);
        }
    }

    private bool IsWhole(string line) => line.Count(character => character == ',') == header.Count(character => character == ',');

    private bool EndsInLine()
    {
        using FileStream file = File.OpenRead(path);
        if (file.Length == 0)
        {
            return true;
        }

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }
}
