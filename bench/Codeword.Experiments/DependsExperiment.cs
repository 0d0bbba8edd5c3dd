using System.Globalization;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>What a Debian package needs, from its description: 17,827 labels, several an example. Settings are chosen by nDCG@5 on held-out training rows, at R 8.</summary>
internal static class DependsExperiment
{
    private static readonly string[] Metrics = ["P@1", "P@3", "P@5", "PSP@1", "PSP@3", "PSP@5"];

    public static void Run(string data, ResultWriter output)
    {
        output.Text("debian-depends, text (words and pairs of words, tf-idf), half of the digits clustered, squared hinge, seed 1, all processors.");
        output.Text("Chosen by nDCG@5 on held-out training rows at R 8; test rows are measured for the chosen setting alone.");
        output.Header(["setting", "R", "held-out nDCG@5", .. Metrics, "decoder", "MB", "training s", "rows/s"]);
        MachOptions best = new();
        double most = 0;
        foreach (int buckets in new[] { 64, 256 })
        {
            foreach (float weight in new[] { 1f, 3f })
            {
                var options = new MachOptions { Repetitions = 8, Buckets = buckets, PositiveWeight = weight, Refit = false };
                TrainedRun run = TrainedRun.Of(data, "debian-depends", options, text: true);
                double found = run.Validation("nDCG@5");
                (best, most) = found > most ? (options, found) : (best, most);
                output.Row([Setting(options), 8, Percent(found), .. Metrics.Select(_ => (object)""), .. Costs(run)]);
            }
        }

        foreach (int repetitions in new[] { 16, 32 })
        {
            TrainedRun run = TrainedRun.Of(data, "debian-depends", best with { Repetitions = repetitions, Refit = true }, text: true);
            output.Row([Setting(best), repetitions, Percent(run.Validation("nDCG@5")), .. Metrics.Select(metric => (object)Percent(run[metric])), .. Costs(run)]);
        }
    }

    private static string Setting(MachOptions options) => $"B {options.Buckets}, positive weight {options.PositiveWeight.ToString(CultureInfo.InvariantCulture)}";

    private static string Percent(double value) => ResultWriter.Percent(value);

    private static object[] Costs(TrainedRun run) =>
    [
        run.Model.Model.Decoder, ResultWriter.Megabytes(run.Result.Memory.Stored), run.TrainingSeconds.ToString("F1", CultureInfo.InvariantCulture),
        run.Result.RowsPerSecond.ToString("F0", CultureInfo.InvariantCulture),
    ];
}
