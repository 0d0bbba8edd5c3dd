using System.Diagnostics;
using System.Globalization;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Models;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>
/// Memory and time of MACH and of one-vs-all as the number of classes grows: debian-paths cut to K packages. MACH's size at equal accuracy is the least R of a ladder
/// whose accuracy on held-out training rows is that of one-vs-all; both have the same features, loss, settings, rows and threads.
/// </summary>
internal static class ScaleExperiment
{
    private const int Buckets = 64;
    private const int TestRows = 20_000;
    private static readonly int[] Ladder = [2, 4, 6, 8, 12, 16];
    private static readonly double[] Shares = [0.3, 0.2, 0.15, 0.1, 0.07, 0.05, 0.03, 0.02, 0.015, 0.01, 0.007, 0.005, 0.003, 0.002];
    private static readonly TextFeaturizerOptions Text = new() { HashBits = 15 };

    /// <param name="data">Folder of the sets.</param>
    /// <param name="output">Receives the table.</param>
    /// <param name="sizes">Numbers of classes; 4000:ova trains one-vs-all too, 4000:0.9929 takes its held-out accuracy from an earlier run.</param>
    public static void Run(string data, ResultWriter output, IReadOnlyList<string> sizes)
    {
        output.Text($"debian-paths cut to the K packages whose names hash lowest; words and pairs of words hashed to 2^{Text.HashBits} features; squared hinge, 5 epochs, seed 1.");
        output.Text($"MACH: B = {Buckets}, half of the digits clustered. R = {Ladder[^1]} is trained and cut to fewer columns, and its time with them: columns are trained apart.");
        output.Text("Sparse: of all R and shares of weights kept (of one-vs-all, all shares) the one with the fewest stored numbers whose held-out accuracy is that of "
            + "one-vs-all, or at most one standard error less; "
            + "a sparse weight counts twice, since its place is a number too.");
        output.Text($"accuracy@1 in per cent: held-out training rows (10 %), and at most {TestRows} test rows. R is chosen on held-out rows. Bytes: weights, codebook, labels.");
        output.Header("K", "training rows", "method", "held-out", "test", "stored numbers", "bytes", "training s", "µs a row", "equal to one-vs-all");
        foreach (string size in sizes)
        {
            string[] parts = size.Split(':');
            using var cut = new PathsCut(Path.Combine(data, "debian-paths"), int.Parse(parts[0], CultureInfo.InvariantCulture), Text);
            Measure(output, cut, parts.Length > 1 ? parts[1] : null);
        }
    }

    private static void Measure(ResultWriter output, PathsCut cut, string? oneVsAll)
    {
        (ExampleSet training, ExampleSet held) = Trainer.Split(cut.Store.Examples, 0.1, 1);
        TrainingData data = TrainingData.Of(cut.Store);
        double bar = double.TryParse(oneVsAll, CultureInfo.InvariantCulture, out double known) ? known : double.PositiveInfinity;
        if (oneVsAll == "ova")
        {
            (Classifier model, double seconds) = Train(data, training, held, new OneVsAllOptions { Epochs = 5 });
            bar = Accuracy(model, held);
            Write(output, cut, model, "one-vs-all", training.Count, bar, seconds, "");
            WriteSparse(output, cut, [("one-vs-all", model, seconds)], held, bar, training.Count);
        }

        (Classifier mach, double all) = Train(data, training, held, new MachOptions { Repetitions = Ladder[^1], Buckets = Buckets, Epochs = 5 });
        int[] clustered = Columns(mach, column => column is ClusteredColumn), others = Columns(mach, column => column is not ClusteredColumn);
        List<(string Name, Classifier Model, double Seconds)> ladder = [];
        bool found = false;
        foreach (int r in Ladder)
        {
            int[] columns = [.. clustered[..(r / 2)].Concat(others[..(r / 2)]).Order()];
            Classifier model = r == Ladder[^1] ? mach : ColumnsOfModel.Of(mach, columns);
            double accuracy = Accuracy(model, held);
            string mark = !found && accuracy >= bar ? "least R" : "";
            found |= mark.Length > 0;
            ladder.Add(($"MACH R {r}", model, all * r / Ladder[^1]));
            Write(output, cut, model, ladder[^1].Name, training.Count, accuracy, ladder[^1].Seconds, mark);
        }

        if (oneVsAll is not null)
        {
            WriteSparse(output, cut, ladder, held, bar, training.Count);
        }
    }

    // Of what keeps the accuracy, the model with the fewest numbers is measured on test rows.
    private static void WriteSparse(ResultWriter output, PathsCut cut, IEnumerable<(string Name, Classifier Model, double Seconds)> models, ExampleSet held, double bar, int rows)
    {
        double error = Math.Sqrt(bar * (1 - bar) / Math.Min(TestRows, held.Count));
        var kept = from exact in models
                   from share in Shares
                   let model = PackedModel.Of(exact.Model, WeightFormat.Sparse, share)
                   let accuracy = Accuracy(model, held)
                   where accuracy >= bar - error
                   orderby PackedModel.StoredNumbers(model)
                   select (Name: $"{exact.Name}, Sparse, share {share.ToString(CultureInfo.InvariantCulture)}", Model: model, exact.Seconds, Accuracy: accuracy);
        foreach (var least in kept.Take(1))
        {
            Write(output, cut, least.Model, least.Name, rows, least.Accuracy, least.Seconds, "fewest numbers");
        }
    }

    private static (Classifier Model, double Seconds) Train(TrainingData data, ExampleSet training, ExampleSet held, TrainingOptions options)
    {
        long start = Stopwatch.GetTimestamp();
        var run = new TrainingRun(options, data.Codes, null, CancellationToken.None);
        Classifier model = run.Train(training, held, data.Featurizer, data.Format);
        return (model, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static int[] Columns(Classifier model, Func<DigitColumn, bool> kind) =>
        [.. Enumerable.Range(0, model.Codebook.Length).Where(r => kind(model.Codebook.Columns[r]))];

    private static double Accuracy(Classifier model, ExampleSet rows) => Evaluator.Evaluate(model, Spread(rows), [1]).Report.Metrics["accuracy@1"];

    private static ExampleSet Spread(ExampleSet rows) =>
        rows.Subset([.. Enumerable.Range(0, Math.Min(TestRows, rows.Count)).Select(i => (int)((long)i * rows.Count / Math.Min(TestRows, rows.Count)))]);

    private static void Write(ResultWriter output, PathsCut cut, Classifier model, string name, int rows, double held, double seconds, string mark)
    {
        ExampleSet test = Spread(Evaluator.Read(model, ExampleSource.FromFile(cut.TestPath, new TextFormat())));
        EvaluationResult result = Evaluator.Evaluate(model, test, [1], threads: 1);
        MemoryUse memory = model.MemoryUse;
        output.Row(
            model.Labels.Count, rows, name, ResultWriter.Percent(held), ResultWriter.Percent(result.Report.Metrics["accuracy@1"]), (long)PackedModel.StoredNumbers(model),
            memory.Stored, seconds.ToString("F1", CultureInfo.InvariantCulture), (1e6 / result.RowsPerSecond).ToString("F1", CultureInfo.InvariantCulture), mark);
    }
}
