using System.Collections.Concurrent;
using System.Globalization;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>
/// The classification table of LLC's authors on data of ours: codebooks of several lengths, each decoded exactly, by minimum Hamming distance and softly,
/// beside a real-valued head on the same encoder. All are trained for the same number of epochs.
/// </summary>
internal static class CodesExperiment
{
    private static readonly (string Name, CodeKind? Kind)[] Codebooks =
    [
        ("Random", CodeKind.Random), ("MaxMin", CodeKind.MaxMin), ("SVD", CodeKind.Svd), ("CCA", CodeKind.Cca), ("LLC", null),
    ];

    internal static string[] Columns =>
    [
        "codes", "bits", "seeds", "unique codes", "exact (ED)", "Hamming (MHD)", "table", "soft", "best / real", "rows with ties", "wrong bits",
        "minimum distance", "training s",
    ];

    /// <param name="data">Folder of the sets.</param>
    /// <param name="output">Receives the table.</param>
    /// <param name="set">wordnet_coarse, wordnet or glyphs.</param>
    /// <param name="lengths">Bits with the number of seeds each is run for: 20:5.</param>
    public static void Run(string data, ResultWriter output, string set, IReadOnlyList<string> lengths)
    {
        CodeData examples = CodeData.Read(data, set);
        output.Text($"{set}: {examples.Training.Examples.Labels.Count} classes, {examples.Training.Examples.Count} training rows, {examples.Test.Count} test rows. ");
        output.Text("Settings were chosen on held-out training rows, epochs in each run on held-out rows too; mean ± standard deviation over the seeds.");
        output.Text("Accuracy@1 on test rows in per cent; in brackets, its share of the real-valued head's. Unassigned or ambiguous rows count as mistakes of exact decoding.");
        output.Header(Columns);
        int most = lengths.Max(length => Whole(length.Split(':')[1]));
        Outcome[][] first = RunAll(examples, Jobs(lengths[0]).Prepend((most, examples.Softmax)));
        Outcome[] real = first[0];
        double baseline = real.Average(run => run.Real);
        output.Row("real-valued head", "", most, "", "", "", "", ResultWriter.MeanAndSpread([.. real.Select(run => run.Real)]), "", "", "", "", Seconds(real));
        foreach (string length in lengths)
        {
            Outcome[][] runs = length == lengths[0] ? first[1..] : RunAll(examples, Jobs(length));
            foreach ((Outcome[] own, (string name, CodeKind? _)) in runs.Zip(Codebooks))
            {
                Write(output, name, Whole(length.Split(':')[0]), own, baseline);
            }
        }

        IEnumerable<(int, Func<int, TrainingOptions>)> Jobs(string length)
        {
            int bits = Whole(length.Split(':')[0]), seeds = Whole(length.Split(':')[1]);
            return Codebooks.Select(book => (seeds, (Func<int, TrainingOptions>)(seed =>
                book.Kind is { } kind ? examples.Ecoc(seed, bits, kind) : examples.Llc(seed, bits))));
        }
    }

    internal static void Write(ResultWriter output, string name, int bits, Outcome[] runs, double real)
    {
        double Of(Func<CodeMeasures, double> measure) => runs.Average(run => measure(run.Codes!));
        string Share(Func<CodeMeasures, double> measure) =>
            $"{ResultWriter.MeanAndSpread([.. runs.Select(run => measure(run.Codes!))])} ({ResultWriter.Percent(Of(measure) / real)})";
        output.Row(
            name, bits, runs.Length, Of(codes => codes.UniqueCodes).ToString("F1", CultureInfo.InvariantCulture), Share(codes => codes.Exact), Share(codes => codes.Hamming),
            runs.All(run => run.Codes!.TableDiffers == 0) ? "as MHD on every row" : ResultWriter.Percent(Of(codes => codes.Table)),
            Share(codes => codes.Soft), ResultWriter.Percent(Of(codes => codes.Best) / real), ResultWriter.Percent(Of(codes => codes.Ties)),
            ResultWriter.Percent(Of(codes => codes.WrongBits)), Of(codes => codes.MinimumDistance ?? 0).ToString("F1", CultureInfo.InvariantCulture), Seconds(runs));
    }

    /// <summary>Trains and measures with seeds 1, 2, …</summary>
    internal static Outcome[] RunAll(CodeData data, int seeds, Func<int, TrainingOptions> options) => RunAll(data, [(seeds, options)])[0];

    /// <summary>Trains and measures several settings with seeds 1, 2, …: as many runs side by side as there are processors, on one thread each.</summary>
    private static Outcome[][] RunAll(CodeData data, IEnumerable<(int Seeds, Func<int, TrainingOptions> Options)> settings)
    {
        (int Seeds, Func<int, TrainingOptions> Options)[] all = [.. settings];
        Outcome[][] outcomes = [.. all.Select(setting => new Outcome[setting.Seeds])];
        (int Setting, int Seed)[] jobs = [.. all.SelectMany((setting, i) => Enumerable.Range(0, setting.Seeds).Select(seed => (i, seed)))];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(Partitioner.Create(jobs, EnumerablePartitionerOptions.NoBuffering), parallel, job =>
        {
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            Classifier model = Trainer.Train(data.Training, all[job.Setting].Options(job.Seed + 1) with { Threads = 1 }, validation: data.Held);
            double seconds = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
            outcomes[job.Setting][job.Seed] = model.Codebook.Bits is null
                ? new Outcome(null, CodeMeasures.Real(model, data.Test), seconds)
                : new Outcome(CodeMeasures.Of(model, data.Test), 0, seconds);
        });
        return outcomes;
    }

    private static string Seconds(Outcome[] runs) => runs.Average(run => run.Seconds).ToString("F0", CultureInfo.InvariantCulture);

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
