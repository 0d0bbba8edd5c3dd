using System.Globalization;

namespace Codeword.Experiments;

/// <summary>Means over seeds of what <see cref="CalibrationExperiment"/> measured.</summary>
internal static class CalibrationTable
{
    private const int Keys = 4;

    /// <summary>Reads the tables of several runs and prints one: figures times 100, mean ± standard deviation.</summary>
    /// <param name="output">Receives the table.</param>
    /// <param name="files">CSV files that the experiment wrote.</param>
    public static void Run(ResultWriter output, string[] files)
    {
        string[][] rows = [.. files.SelectMany(file => File.ReadLines(file).Skip(1)).Select(line => line.Split(','))];
        string[] heads = File.ReadLines(files[0]).First().Split(',');
        output.Header([.. heads[..Keys], "seeds", .. heads[(Keys + 1)..]]);
        foreach (IGrouping<string, string[]> group in rows.GroupBy(row => string.Join(',', row[..Keys])))
        {
            string[][] seeds = [.. group];
            output.Row([.. seeds[0][..Keys], seeds.Length, .. Enumerable.Range(Keys + 1, heads.Length - Keys - 1).Select(column => Text(seeds, column))]);
        }
    }

    private static string Text(string[][] seeds, int column)
    {
        double[] values = [.. seeds.Select(row => double.Parse(row[column], CultureInfo.InvariantCulture))];
        return values.Any(double.IsNaN) ? "" : ResultWriter.MeanAndSpread(values);
    }
}
