using System.Globalization;
using Codeword.Decoding;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>Several labels an example: direct hypernyms (wordnet_ml) and all ancestors (wordnet_anc).</summary>
internal static class MultiLabelExperiment
{
    private static readonly string[] Metrics = ["P@1", "P@3", "P@5", "PSP@1", "PSP@3", "PSP@5"];

    public static void Run(string data, ResultWriter output)
    {
        output.Text("svm features, B = 64, half clustered, seed 1; decoder and calibration chosen on held-out training rows.");
        output.Header(["set", "loss", "R", .. Metrics, "decoder", "MB", "training s"]);
        foreach (string set in new[] { "wordnet_ml", "wordnet_anc" })
        {
            foreach ((HeadLoss loss, int repetitions) in new[]
            {
                (HeadLoss.SquaredHinge, 32),
            })
            {
                TrainedRun run = TrainedRun.Of(data, set, new MachOptions { Repetitions = repetitions, Loss = loss });
                output.Row([
                    set, loss, repetitions, .. Metrics.Select(metric => (object)ResultWriter.Percent(run[metric])), run.Model.Model.Decoder,
                    ResultWriter.Megabytes(run.Result.Memory.Stored), run.TrainingSeconds.ToString("F1", CultureInfo.InvariantCulture)]);
            }
        }
    }
}
