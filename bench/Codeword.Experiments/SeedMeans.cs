using System.Globalization;

namespace Codeword.Experiments;

/// <summary>Means over seeds of what an experiment wrote a row a seed.</summary>
internal static class SeedMeans
{
    private const string Seed = "seed";

    /// <summary>Reads tables and writes one: mean ± standard deviation over the rows that differ in their seed and figures alone.</summary>
    /// <param name="output">Receives the table.</param>
    /// <param name="keys">How many columns, the seed's among them, come before the figures.</param>
    /// <param name="files">CSV files of the same columns.</param>
    public static void Run(ResultWriter output, int keys, string[] files)
    {
        string[] heads = File.ReadLines(files[0]).First().Split(',');
        int seed = Array.IndexOf(heads, Seed);
        int[] names = [.. Enumerable.Range(0, keys).Where(column => column != seed)];
        int[] figures = [.. Enumerable.Range(keys, heads.Length - keys)];
        output.Header([.. names.Select(column => heads[column]), "seeds", .. figures.Select(column => heads[column])]);
        IEnumerable<string[]> rows = files.SelectMany(file => File.ReadLines(file).Skip(1)).Select(line => line.Split(','));
        foreach (IGrouping<string, string[]> group in rows.GroupBy(row => string.Join(',', names.Select(column => row[column]))))
        {
            string[][] seeds = [.. group];
            output.Row([.. names.Select(column => seeds[0][column]), seeds.Length, .. figures.Select(column => Text([.. seeds.Select(row => row[column])]))]);
        }
    }

    private static string Text(string[] cells)
    {
        double[] values = [.. cells.Select(cell => double.TryParse(cell, CultureInfo.InvariantCulture, out double value) ? value : double.NaN)];
        if (values.Any(double.IsNaN))
        {
            return "";
        }

        double mean = values.Average(), spread = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Length - 1));
        int digits = Math.Abs(mean) < 5 ? 4 : 2;
        return $"{mean.ToString($"F{digits}", CultureInfo.InvariantCulture)} ± {spread.ToString($"F{digits}", CultureInfo.InvariantCulture)}";
    }
}
