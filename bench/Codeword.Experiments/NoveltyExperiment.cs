using System.Diagnostics;
using System.Globalization;
using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Novelty;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>
/// Telling test rows of classes that were kept from training from those of known classes: LLC's rule, which is not tuned, beside scores whose threshold is tuned on n labelled
/// samples. A cell is one method
/// with one seed; its figures are kept in a file as soon as they are there, and none that is there is made again.
/// </summary>
internal static class NoveltyExperiment
{
    private const string Last = "training s";
    private const double UnknownShare = 0.2;
    private const int FirstUnknownGlyph = 2965;
    private static readonly string[] Standard = ["MACH hinge", "LLC 20", "LLC 32", "softmax"];

    /// <param name="data">Folder of the sets.</param>
    /// <param name="output">Receives the tables.</param>
    /// <param name="set">
    /// wordnet_coarse, of which a fifth of the classes, drawn by the seed, is unknown; or glyphs, or glyphs/7 for every seventh class, with the classes from the 2,966th
    /// unknown.
    /// </param>
    /// <param name="seeds">Seeds 1 to this; 0 to make none and write the tables of the cells that are there.</param>
    /// <param name="methods">Names of methods; all when none are given.</param>
    public static void Run(string data, ResultWriter output, string set, int seeds, IReadOnlyList<string> methods)
    {
        string name = Path.Combine(output.Folder, $"novelty-{set.Replace('/', '-')}");
        var file = new CellFile<NoveltyCell>(
            name + ".cells.csv", NoveltyCell.Header, NoveltyCell.Parse, cell => (cell.Method, cell.Seed, cell.Score, cell.Samples, cell.Measure));
        HashSet<(string, int)> done = [.. file.Read().Where(cell => cell.Measure == Last).Select(cell => (cell.Method, cell.Seed))];
        CodeData? whole = seeds == 0 ? null : CodeData.Read(data, set);
        for (int seed = 1; seed <= seeds; seed++)
        {
            foreach (string method in (methods.Count > 0 ? methods : Standard).Where(method => !done.Contains((method, seed))))
            {
                NoveltyCell[] made = [.. Measure(CutOf(whole!, set, seed), method, seed)];
                file.Add(made, string.Join("; ", made.Where(cell => cell.Measure is "AUROC" or "accuracy@1" or Last)));
            }
        }

        NoveltyCell[] cells = [.. file.Read().GroupBy(cell => (cell.Method, cell.Seed)).Where(cell => cell.Any(one => one.Measure == Last)).SelectMany(cell => cell)];
        NoveltyTable.Write(output, set, cells);
        File.WriteAllText(name + ".svg", NoveltyChart.Draw(set, cells));
    }

    private static OpenSet CutOf(CodeData whole, string set, int seed) => set.StartsWith("glyphs", StringComparison.Ordinal)
        ? OpenSet.Cut(whole, label => int.Parse(whole.Training.Examples.Labels[label], CultureInfo.InvariantCulture) >= FirstUnknownGlyph)
        : OpenSet.Draw(whole, UnknownShare, seed);

    private static IEnumerable<NoveltyCell> Measure(OpenSet open, string method, int seed)
    {
        long start = Stopwatch.GetTimestamp();
        Classifier model = Trainer.Train(open.Data.Training, NoveltyTuning.Options(open.Data, method, seed) with { Threads = 1 }, validation: open.Data.Held);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        (ExampleSet pool, ExampleSet rows) = OpenSet.Split(open.Data.Test, 0.5, seed);

        // Fonts of test rows are in no training row: unknown samples of drawings come from half of the test rows, as known ones do; elsewhere from training rows, which are more.
        (ExampleSet unknownPool, ExampleSet unknown) = open.Data.Held is null ? (open.UnknownTraining, open.UnknownTest) : OpenSet.Split(open.UnknownTest, 0.5, seed);
        var scores = new ModelScores(model, open.Data.Training.Examples);
        Dictionary<string, float[]> ofKnown = scores.Measure(rows), ofUnknown = scores.Measure(unknown), ofPool = scores.Measure(pool), ofUnknownPool = scores.Measure(unknownPool);
        NoveltyCell Cell(string score, int samples, string measure, double value) => new(method, seed, score, samples, measure, value);
        foreach (string score in scores.Names)
        {
            var measured = new NoveltyMetrics(ofKnown[score], ofUnknown[score]);
            foreach (Metric metric in measured.ToMetrics())
            {
                yield return Cell(score, 0, metric.Name, metric.Value);
            }

            foreach (int samples in NoveltyCurve.Samples)
            {
                foreach ((string measure, double value) in NoveltyCurve.Measure(ofPool[score], ofUnknownPool[score], measured, samples, seed))
                {
                    yield return Cell(score, samples, measure, value);
                }
            }
        }

        foreach ((string name, NoveltyRule rule) in Rules(model, ofPool))
        {
            NoveltyCounts counts = new NoveltyMetrics(ofKnown[rule.Score.ToString()], ofUnknown[rule.Score.ToString()]).At(rule.Threshold);
            yield return Cell(name, 0, "false alarms", counts.FalseAlarmRate);
            yield return Cell(name, 0, "found", counts.Recall);
            foreach ((string measure, double ratio) in NoveltyCurve.Ratios)
            {
                yield return Cell(name, 0, measure, counts.F1At(ratio));
            }
        }

        yield return Cell("", 0, "known rows", rows.Count);
        yield return Cell("", 0, "unknown rows", unknown.Count);
        yield return Cell("", 0, "known pool", pool.Count);
        yield return Cell("", 0, "unknown pool", unknownPool.Count);
        yield return Cell("", 0, "accuracy@1", Evaluator.Evaluate(model, open.Data.Test, [1], threads: 1).Report.Metrics["accuracy@1"]);
        yield return Cell("", 0, Last, seconds);
    }

    // What training stored, LLC's own, and what codeword novelty sets on known rows of the pool.
    private static IEnumerable<(string Name, NoveltyRule Rule)> Rules(Classifier model, Dictionary<string, float[]> pool)
    {
        yield return ($"as stored by training ({model.Novelty.Score})", model.Novelty);
        for (int radius = 0; radius <= 3 && model.Codebook.Bits is not null; radius++)
        {
            yield return ($"radius {radius}", NoveltyRule.OfRadius(radius));
        }

        foreach (NoveltyScore score in Enum.GetValues<NoveltyScore>().Where(score => pool.ContainsKey(score.ToString())))
        {
            yield return ($"5 % false alarms by {score}", NoveltyRule.Calibrate(score, pool[score.ToString()], 0.05));
        }
    }
}
