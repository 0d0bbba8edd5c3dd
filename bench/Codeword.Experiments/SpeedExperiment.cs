using System.Globalization;
using Codeword.Evaluation;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>Training time and rows a second against accuracy, as R grows; each figure the median of five measurements of the test part.</summary>
internal static class SpeedExperiment
{
    public static void Run(string data, ResultWriter output)
    {
        output.Text("wordnet, single label, svm features, seed 1, all processors. rows/s: features to the five best classes.");
        output.Header("R", "B", "refit", "accuracy@1", "accuracy@5", "training s", "rows/s median", "rows/s best", "MB");
        foreach ((int repetitions, int buckets, bool refit) in new[]
        {
            (4, 64, true), (8, 64, true), (16, 64, true), (64, 64, true),
        })
        {
            TrainedRun run = TrainedRun.Of(data, "wordnet", new MachOptions { Repetitions = repetitions, Buckets = buckets, Refit = refit });
            double[] speeds = [.. Enumerable.Range(0, 5).Select(_ => Evaluator.Evaluate(run.Model, run.Test, [1, 5]).RowsPerSecond).Order()];
            output.Row(
                repetitions, buckets, refit, ResultWriter.Percent(run["accuracy@1"]), ResultWriter.Percent(run["accuracy@5"]),
                run.TrainingSeconds.ToString("F1", CultureInfo.InvariantCulture), speeds[2].ToString("F0", CultureInfo.InvariantCulture),
                speeds[4].ToString("F0", CultureInfo.InvariantCulture), ResultWriter.Megabytes(run.Result.Memory.Stored));
        }
    }
}
