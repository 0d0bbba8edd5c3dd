using System.Globalization;
using Codeword.Decoding;
using Codeword.Evaluation;
using Codeword.Models;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>Accuracy against stored numbers and bytes: MACH in every format of weights, one-vs-all dense and thresholded, and softmax and MACH of low rank.</summary>
internal static class SizeExperiment
{
    private static readonly double[] Shares = [0.1, 0.05, 0.03, 0.02, 0.015, 0.01, 0.0085, 0.0075, 0.005];
    private static readonly double[] OneVsAllShares = [0.02, 0.01, 0.005, 0.0035, 0.0025, 0.0015];
    private static readonly (int Repetitions, int Buckets, int Inputs)[] Sizes = [(16, 64, 0), (8, 128, 0), (8, 64, 0), (16, 64, 1 << 14)];
    private static readonly WeightFormat[] NetworkFormats = [WeightFormat.Float32, WeightFormat.Float16, WeightFormat.Int8, WeightFormat.Int4];

    /// <param name="data">Folder of the sets.</param>
    /// <param name="output">Receives the table.</param>
    /// <param name="methods">mach, one-vs-all and low-rank, or some of them; all when empty.</param>
    public static void Run(string data, ResultWriter output, IReadOnlyCollection<string> methods)
    {
        bool Wanted(string method) => methods.Count == 0 || methods.Contains(method);
        output.Text("wordnet, single label, svm features, test rows. Stored numbers: a sparse weight counts twice, since its place is a number too. MB is the model without what "
            + "decoding adds in memory. "
            + "\"chosen\": the share of weights was chosen on held-out rows (R 16: 3 seeds); other rows are one seed each and make a curve, from which nothing is chosen.");
        output.Header("method", "weights", "share kept", "accuracy@1", "accuracy@5", "stored numbers (millions)", "MB", "rows/s");
        foreach ((int repetitions, int buckets, int inputs) in Wanted("mach") ? Sizes : [])
        {
            string name = $"MACH R {repetitions} B {buckets}{(inputs > 0 ? $", input hashed to {inputs}" : "")}";
            var options = new MachOptions { Repetitions = repetitions, Buckets = buckets, InputBuckets = inputs };
            TrainedRun run = TrainedRun.Of(data, "wordnet", options);
            WriteCurve(output, name, run, Shares);
            WriteThresholded(output, name, run, Shares);
            if (inputs == 0)
            {
                WriteChosen(output, name, [.. Enumerable.Range(1, repetitions == 16 ? 3 : 1).Select(seed =>
                    TrainedRun.Of(data, "wordnet", options with { WeightFormat = WeightFormat.Sparse, Seed = (ulong)seed }))]);
            }
        }

        if (Wanted("one-vs-all"))
        {
            TrainedRun run = TrainedRun.Of(data, "wordnet", new OneVsAllOptions { Decoder = DecoderKind.LogitSum, ValidationShare = 0 });
            WriteCurve(output, "one-vs-all", run, OneVsAllShares);
            WriteThresholded(output, "one-vs-all", run, OneVsAllShares);
        }

        List<string> notes = [];
        foreach ((string name, NetworkOptions options) in Wanted("low-rank") ? LowRankSettings.All : [])
        {
            (TrainedRun best, string tried) = LowRankSettings.Tune(data, options);
            WriteFormats(output, name, best, NetworkFormats, []);
            notes.Add($"{name}: {tried}.");
        }

        if (notes.Count > 0)
        {
            output.Text("Low rank: all methods tried the same settings; the one with the best nDCG@5 on held-out training rows is measured. " + string.Join(" ", notes));
        }
    }

    private static void WriteCurve(ResultWriter output, string name, TrainedRun run, double[] shares) =>
        WriteFormats(output, name, run, Enum.GetValues<WeightFormat>(), shares);

    private static void WriteFormats(ResultWriter output, string name, TrainedRun run, WeightFormat[] formats, double[] shares)
    {
        foreach (WeightFormat format in formats)
        {
            foreach (double share in format == WeightFormat.Sparse ? shares : [1])
            {
                Classifier packed = PackedModel.Of(run.Model, format, share);
                Evaluator.Evaluate(packed, run.Test, [1, 5]);
                TrainedRun own = run with { Model = packed, Result = Evaluator.Evaluate(packed, run.Test, [1, 5]) };
                WriteRow(output, name, format.ToString(), format == WeightFormat.Sparse ? share.ToString(CultureInfo.InvariantCulture) : "", own);
            }
        }
    }

    // What Sparse would be with float32 values: small weights are set to 0, and each that is left takes 4 bytes and 2 for its column.
    private static void WriteThresholded(ResultWriter output, string name, TrainedRun run, double[] shares)
    {
        foreach (double share in shares)
        {
            (Heads heads, long kept) = ThresholdedHeads.OfShare(run.Model.Model.Heads, share);
            Classifier cut = PackedModel.WithHeads(run.Model, heads);
            EvaluationReport report = Evaluator.Evaluate(cut, run.Test, [1, 5]).Report;
            long bytes = cut.MemoryUse.Stored - (sizeof(float) * heads.WeightCount) + (kept * (sizeof(float) + sizeof(ushort)));
            output.Row(
                name, "thresholded, float32 values", share.ToString(CultureInfo.InvariantCulture), ResultWriter.Percent(report.Metrics["accuracy@1"]),
                ResultWriter.Percent(report.Metrics["accuracy@5"]), Millions(2.0 * kept), ResultWriter.Megabytes(bytes), "");
        }
    }

    private static void WriteChosen(ResultWriter output, string name, TrainedRun[] runs) => output.Row(
        name, "Sparse, chosen", runs.Average(run => run.Validation("share of weights kept")).ToString("F4", CultureInfo.InvariantCulture),
        ResultWriter.MeanAndSpread([.. runs.Select(run => run["accuracy@1"])]), ResultWriter.MeanAndSpread([.. runs.Select(run => run["accuracy@5"])]),
        Millions(runs.Average(run => PackedModel.StoredNumbers(run.Model))), ResultWriter.Megabytes((long)runs.Average(run => run.Result.Memory.Stored)),
        runs.Average(run => run.Result.RowsPerSecond).ToString("F0", CultureInfo.InvariantCulture));

    private static void WriteRow(ResultWriter output, string name, string weights, string share, TrainedRun run) => output.Row(
        name, weights, share, ResultWriter.Percent(run["accuracy@1"]), ResultWriter.Percent(run["accuracy@5"]), Millions(PackedModel.StoredNumbers(run.Model)),
        ResultWriter.Megabytes(run.Result.Memory.Stored), run.Result.RowsPerSecond.ToString("F0", CultureInfo.InvariantCulture));

    private static string Millions(double count) => (count / 1e6).ToString("F3", CultureInfo.InvariantCulture);
}
