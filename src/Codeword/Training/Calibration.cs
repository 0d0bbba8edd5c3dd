using Codeword.Data;
using Codeword.Decoding;
using Codeword.Evaluation;
using Codeword.Models;
using Codeword.Numerics;

namespace Codeword.Training;

/// <summary>
/// Fits the probabilities of a trained model to labelled rows that it was not trained on, and tells what they are worth: the rows are cut into parts, and each part is
/// measured by a map fitted to the others. Rows of which no label is known to the model say nothing and are left out.
/// </summary>
public static class Calibration
{
    /// <summary>How many parts the rows are cut into.</summary>
    public const int Parts = 5;

    /// <summary>Fewer rows than these are refused.</summary>
    public const int LeastRows = 100;

    /// <summary>Training fits a curve by itself where it holds so many rows out, each of one label.</summary>
    public const int RowsForCurve = 1000;

    private const ulong Seed = 1;
    private const int MostOutputs = 1 << 26;    // 256 MB of what the heads say

    /// <summary>Fits.</summary>
    /// <param name="classifier">The model.</param>
    /// <param name="examples">Labelled rows that it was not trained on, of its labels, as <see cref="Evaluator.Read"/> reads them.</param>
    /// <param name="method">What is fitted.</param>
    /// <param name="threads">Threads to work with; 0 = one a processor. The outcome is the same for any number.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">There are fewer than <see cref="LeastRows"/> rows of known labels.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static CalibrationResult Fit(
        Classifier classifier, ExampleSet examples, CalibrationMethod method, int threads = 0, CancellationToken cancellation = default)
    {
        Model model = classifier.Model;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount, CancellationToken = cancellation };
        using var matrix = RowMatrix.From(examples, model.Heads.Transform);
        int most = (int)Math.Max(ValidationOutputs.MostRows, MostOutputs / model.Heads.Outputs);
        var outputs = new ValidationOutputs(new HeldOut(examples, matrix), model.Codebook, model.Heads, parallel, most, model.Labels);
        int[] rows = [.. outputs.All.Where(row => outputs.IsKnown(row, model.Info.IsMultiLabel))];
        RequireRows(rows.Length, examples.Count);

        var before = new CalibrationMetrics();
        Measure(outputs, rows, model.Decoder, new Maps(model.Probabilities, model.Curve), before);
        var after = new CalibrationMetrics();
        int[] order = [.. rows];
        new SplitMix64(Seed).Shuffle<int>(order);
        for (int part = 0; part < Parts; part++)
        {
            int start = (int)((long)order.Length * part / Parts), end = (int)((long)order.Length * (part + 1) / Parts);
            int[] others = [.. order[..start], .. order[end..]];
            Array.Sort(others);
            Measure(outputs, order[start..end], model.Decoder, Fit(outputs, others, model, method), after);
        }

        Maps fitted = Fit(outputs, rows, model, method);
        return new CalibrationResult(classifier.With(fitted.Probabilities, fitted.Curve), rows.Length, before.ToReport(), after.ToReport());
    }

    private static Maps Fit(ValidationOutputs outputs, int[] rows, Model model, CalibrationMethod method)
    {
        ProbabilityMap map = method == CalibrationMethod.None ? model.Probabilities : ProbabilityFitting.Fit(outputs, rows, model.Decoder, model.Info.IsMultiLabel);
        return new Maps(map, method == CalibrationMethod.Isotonic ? ProbabilityFitting.FitCurve(outputs, rows, model.Decoder, map, model.Info.IsMultiLabel) : null);
    }

    private static void Measure(ValidationOutputs outputs, int[] rows, Decoder decoder, Maps maps, CalibrationMetrics metrics)
    {
        foreach ((float probability, bool isRight) in outputs.Judge(decoder, rows, maps.Probabilities, 1).SelectMany(row => row))
        {
            metrics.Add(maps.Curve?.Of(probability) ?? probability, isRight);
        }
    }

    private static void RequireRows(int known, int all)
    {
        if (known < LeastRows)
        {
            throw new ArgumentException(all == 0 ? "There are no rows to calibrate on."
                : known == 0 ? "The model knows no label of any row; calibration needs rows of its own labels."
                : $"Found {known} of {all} rows with a label that the model knows; calibration needs {LeastRows} or more.");
        }
    }

    private readonly record struct Maps(ProbabilityMap Probabilities, ProbabilityCurve? Curve);
}

/// <summary>A model whose probabilities were fitted, and what they are worth.</summary>
/// <param name="Classifier">The model with the map fitted to all rows.</param>
/// <param name="Rows">How many rows were fitted to and measured on.</param>
/// <param name="Before">What the model's own probabilities are worth on the rows.</param>
/// <param name="After">What fitted ones are, each row measured by a map fitted to others.</param>
public sealed record CalibrationResult(Classifier Classifier, int Rows, CalibrationReport Before, CalibrationReport After);
