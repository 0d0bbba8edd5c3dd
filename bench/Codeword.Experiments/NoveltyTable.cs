using System.Globalization;

namespace Codeword.Experiments;

/// <summary>The novelty tables: means and deviations over the seeds.</summary>
internal static class NoveltyTable
{
    public static void Write(ResultWriter output, string set, IReadOnlyList<NoveltyCell> cells)
    {
        NoveltyCell First(string measure) => cells.First(cell => cell.Measure == measure);
        output.Text($"{set}: {First("known rows").Value} test rows of known and {First("unknown rows").Value} of unknown classes are measured with the first seed.");
        output.Text("Novel is positive; per cent, mean ± standard deviation over the seeds. F1 at known:unknown weighs rates, no row is left out;");
        output.Text("to call every row novel has F1 66.67 at 1:1, 18.18 at 9:1, 94.74 at 1:9.");
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
        output.Text($"F1 at 1:1 of a threshold tuned on n samples, half of them unknown, means over {NoveltyCurve.Draws} draws;");
        output.Text("and the n from which on it is no lower than that of LLC's rule, radius 0:");
        output.Header(["method", "score", .. NoveltyCurve.Samples.Select(n => $"n = {n}"), .. strict.Select(method => $"meets {method}")]);
        foreach (var row in Groups(cells.Where(cell => cell.Samples == NoveltyCurve.Samples[0] && cell.Measure == "F1 at 1:1")))
        {
            output.Row(
            [
                row.Key.Method, row.Key.Score,
                .. NoveltyCurve.Samples.Select(n => Spread(cells, row.Key.Method, row.Key.Score, n, "F1 at 1:1")),
                .. strict.Select(method => Meets(cells, row.Key.Method, row.Key.Score, method)),
            ]);
        }
    }

    private static void WriteShifts(ResultWriter output, IReadOnlyList<NoveltyCell> cells)
    {
        output.Text("");
        output.Text("The same thresholds, tuned at 1:1, where known rows are nine times as many as unknown ones, and the other way round (9:1 / 1:9):");
        output.Header("method", "score", "n = 10", "n = 100", "n = 1000", "n = 10000");
        foreach (var row in Groups(cells.Where(cell => cell.Samples == NoveltyCurve.Samples[0] && cell.Measure == "F1 at 1:1")))
        {
            string Of(string measure, int n) => Spread(cells, row.Key.Method, row.Key.Score, n, measure);
            string Both(int n) => $"{Of("F1 at 9:1", n)} / {Of("F1 at 1:9", n)}";
            output.Row(row.Key.Method, row.Key.Score, Both(10), Both(100), Both(1000), Both(10_000));
        }
    }

    /// <summary>The mean of a figure over the seeds.</summary>
    public static double Mean(IEnumerable<NoveltyCell> cells, string method, string score, int samples, string measure) =>
        cells.Where(cell => cell.Method == method && cell.Score == score && cell.Samples == samples && cell.Measure == measure).Average(cell => cell.Value);

    // Means over the seeds that both have.
    private static string Meets(IReadOnlyList<NoveltyCell> cells, string method, string score, string strict)
    {
        int[] seeds = [.. Seeds(strict).Intersect(Seeds(method))];
        NoveltyCell[] shared = [.. cells.Where(cell => seeds.Contains(cell.Seed))];
        if (shared.Length == 0)
        {
            return "";
        }

        double level = Mean(shared, strict, "radius 0", 0, "F1 at 1:1");
        int from = NoveltyCurve.Samples.Reverse().TakeWhile(n => Mean(shared, method, score, n, "F1 at 1:1") >= level).LastOrDefault();
        return from == 0 ? "never" : from.ToString(CultureInfo.InvariantCulture);

        IEnumerable<int> Seeds(string name) => cells.Where(cell => cell.Method == name).Select(cell => cell.Seed).Distinct();
    }

    private static IEnumerable<IGrouping<(string Method, string Score), NoveltyCell>> Groups(IEnumerable<NoveltyCell> cells) =>
        cells.GroupBy(cell => (cell.Method, cell.Score)).OrderBy(row => row.Key.Method, StringComparer.Ordinal);

    private static string Spread(IEnumerable<NoveltyCell> cells, string method, string score, int samples, string measure)
    {
        double[] values = [.. cells.Where(cell => cell.Method == method && cell.Score == score && cell.Samples == samples && cell.Measure == measure).Select(cell => cell.Value)];
        return values.Length == 1 ? ResultWriter.Percent(values[0]) : ResultWriter.MeanAndSpread(values);
    }
}
