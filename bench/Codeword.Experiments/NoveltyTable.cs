using System.Globalization;

namespace Codeword.Experiments;

/// <summary>The novelty tables: means and deviations over the seeds.</summary>
internal static class NoveltyTable
{
    public static void Write(ResultWriter output, string set, IReadOnlyList<NoveltyCell> cells)
    {
        NoveltyCell First(string measure) => cells.First(cell => cell.Measure == measure);
        output.Text($"{set}: about {First("known rows").Value:N0} test rows of known and {First("unknown rows").Value:N0} of unknown classes are measured. Novel is positive; per cent, mean ± standard");
        output.Text("deviation over the seeds. F1 at known:unknown weighs rates, no row is left out; to call every row novel has F1 66.67 at 1:1, 18.18 at 9:1, 94.74 at 1:9.");
        output.Text("");
        output.Text("Scores, without a threshold:");
        output.Header("method", "accuracy@1", "score", "seeds", "AUROC", "AUPR-out", "AUPR-in", "FPR@95");
        foreach (var row in Groups(cells.Where(cell => cell.Measure == "AUROC")))
        {
            string Of(string measure) => Spread(cells, row.Key.Method, row.Key.Score, 0, measure);
            output.Row(row.Key.Method, Spread(cells, row.Key.Method, "", 0, "accuracy@1"), row.Key.Score, row.Count(), Of("AUROC"), Of("AUPR-out"), Of("AUPR-in"), Of("FPR@95"));
        }

        output.Text("");
        output.Text("Rules that are not tuned on unknown rows:");
        output.Header("method", "rule", "seeds", "false alarms", "found", "F1 at 1:1", "F1 at 9:1", "F1 at 1:9");
        foreach (var row in Groups(cells.Where(cell => cell.Measure == "false alarms")))
        {
            string Of(string measure) => Spread(cells, row.Key.Method, row.Key.Score, 0, measure);
            output.Row(row.Key.Method, row.Key.Score, row.Count(), Of("false alarms"), Of("found"), Of("F1 at 1:1"), Of("F1 at 9:1"), Of("F1 at 1:9"));
        }

        WriteCurves(output, cells);
        WriteShifts(output, cells);
    }

    private static void WriteCurves(ResultWriter output, IReadOnlyList<NoveltyCell> cells)
    {
        string[] strict = [.. cells.Where(cell => cell.Score == "radius 0").Select(cell => cell.Method).Distinct()];
        output.Text("");
        output.Text($"F1 at 1:1 of a threshold tuned on n samples, half of them unknown, means over {NoveltyCurve.Draws} draws; and the n from which on it is no lower than LLC's rule of radius 0:");
        output.Header(["method", "score", .. NoveltyCurve.Samples.Select(n => $"n = {n.ToString("N0", CultureInfo.InvariantCulture).Replace(',', ' ')}"), .. strict.Select(method => $"meets {method}")]);
        foreach (var row in Groups(cells.Where(cell => cell.Samples == NoveltyCurve.Samples[0] && cell.Measure == "F1 at 1:1")))
        {
            output.Row(
            [
                row.Key.Method, row.Key.Score,
                .. NoveltyCurve.Samples.Select(n => Spread(cells, row.Key.Method, row.Key.Score, n, "F1 at 1:1")),
                .. strict.Select(method => Meets(cells, row.Key.Method, row.Key.Score, Mean(cells, method, "radius 0", 0, "F1 at 1:1"))),
            ]);
        }
    }

    private static void WriteShifts(ResultWriter output, IReadOnlyList<NoveltyCell> cells)
    {
        output.Text("");
        output.Text("The same thresholds, tuned at 1:1, where known rows are nine times as many as unknown ones, and the other way round:");
        output.Header("method", "score", "9:1, n = 100", "9:1, n = 1 000", "9:1, n = 10 000", "1:9, n = 100", "1:9, n = 1 000", "1:9, n = 10 000");
        foreach (var row in Groups(cells.Where(cell => cell.Samples == NoveltyCurve.Samples[0] && cell.Measure == "F1 at 1:1")))
        {
            string Of(string measure, int n) => Spread(cells, row.Key.Method, row.Key.Score, n, measure);
            output.Row(
                row.Key.Method, row.Key.Score, Of("F1 at 9:1", 100), Of("F1 at 9:1", 1000), Of("F1 at 9:1", 10_000), Of("F1 at 1:9", 100), Of("F1 at 1:9", 1000), Of("F1 at 1:9", 10_000));
        }
    }

    /// <summary>The mean of a figure over the seeds.</summary>
    public static double Mean(IEnumerable<NoveltyCell> cells, string method, string score, int samples, string measure) =>
        cells.Where(cell => cell.Method == method && cell.Score == score && cell.Samples == samples && cell.Measure == measure).Average(cell => cell.Value);

    private static string Meets(IReadOnlyList<NoveltyCell> cells, string method, string score, double level)
    {
        int from = NoveltyCurve.Samples.Reverse().TakeWhile(n => Mean(cells, method, score, n, "F1 at 1:1") >= level).LastOrDefault();
        return from == 0 ? "never" : from.ToString(CultureInfo.InvariantCulture);
    }

    private static IEnumerable<IGrouping<(string Method, string Score), NoveltyCell>> Groups(IEnumerable<NoveltyCell> cells) =>
        cells.GroupBy(cell => (cell.Method, cell.Score)).OrderBy(row => row.Key.Method, StringComparer.Ordinal);

    private static string Spread(IEnumerable<NoveltyCell> cells, string method, string score, int samples, string measure)
    {
        double[] values = [.. cells.Where(cell => cell.Method == method && cell.Score == score && cell.Samples == samples && cell.Measure == measure).Select(cell => cell.Value)];
        return values.Length == 1 ? ResultWriter.Percent(values[0]) : ResultWriter.MeanAndSpread(values);
    }
}
