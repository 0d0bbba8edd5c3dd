using System.Globalization;

namespace Codeword.Experiments;

/// <summary>
/// Retrieval by label: queries are the test rows, the database the training rows. A cell is one method at one size with one seed; cells are kept in a file of their own as they
/// are made, and none that is there is made again, so that the table can be made in pieces.
/// </summary>
internal static class RetrievalExperiment
{
    private static readonly string[] Whole =
        ["10:5", "16:5", "32:5", "48:5", "64:5", "d8:5", "d10:5", "d16:5", "d64:5"];

    /// <param name="data">Folder of the sets.</param>
    /// <param name="output">Receives the table.</param>
    /// <param name="set">wordnet_coarse, glyphs, or glyphs/7 for every seventh class.</param>
    /// <param name="sizes">
    /// Bits with the number of seeds, <c>16:5</c>, dimensions of real-valued features, <c>d16:5</c>, and names of methods where not all are wanted. All sizes and five seeds when
    /// none are given; <c>report</c> to make none and write the table of the cells that are there.
    /// </param>
    public static void Run(string data, ResultWriter output, string set, IReadOnlyList<string> sizes)
    {
        string name = Path.Combine(output.Folder, $"retrieval-{set.Replace('/', '-')}");
        var file = new CellFile<RetrievalCell>(name + ".cells.csv", RetrievalCell.Header, RetrievalCell.Parse, cell => (cell.Method, cell.Size, cell.Seed));
        string[] asked = [.. sizes.Where(size => size.Contains(':', StringComparison.Ordinal))];
        string[] methods = [.. sizes.Except(asked)];
        var examples = CodeData.Read(data, set);
        if (!methods.Contains("report"))
        {
            Fill(examples, file, asked.Length > 0 ? asked : Whole, methods);
        }

        RetrievalCell[] cells = [.. file.Read()];
        int classes = examples.Training.Examples.Labels.Count;
        output.Text($"{set}: {classes} classes; {examples.Training.Examples.Count} rows are searched with {examples.Test.Count} queries.");
        RetrievalTable.Write(output, cells);
        File.WriteAllText(name + ".svg", RetrievalChart.OfBits(set, cells));
        File.WriteAllText(name + "-curves.svg", RetrievalChart.OfCurves(set, cells));
    }

    private static void Fill(CodeData examples, CellFile<RetrievalCell> file, string[] sizes, string[] methods)
    {
        var all = new RetrievalMethods(examples);
        HashSet<(string, int, int)> done = [.. file.Read().Select(cell => (cell.Method, cell.Size, cell.Seed))];
        foreach ((string method, int size, int seed) in Jobs(examples, sizes, methods).Where(job => done.Add(job)))
        {
            RetrievalCell cell = all.Measure(method, size, seed);
            file.Add([cell], string.Create(
                CultureInfo.InvariantCulture, $"{method}, {size}, seed {seed}: MAP {100 * cell.Precision:F2}, found {100 * cell.PrecisionFound:F2}, {cell.TrainingSeconds:F0} s"));
        }
    }

    // The first seed of all sizes first.
    private static IEnumerable<(string Method, int Size, int Seed)> Jobs(CodeData examples, string[] sizes, string[] methods)
    {
        (bool IsReal, int Size, int Seeds)[] parsed = [.. sizes.Select(Parse)];
        for (int seed = 1; seed <= parsed.Max(size => size.Seeds); seed++)
        {
            foreach ((bool isReal, int size, _) in parsed.Where(size => size.Seeds >= seed))
            {
                foreach (string method in (isReal ? RetrievalMethods.OfDimensions : RetrievalMethods.OfBits).Where(IsWanted))
                {
                    yield return (method, size, seed);
                }
            }

            if (IsWanted(RetrievalMethods.Whole))
            {
                yield return (RetrievalMethods.Whole, examples.Settings.Width, seed);
            }
        }

        bool IsWanted(string method) => methods.Length == 0 || methods.Contains(method);
    }

    private static (bool IsReal, int Size, int Seeds) Parse(string size)
    {
        string[] parts = size.TrimStart('d').Split(':');
        return (size[0] == 'd', int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
