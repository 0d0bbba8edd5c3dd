using System.Globalization;
using System.Text;

namespace Codeword.Experiments;

/// <summary>Draws F1 against the samples a threshold was tuned on, a line a score, and LLC's rule, which takes none, as a level line.</summary>
internal static class NoveltyChart
{
    private static readonly (string Method, string Score, string Colour, string Dash)[] Series =
    [
        ("LLC 20", "radius 0", "#b51d14", "6 3"), ("LLC 32", "radius 0", "#ddb310", "6 3"),
        ("LLC 20", "CodeDistance", "#b51d14", ""), ("LLC 32", "CodeDistance", "#ddb310", ""), ("LLC 32", "MaxProbability", "#fb49b0", ""),
        ("MACH hinge", "Disagreement", "#4053d3", ""), ("softmax", "MaxProbability", "#00b25d", ""), ("softmax", "MaxLogit", "#00beff", ""), ("softmax", "Energy", "#888888", ""),
        ("softmax", ModelScores.ClassMeans, "#000000", ""),
    ];

    public static string Draw(string set, IReadOnlyList<NoveltyCell> cells)
    {
        const string Measure = "F1 at 1:1";
        var drawn = Series.Where(series => cells.Any(cell => cell.Method == series.Method && cell.Score == series.Score)).ToArray();
        double largest = cells.Where(cell => cell.Measure == Measure).Max(cell => cell.Value);
        StringBuilder svg = RetrievalChart.Begin($"{set}: F1 of novel at 1:1", "labelled samples the threshold was tuned on (log scale)", largest, out double highest);
        foreach (int n in NoveltyCurve.Samples)
        {
            svg.AppendLine(RetrievalChart.Format($"<text x='{X(n):F1}' y='{RetrievalChart.Top + RetrievalChart.Height + 20}' text-anchor='middle'>{n}</text>"));
        }

        foreach ((string method, string score, string colour, string dash) in drawn)
        {
            int[] samples = score == "radius 0" ? [0, 0] : [.. NoveltyCurve.Samples];
            (double, double)[] points = [.. samples.Select(n => (X(n), RetrievalChart.Y(NoveltyTable.Mean(cells, method, score, n, Measure), highest)))];
            points = samples[0] == 0 ? [(RetrievalChart.Left, points[0].Item2), (RetrievalChart.Left + RetrievalChart.Width, points[0].Item2)] : points;
            RetrievalChart.Draw(svg, points, colour, dash);
        }

        return RetrievalChart.End(svg, drawn.Select(series => (string.Create(CultureInfo.InvariantCulture, $"{series.Method}, {series.Score}"), series.Colour, series.Dash)));
    }

    private static double X(int samples)
    {
        double least = NoveltyCurve.Samples[0];
        return RetrievalChart.Left + 20 + ((RetrievalChart.Width - 40) * Math.Log(Math.Max(samples, least) / least) / Math.Log(NoveltyCurve.Samples[^1] / least));
    }
}
