using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Novelty;

namespace Codeword.Reports;

/// <summary>How well a model tells examples of no class of its own from the rest.</summary>
/// <param name="Rule">What counts as novel, in a line.</param>
/// <param name="Score">The score's name.</param>
/// <param name="Threshold">What lies above it is novel; null where nothing is.</param>
/// <param name="Known">How many examples of its classes there are.</param>
/// <param name="Unknown">How many others.</param>
/// <param name="Figures">AUROC, AUPR, FPR@95, the best F1; and at the threshold the rates and F1.</param>
/// <param name="Bins">The scores' histogram.</param>
/// <param name="Curve">The share of unknown examples found against the share of known ones called novel, threshold by threshold.</param>
internal sealed record NoveltyFacts(
    string Rule, string Score, double? Threshold, int Known, int Unknown, IReadOnlyList<Figure> Figures, IReadOnlyList<NoveltyBin> Bins, IReadOnlyList<RocPoint> Curve)
{
    private const int MostBins = 40;
    private const int MostPoints = 200;
    private const double Tail = 0.002;

    /// <summary>Scores two sets of examples.</summary>
    /// <param name="classifier">The model.</param>
    /// <param name="known">Examples of its classes.</param>
    /// <param name="unknown">Examples of none; one or more.</param>
    /// <param name="threads">Threads to work with.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static NoveltyFacts Of(Classifier classifier, ExampleSet known, ExampleSet unknown, int threads, CancellationToken cancellation) => Of(
        classifier.Novelty,
        NoveltyEvaluator.Measure(classifier, known, threads, cancellation),
        NoveltyEvaluator.Measure(classifier, unknown, threads, cancellation));

    /// <summary>Describes scores.</summary>
    /// <param name="rule">The model's rule.</param>
    /// <param name="known">Scores of examples of its classes.</param>
    /// <param name="unknown">Scores of others.</param>
    internal static NoveltyFacts Of(NoveltyRule rule, float[] known, float[] unknown)
    {
        var metrics = new NoveltyMetrics(known, unknown);
        NoveltyCounts counts = metrics.At(rule.Threshold);
        return new NoveltyFacts(
            rule.ToString(),
            rule.Score.ToString(),
            float.IsFinite(rule.Threshold) ? rule.Threshold : null,
            known.Length,
            unknown.Length,
            [
                .. Figure.ListOf(metrics.ToMetrics()),
                new("false alarms", counts.FalseAlarmRate), new("found", counts.Recall), new("precision", counts.Precision), new("F1", counts.F1),
            ],
            BinsOf(rule.Score == NoveltyScore.CodeDistance, known, unknown),
            CurveOf(metrics, known, unknown));
    }

    // Distances are whole and have a bin each; of other scores the few at either end, which may be infinite, are in the last bins.
    private static List<NoveltyBin> BinsOf(bool areWhole, float[] known, float[] unknown)
    {
        float[] all = [.. known.Concat(unknown).Order()];
        double low = areWhole ? all[0] - 0.5 : FiniteAt(all, Tail), high = areWhole ? all[^1] + 0.5 : FiniteAt(all, 1 - Tail);
        int bins = areWhole ? (int)(high - low) : high > low ? MostBins : 1;
        double width = high > low ? (high - low) / bins : 1;
        long[] knownCounts = CountsOf(known, low, width, bins), unknownCounts = CountsOf(unknown, low, width, bins);
        return [.. Enumerable.Range(0, bins).Select(i => new NoveltyBin(
            low + (i * width), low + ((i + 1) * width), (double)knownCounts[i] / known.Length, (double)unknownCounts[i] / unknown.Length))];
    }

    private static double FiniteAt(float[] ascending, double share)
    {
        double value = ascending[(int)(share * (ascending.Length - 1))];
        return double.IsFinite(value) ? value : ascending.Where(float.IsFinite).Select(score => (double)score).DefaultIfEmpty(0).Last();
    }

    private static long[] CountsOf(float[] scores, double low, double width, int bins)
    {
        long[] counts = new long[bins];
        foreach (float score in scores)
        {
            counts[(int)Math.Clamp(Math.Floor((score - low) / width), 0, bins - 1)]++;
        }

        return counts;
    }

    private static List<RocPoint> CurveOf(NoveltyMetrics metrics, float[] known, float[] unknown)
    {
        float[] all = [.. known.Concat(unknown).Distinct().OrderDescending()];
        var thresholds = Enumerable.Range(0, Math.Min(all.Length, MostPoints)).Select(i => all[(int)((long)i * all.Length / Math.Min(all.Length, MostPoints))]);
        return
        [
            .. thresholds.Select(metrics.At).Select(counts => new RocPoint(counts.FalseAlarmRate, counts.Recall)),
            new RocPoint(1, 1),
        ];
    }
}

/// <summary>Examples whose score is in a range.</summary>
/// <param name="Low">Where it begins.</param>
/// <param name="High">Where it ends.</param>
/// <param name="Known">The share of the known examples.</param>
/// <param name="Unknown">The share of the unknown ones.</param>
internal sealed record NoveltyBin(double Low, double High, double Known, double Unknown);

/// <summary>What one threshold does.</summary>
/// <param name="FalseAlarms">The share of known examples called novel.</param>
/// <param name="Found">The share of unknown examples called novel.</param>
internal sealed record RocPoint(double FalseAlarms, double Found);
