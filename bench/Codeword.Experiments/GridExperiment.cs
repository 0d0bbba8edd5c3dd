using System.Globalization;
using Codeword.Codes;
using Codeword.Decoding;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>Accuracy over the number of buckets and repetitions, with the pairs of classes no decoder can tell apart beside it.</summary>
internal static class GridExperiment
{
    private const int Most = 64;
    private static readonly int[] Buckets = [8, 16, 32, 64, 128, 256];
    private static readonly Decoder Decoder = new(DecoderKind.Hinge, 8);

    public static void Run(string data, ResultWriter output)
    {
        output.Text("wordnet, single label, svm features, seed 1, squared hinge, decoder Hinge(8). Heads are independent: R = 64 heads are trained for");
        output.Text("each B, and smaller R measured on a part of them. Hashed: all digits 2-universal; mixed: half clustered, half shuffled.");
        output.Header("digits", "B", "R", "parameters (millions)", "accuracy@1", "accuracy@5", "indistinguishable pairs", "K(K−1)/2·B^−R");
        TrainedRun oneVsAll = TrainedRun.Of(data, "wordnet", new OneVsAllOptions { ValidationShare = 0 });
        output.Row(
            "one-vs-all", oneVsAll.Model.Labels.Count, 1, (oneVsAll.Model.Model.Heads.WeightCount / 1e6).ToString("F1", CultureInfo.InvariantCulture),
            ResultWriter.Percent(oneVsAll["accuracy@1"]), ResultWriter.Percent(oneVsAll["accuracy@5"]), 0, "0");
        foreach (bool mixed in new[] { true, false })
        {
            foreach (int buckets in Buckets)
            {
                RunBuckets(data, output, mixed, buckets);
                GC.Collect();
            }
        }
    }

    private static void RunBuckets(string data, ResultWriter output, bool mixed, int buckets)
    {
        TrainedRun run = TrainedRun.Of(data, "wordnet", new MachOptions
        {
            Repetitions = Most,
            Buckets = buckets,
            ClusteredShare = mixed ? 0.5 : 0,
            Digits = mixed ? DigitKind.Shuffled : DigitKind.Hashed,
            ValidationShare = 0,
            Decoder = Decoder.Kind,
            HingePower = Decoder.Power,
        });
        Codebook codebook = run.Model.Codebook;
        var subset = new ColumnSubset(run.Model.Model, run.Test);
        double classes = codebook.Classes;
        foreach (int repetitions in new[] { 4, 8, 16, 32, 64 })
        {
            int[] columns = mixed
                ? [.. Enumerable.Range(0, repetitions / 2), .. Enumerable.Range(Most / 2, repetitions / 2)]
                : [.. Enumerable.Range(0, repetitions)];
            (double first, double five) = subset.Measure(columns, Decoder);
            CodebookReport report = CodebookReport.Of(new Codebook(columns.Select(r => codebook.Columns[r])));
            output.Row(
                mixed ? "mixed" : "hashed", buckets, repetitions,
                (run.Model.Model.Heads.Transform.Rows * (long)buckets * repetitions / 1e6).ToString("F1", CultureInfo.InvariantCulture),
                ResultWriter.Percent(first), ResultWriter.Percent(five), report.IndistinguishablePairs,
                mixed ? "no such bound" : (classes * (classes - 1) / 2 * Math.Pow(buckets, -repetitions)).ToString("G3", CultureInfo.InvariantCulture));
        }
    }
}
