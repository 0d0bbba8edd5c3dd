using System.Globalization;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Evaluation;
using Codeword.Models;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>
/// How many numbers MACH and thresholded one-vs-all store at the accuracy of a dense one-vs-all. All are trained on the same nine tenths of wordnet's training rows; the
/// tenth held out says which has the accuracy with the fewest numbers, and test rows are measured for that one alone.
/// </summary>
internal static class EqualSizeExperiment
{
    private static readonly double[] Shares = [0.1, 0.07, 0.05, 0.03, 0.02, 0.017, 0.0145, 0.012, 0.0105, 0.009, 0.0075, 0.0065, 0.0055, 0.0047, 0.004, 0.0034, 0.0029, 0.002];
    private static readonly double[] OneVsAllShares = [0.05, 0.02, 0.01, 0.005, 0.0035, 0.0025, 0.0015, 0.001, 0.0007, 0.0005, 0.0003];
    private static readonly (int Repetitions, int Buckets)[] Sizes = [(16, 64), (8, 128), (4, 128), (8, 64), (6, 64), (8, 48), (8, 32)];

    // Rate and C were chosen on held-out rows of seed 1: baselines.
    private static readonly (string Name, OneVsAllOptions Options)[] Bars =
    [
        ("softmax one-vs-all", new OneVsAllOptions { Loss = HeadLoss.Softmax, LearningRate = 4, Refit = false }),
        ("one-vs-rest SVM", new OneVsAllOptions { Cost = 0.5f, Refit = false }),
    ];

    private static readonly string[] Methods = ["MACH, sparse, 16 levels", "one-vs-all's own, thresholded, float32"];

    // A model is made again when it is wanted: thresholded ones of one-vs-all are as large as it is.
    private sealed record Size(string Method, Func<Classifier> Make, double Numbers, double At1, double At5);

    private sealed record Figures(double At1, double At5, double Numbers);

    /// <param name="data">Folder of the sets.</param>
    /// <param name="output">Receives the table.</param>
    /// <param name="seeds">Seeds 1 to this.</param>
    public static void Run(string data, ResultWriter output, int seeds)
    {
        var measured = new Dictionary<(string Bar, string Rule, string Method), List<Figures>>();
        for (int seed = 1; seed <= seeds; seed++)
        {
            Measure(data, (ulong)seed, (key, figures) => (measured.TryGetValue(key, out List<Figures>? list) ? list : measured[key] = []).Add(figures));
            Console.WriteLine($"seed {seed} done");
        }

        output.Text($"wordnet, svm features, {seeds} seeds, mean ± standard deviation. Everything is trained on the same nine tenths of the training rows. "
            + "Stored numbers: a sparse weight counts twice. Of all sizes (R × B: "
            + $"{string.Join(", ", Sizes.Select(size => $"{size.Repetitions} × {size.Buckets}"))}) and shares of weights kept, "
            + "that with the fewest numbers whose accuracy on the other tenth is no lower than one-vs-all's there; "
            + "test rows are measured for it alone. Where a seed has none, no row counts it.");
        output.Header("at the held-out accuracy of", "accuracy asked for", "method", "seeds", "accuracy@1", "accuracy@5", "stored numbers (millions)", "times fewer");
        foreach (((string bar, string rule, string method), List<Figures> runs) in measured)
        {
            double dense = measured[(bar, "", "dense")].Average(run => run.Numbers), own = runs.Average(run => run.Numbers);
            output.Row(
                bar, rule, method, runs.Count, ResultWriter.MeanAndSpread([.. runs.Select(run => run.At1)]), ResultWriter.MeanAndSpread([.. runs.Select(run => run.At5)]),
                (own / 1e6).ToString("F3", CultureInfo.InvariantCulture), (dense / own).ToString("F0", CultureInfo.InvariantCulture));
        }
    }

    private static void Measure(string data, ulong seed, Action<(string Bar, string Rule, string Method), Figures> add)
    {
        ExampleSource Source(string part) => ExampleSource.FromFile(Path.Combine(data, "wordnet", part + ".svm"), new LibsvmFormat { IndexBase = IndexBase.One });
        var all = TrainingData.Read(Source("train"), new TextFeaturizerOptions());
        ExampleSet test = all.ReadValidation(Source("test"));
        (ExampleSet training, ExampleSet held) = Trainer.Split(all.Examples, 0.1, seed);
        Classifier Train(TrainingOptions options) => new TrainingRun(options with { Seed = seed }, all.Codes, null, CancellationToken.None)
            .Train(training, held, all.Featurizer, all.Format);

        Size[] mach = [.. Sizes.SelectMany(size =>
            Sparse(Train(new MachOptions { Repetitions = size.Repetitions, Buckets = size.Buckets, Refit = false }), held))];
        foreach ((string bar, OneVsAllOptions options) in Bars)
        {
            Classifier dense = Train(options);
            (double at1, double at5) = Accuracy(dense, held);
            add((bar, "", "dense"), Of(dense, PackedModel.StoredNumbers(dense)));
            Size[] sizes = [.. mach, .. Thresholded(dense, held)];
            foreach ((string rule, Func<Size, bool> meets) in new (string, Func<Size, bool>)[]
            {
                ("@1", size => size.At1 >= at1), ("@5", size => size.At5 >= at5), ("@1 and @5", size => size.At1 >= at1 && size.At5 >= at5),
            })
            {
                foreach (string method in Methods)
                {
                    if (sizes.Where(size => size.Method == method).Where(meets).MinBy(size => size.Numbers) is { } least)
                    {
                        add((bar, rule, method), Of(least.Make(), least.Numbers));
                    }
                }
            }
        }

        Figures Of(Classifier model, double numbers)
        {
            (double at1, double at5) = Accuracy(model, test);
            return new Figures(at1, at5, numbers);
        }
    }

    private static IEnumerable<Size> Sparse(Classifier exact, ExampleSet held) => Shares.Select(share =>
    {
        Classifier packed = PackedModel.Of(exact, WeightFormat.Sparse, share);
        (double at1, double at5) = Accuracy(packed, held);
        return new Size(Methods[0], () => packed, PackedModel.StoredNumbers(packed), at1, at5);
    });

    private static IEnumerable<Size> Thresholded(Classifier exact, ExampleSet held) => OneVsAllShares.Select(share =>
    {
        (Heads heads, long kept) = ThresholdedHeads.OfShare(exact.Model.Heads, share);
        (double at1, double at5) = Accuracy(PackedModel.WithHeads(exact, heads), held);
        return new Size(Methods[1], () => PackedModel.WithHeads(exact, ThresholdedHeads.OfShare(exact.Model.Heads, share).Heads), 2.0 * kept, at1, at5);
    });

    private static (double At1, double At5) Accuracy(Classifier model, ExampleSet rows)
    {
        MetricList metrics = Evaluator.Evaluate(model, rows, [1, 5]).Report.Metrics;
        return (metrics["accuracy@1"], metrics["accuracy@5"]);
    }
}
