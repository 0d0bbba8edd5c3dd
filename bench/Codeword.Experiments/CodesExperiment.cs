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
    private const string Real = "real-valued head";

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
    /// <param name="set">wordnet_coarse, wordnet, glyphs or glyphs-distorted, or glyphs/3 for every third class.</param>
    /// <param name="wishes">
    /// Bits with the number of seeds each is run for, <c>20:5</c>, <c>real:5</c> for the head alone, and names of codebooks where not all are wanted; <c>report</c> to train
    /// nothing and write the table of the cells that are there.
    /// </param>
    public static void Run(string data, ResultWriter output, string set, IReadOnlyList<string> wishes)
    {
        var file = new CellFile<CodesCell>(
            Path.Combine(output.Folder, $"codes-{set.Replace('/', '-')}.cells.csv"), CodesCell.Header, CodesCell.Parse, cell => (cell.Codes, cell.Bits, cell.Seed));
        CodeData examples = CodeData.Read(data, set);
        if (!wishes.Contains("report"))
        {
            Fill(examples, file, wishes);
        }

        output.Text($"{set}: {examples.Training.Examples.Labels.Count} classes, {examples.Training.Examples.Count} training rows, {examples.Test.Count} test rows.");
        output.Text("Settings were chosen on held-out training rows, epochs in each run on held-out rows too; mean ± standard deviation over the seeds.");
        output.Text("Accuracy@1 on test rows in per cent; in brackets, its share of the real-valued head's. Unassigned or ambiguous rows count as mistakes of exact decoding.");
        output.Header(Columns);
        ILookup<(string, int), Outcome> cells = file.Read().ToLookup(cell => (cell.Codes, cell.Bits), cell => cell.Outcome);
        Outcome[] real = [.. cells[(Real, 0)]];
        if (real.Length == 0)
        {
            Console.WriteLine("The table waits for the real-valued head, real:1, whose share each figure is.");
            return;
        }

        output.Row(Real, "", real.Length, "", "", "", "", ResultWriter.MeanAndSpread([.. real.Select(run => run.Real)]), "", "", "", "", Seconds(real));
        foreach (int bits in cells.Select(group => group.Key.Item2).Where(bits => bits > 0).Distinct().Order())
        {
            foreach ((string name, CodeKind? _) in Codebooks.Where(book => cells.Contains((book.Name, bits))))
            {
                Write(output, name, bits, [.. cells[(name, bits)]], real.Average(run => run.Real));
            }
        }
    }

    // A cell is kept as soon as it is made, and none that is there is made again, so that the table can be made in pieces; the first seed of all lengths first.
    private static void Fill(CodeData examples, CellFile<CodesCell> file, IReadOnlyList<string> wishes)
    {
        string[] lengths = [.. wishes.Where(wish => wish.Contains(':', StringComparison.Ordinal))], names = [.. wishes.Except(lengths)];
        (int Bits, int Seeds)[] asked = [.. lengths.Select(length => length.Split(':')).Select(parts => (parts[0] == "real" ? 0 : Whole(parts[0]), Whole(parts[1])))];
        if (lengths.Length == 0 || names.Except(Codebooks.Select(book => book.Name)).Any(name => name != "real"))
        {
            throw new ArgumentException($"Found {string.Join(' ', wishes)}; expected lengths such as 20:5 or real:5, and names of codebooks or real.", nameof(wishes));
        }

        HashSet<(string, int, int)> done = [.. file.Read().Select(cell => (cell.Codes, cell.Bits, cell.Seed))];
        List<(string Name, int Bits, int Seed, TrainingOptions Options)> jobs = [];
        for (int seed = 1; seed <= asked.Max(length => length.Seeds); seed++)
        {
            foreach ((int bits, int _) in asked.Where(length => length.Seeds >= seed))
            {
                AddWanted(Real, 0, seed, examples.Softmax(seed));
                foreach ((string name, CodeKind? kind) in Codebooks.Where(_ => bits > 0))
                {
                    AddWanted(name, bits, seed, kind is { } given ? examples.Ecoc(seed, bits, given) : examples.Llc(seed, bits));
                }
            }
        }

        InParallel(jobs, job =>
        {
            var cell = new CodesCell(job.Name, job.Bits, job.Seed, Measure(examples, job.Options));
            file.Add([cell], cell.ToString());
        });

        void AddWanted(string name, int bits, int seed, TrainingOptions options)
        {
            if ((names.Length == 0 || names.Contains(name) || (name == Real && names.Contains("real"))) && done.Add((name, bits, seed)))
            {
                jobs.Add((name, bits, seed, options));
            }
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
    internal static Outcome[] RunAll(CodeData data, int seeds, Func<int, TrainingOptions> options)
    {
        var outcomes = new Outcome[seeds];
        InParallel([.. Enumerable.Range(0, seeds)], seed => outcomes[seed] = Measure(data, options(seed + 1)));
        return outcomes;
    }

    // As many runs side by side as there are processors, each on one thread.
    private static void InParallel<T>(IList<T> jobs, Action<T> run) => Parallel.ForEach(
        Partitioner.Create(jobs, EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, run);

    private static Outcome Measure(CodeData data, TrainingOptions options)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        Classifier model = Trainer.Train(data.Training, options with { Threads = 1 }, validation: data.Held);
        double seconds = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
        return model.Codebook.Bits is null
            ? new Outcome(null, CodeMeasures.Real(model, data.Test), seconds)
            : new Outcome(CodeMeasures.Of(model, data.Test), 0, seconds);
    }

    private static string Seconds(Outcome[] runs) => runs.Average(run => run.Seconds).ToString("F0", CultureInfo.InvariantCulture);

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
