using System.Diagnostics;
using System.Globalization;
using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Models;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>
/// What thresholded one-vs-all of all of debian-paths would store. Its heads are trained apart, so that a sample of them, each trained on all rows, tells how many
/// weights a class keeps; the rows of all other packages are of one class more, whose own head is left out.
/// </summary>
internal static class ScaleSampleExperiment
{
    private const string Others = "(others)";
    private const int Epochs = 3;

    // DiSMEC's threshold, and what is beyond it.
    private static readonly float[] Thresholds = [0, 0.01f, 0.02f, 0.03f, 0.05f, 0.07f, 0.1f, 0.15f, 0.2f, 0.3f, 0.5f];
    private static readonly TextFeaturizerOptions Text = new() { HashBits = 17 };

    /// <param name="data">Folder of the sets.</param>
    /// <param name="output">Receives the table.</param>
    /// <param name="arguments">How many classes are drawn, and how many there are.</param>
    public static void Run(string data, ResultWriter output, IReadOnlyList<string> arguments)
    {
        int sample = int.Parse(arguments[0], CultureInfo.InvariantCulture), classes = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        using var cut = new PathsCut(Path.Combine(data, "debian-paths"), sample, Text, Others);
        (ExampleSet training, ExampleSet held) = Trainer.Split(cut.Store.Examples, 0.1, 1);
        TrainingData source = TrainingData.Of(cut.Store);
        long start = Stopwatch.GetTimestamp();
        var run = new TrainingRun(new OneVsAllOptions { Epochs = Epochs, Refit = false }, source.Codes, null, CancellationToken.None);
        Classifier trained = run.Train(training, held, source.Featurizer, source.Format);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Heads heads = WithoutOthers(trained);
        ExampleSet test = Evaluator.Read(trained, ExampleSource.FromFile(cut.TestPath, new TextFormat()));

        output.Text($"debian-paths, {training.Count} training rows: the one-vs-all heads of the {sample} packages of {classes} whose names hash lowest, each trained on all;");
        output.Text($"words and pairs of words hashed to 2^{Text.HashBits} features; squared hinge, {Epochs} epochs, seed 1, {(int)seconds} s.");
        output.Text("Average precision of finding a package's rows among all, in per cent, mean over the packages that have any. Weights kept: mean ± standard error;");
        output.Text($"for all {classes} classes that many times as many, a weight kept counting twice since its place is a number too; bytes: 4 of a weight, 4 of its place.");
        output.Header("threshold", "average precision, held-out", "test", "weights kept a class", "of all weights", $"stored numbers of {classes} classes (millions)", "MB");
        foreach (float threshold in Thresholds)
        {
            Heads own = ThresholdedHeads.At(heads, threshold).Heads;
            Write(output, threshold, own, AveragePrecision(own, trained, held), AveragePrecision(own, trained, test), classes);
        }
    }

    private static void Write(ResultWriter output, float threshold, Heads heads, double held, double test, int classes)
    {
        var weights = (WeightMatrix)heads.Groups[0].Weights;
        double[] kept = Kept(weights);
        double mean = kept.Average(), all = mean * classes;
        double error = Math.Sqrt(kept.Sum(count => (count - mean) * (count - mean)) / (kept.Length - 1) / kept.Length);
        bool isDense = threshold == 0;
        output.Row(
            threshold, ResultWriter.Percent(held), ResultWriter.Percent(test), isDense ? weights.Rows : string.Create(CultureInfo.InvariantCulture, $"{mean:F0} ± {error:F0}"),
            isDense ? 1 : (mean / weights.Rows).ToString("F5", CultureInfo.InvariantCulture),
            ((isDense ? (double)weights.Rows * classes : 2 * all) / 1e6).ToString("F1", CultureInfo.InvariantCulture),
            ResultWriter.Megabytes((long)(isDense ? 4.0 * weights.Rows * classes : 8 * all)));
    }

    private static double[] Kept(WeightMatrix weights)
    {
        double[] kept = new double[weights.Columns];
        for (long row = 0; row < weights.Rows; row++)
        {
            ReadOnlySpan<float> own = weights.Row(row);
            for (int column = 0; column < own.Length; column++)
            {
                kept[column] += own[column] != 0 ? 1 : 0;
            }
        }

        return kept;
    }

    // Outputs of one-vs-all stand in the order of the labels.
    private static Heads WithoutOthers(Classifier trained)
    {
        int others = OthersOf(trained);
        Heads heads = trained.Model.Heads;
        var all = (WeightMatrix)heads.Groups[0].Weights;
        var left = new WeightMatrix(all.Rows, all.Columns - 1);
        for (long row = 0; row < all.Rows; row++)
        {
            all.Row(row)[..others].CopyTo(left.Row(row));
            all.Row(row)[(others + 1)..].CopyTo(left.Row(row)[others..]);
        }

        return new Heads(heads.Loss, heads.Transform, [new HeadGroup(left, null)], null);
    }

    private static int OthersOf(Classifier model) => model.Labels.Names.Index().Single(label => label.Item == Others).Index;

    // Rows of a class by the output of its head: average precision over the distinct outputs.
    private static double AveragePrecision(Heads own, Classifier trained, ExampleSet rows)
    {
        int others = OthersOf(trained);
        var reader = new HeadReader(own);
        float[][] outputs = new float[rows.Count][];
        int[] classes = new int[rows.Count];
        for (int row = 0; row < rows.Count; row++)
        {
            outputs[row] = reader.Outputs(rows.Row(row));
            int label = rows.LabelsOf(row)[0].Value;
            classes[row] = label == others ? -1 : label > others ? label - 1 : label;
        }

        return Enumerable.Range(0, trained.Labels.Count - 1).Where(classes.Contains).Average(wanted => AveragePrecision(outputs, classes, wanted));
    }

    private static double AveragePrecision(float[][] outputs, int[] classes, int wanted)
    {
        ILookup<bool, float> scores = outputs.Index().ToLookup(row => classes[row.Index] == wanted, row => row.Item[wanted]);
        return new NoveltyMetrics([.. scores[false]], [.. scores[true]]).AuprOut;
    }
}
