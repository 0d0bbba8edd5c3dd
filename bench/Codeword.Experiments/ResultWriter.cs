using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Codeword.Experiments;

/// <summary>Collects the rows of one experiment, prints them as they come, and writes them as Markdown and as CSV.</summary>
internal sealed class ResultWriter(string folder, string experiment, string name, string arguments = "")
{
    private readonly List<string> _markdown = [];
    private readonly List<string> _csv = [];

    public string Folder { get; } = folder;

    public void Text(string line)
    {
        Console.WriteLine(line);
        _markdown.Add(line);
    }

    public void Header(params string[] columns)
    {
        Text("");
        Text("| " + string.Join(" | ", columns) + " |");
        Text("|" + string.Concat(columns.Select(_ => " --- |")));
        _csv.Add(Line(columns));
    }

    public void Row(params object[] cells)
    {
        string[] texts = [.. cells.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "")];
        Text("| " + string.Join(" | ", texts) + " |");
        _csv.Add(Line(texts));
        Save(); // What stands is kept, whatever becomes of the rest.
    }

    private static string Line(string[] cells) => string.Join(",", cells.Select(cell => cell.Replace(',', ';')));

    public void Save()
    {
        string machine = $"{Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}, "
            + $"{(Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : "no AVX2")}";
        string command = $"dotnet run -c Release --project bench/Codeword.Experiments -- {experiment} <data> <results> {arguments}".TrimEnd();
        File.WriteAllLines(Path.Combine(Folder, name + ".md"), [$"# {name}", "", $"Command: `{command}`", "", $"Machine: {machine}.", "", .. _markdown]);
        File.WriteAllLines(Path.Combine(Folder, name + ".csv"), _csv);
    }

    public static string Percent(double value) => (100 * value).ToString("F2", CultureInfo.InvariantCulture);

    public static string Megabytes(long bytes) => (bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture);

    public static string MeanAndSpread(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        if (values.Count == 1)
        {
            return Percent(mean); // One seed has no spread.
        }

        double spread = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
        return string.Create(CultureInfo.InvariantCulture, $"{100 * mean:F2} ± {100 * spread:F2}");
    }
}
