using System.Globalization;

namespace Codeword.Experiments;

/// <summary>The retrieval table: means and deviations of the cells over their seeds.</summary>
internal static class RetrievalTable
{
    public static void Write(ResultWriter output, IReadOnlyList<RetrievalCell> cells)
    {
        output.Text("Relevant is what has the query's label. MAP@1000: average precision of the first 1,000, averaged over the orders of rows at equal distances,");
        output.Text("over min(relevant, 1,000). As found: ties in the order of storage, over the relevant rows among the first 1,000, as DeepHash's scripts have it.");
        output.Text("P@r2: precision within Hamming distance 2; a query with nothing there counts as 0, and what share these are stands beside it. Recall@100: of the");
        output.Text("100 rows nearest by the cosine of the real numbers whose signs the bits are, the part among the 100 nearest by distance.");
        output.Text("Per cent, mean ± standard deviation where there are several seeds; seconds are of one thread, beside other work.");
        output.Header("method", "bits or dimensions", "seeds", "bytes a row", "MAP@1000", "MAP@1000 as found", "P@r2", "nothing within 2", "recall@100", "training s");
        string[] order = [.. RetrievalMethods.OfBits, .. RetrievalMethods.OfDimensions, RetrievalMethods.Whole];
        foreach (var row in cells.GroupBy(cell => (cell.Method, cell.Size)).OrderBy(row => Array.IndexOf(order, row.Key.Method)).ThenBy(row => row.Key.Size))
        {
            output.Row(
                row.Key.Method, row.Key.Size, row.Count(), row.First().BytesPerRow, Spread(row, cell => cell.Precision), Spread(row, cell => cell.PrecisionFound),
                Spread(row, cell => cell.Within), Spread(row, cell => cell.Empty), Spread(row, cell => cell.Recall),
                row.Average(cell => cell.TrainingSeconds).ToString("F0", CultureInfo.InvariantCulture));
        }
    }

    private static string Spread(IEnumerable<RetrievalCell> cells, Func<RetrievalCell, double?> figure)
    {
        double[] values = [.. cells.Select(figure).OfType<double>()];
        return values.Length switch { 0 => "", 1 => ResultWriter.Percent(values[0]), _ => ResultWriter.MeanAndSpread(values) };
    }
}
