using System.Globalization;
using Codeword.Decoding;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>One-vs-all through the same trainer beside MACH, each loss tuned on the same held-out rows over the same number of settings.</summary>
internal static class BaselinesExperiment
{
    private static readonly float[] Rates = [1, 2, 4, 8];
    private static readonly float[] Costs = [0.25f, 0.5f, 1, 2];

    public static void Run(string data, ResultWriter output)
    {
        output.Text("wordnet, single label, svm features, seed 1. Every method and loss is trained on nine tenths of the training rows with the "
            + "same four settings (softmax: learning rate 1, 2, 4, 8; squared hinge: C 0.25, 0.5, 1, 2); the best one on the other tenth is measured on the test rows.");
        output.Header(
            "method", "loss", "setting", "tried: validation accuracy@1", "validation accuracy@1", "accuracy@1", "accuracy@5",
            "parameters (millions)", "MB", "training s", "rows/s");
        foreach (HeadLoss loss in new[] { HeadLoss.SquaredHinge, HeadLoss.Softmax })
        {
            foreach (string method in new[] { "mach R32", "one-vs-all" })
            {
                RunBest(data, output, method, loss);
            }
        }
    }

    private static void RunBest(string data, ResultWriter output, string method, HeadLoss loss)
    {
        float best = 0;
        TrainedRun? run = null;
        List<string> tried = [];
        foreach (float setting in loss == HeadLoss.Softmax ? Rates : Costs)
        {
            TrainedRun trial = TrainedRun.Of(data, "wordnet", Options(method, loss, setting));
            tried.Add(string.Create(CultureInfo.InvariantCulture, $"{setting}: {ResultWriter.Percent(trial.Validation("accuracy@1"))}"));
            if (run is null || trial.Validation("accuracy@1") > run.Validation("accuracy@1"))
            {
                (best, run) = (setting, trial);
            }
        }

        output.Row(
            method, loss, best, string.Join("; ", tried),
            ResultWriter.Percent(run!.Validation("accuracy@1")), ResultWriter.Percent(run["accuracy@1"]), ResultWriter.Percent(run["accuracy@5"]),
            (run.Model.Model.Heads.WeightCount / 1e6).ToString("F1", CultureInfo.InvariantCulture),
            ResultWriter.Megabytes(run.Result.Memory.Stored), run.TrainingSeconds.ToString("F1", CultureInfo.InvariantCulture),
            run.Result.RowsPerSecond.ToString("F0", CultureInfo.InvariantCulture));
    }

    private static TrainingOptions Options(string method, HeadLoss loss, float setting)
    {
        float cost = loss == HeadLoss.SquaredHinge ? setting : 1;
        float rate = loss == HeadLoss.Softmax ? setting : 1;
        return method == "one-vs-all"
            ? new OneVsAllOptions { Loss = loss, Cost = cost, LearningRate = rate, Refit = false }
            : new MachOptions { Loss = loss, Cost = cost, LearningRate = rate, Refit = false, Repetitions = int.Parse(method["mach R".Length..], CultureInfo.InvariantCulture) };
    }
}
