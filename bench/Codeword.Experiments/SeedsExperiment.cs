using System.Globalization;
using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>The most accurate settings over five seeds, and a paired test against saved top-5 predictions of another system.</summary>
internal static class SeedsExperiment
{
    private const int Seeds = 5;

    public static void Run(string data, ResultWriter output, string? peerFile)
    {
        output.Text("wordnet, single label; settings chosen on held-out training rows; mean ± standard deviation over seeds 1 to 5.");
        output.Header("input", "R", "B", "accuracy@1", "accuracy@5", "macro", "MB", "training s", "rows/s");
        foreach ((bool text, int repetitions) in new[] { (false, 16), (false, 64), (true, 16) })
        {
            TrainedRun[] runs = [.. Enumerable.Range(1, Seeds).Select(seed => TrainedRun.Of(data, "wordnet", Options(repetitions, seed, text), text))];
            output.Row(
                text ? "text" : "svm", repetitions, 64, Of(runs, "accuracy@1"), Of(runs, "accuracy@5"), Of(runs, "macro-accuracy"),
                ResultWriter.Megabytes(runs[0].Result.Memory.Stored),
                runs.Average(run => run.TrainingSeconds).ToString("F1", CultureInfo.InvariantCulture),
                runs.Average(run => run.Result.RowsPerSecond).ToString("F0", CultureInfo.InvariantCulture));
            if (peerFile is not null)
            {
                Compare(output, runs, peerFile, $"{(text ? "text" : "svm")} R = {repetitions}");
            }
        }
    }

    public static MachOptions Options(int repetitions, int seed, bool text) => new()
    {
        Repetitions = repetitions,
        Seed = (ulong)seed,
        Text = text ? new TextFeaturizerOptions { LeadingWords = 3, PrefixLength = 5 } : new TextFeaturizerOptions(),
    };

    private static string Of(TrainedRun[] runs, string metric) => ResultWriter.MeanAndSpread([.. runs.Select(run => run[metric])]);

    private static void Compare(ResultWriter output, TrainedRun[] runs, string peerFile, string setting)
    {
        foreach (int k in new[] { 1, 5 })
        {
            bool[] peer = PeerHits(runs[0], peerFile, k);
            foreach ((TrainedRun run, int seed) in runs.Select((run, i) => (run, i + 1)))
            {
                bool[] own = run.Hits(k);
                McNemarResult test = PairedComparison.McNemar(own, peer);
                DifferenceInterval interval = PairedComparison.Bootstrap(
                    [.. own.Select(hit => hit ? 1.0 : 0)], [.. peer.Select(hit => hit ? 1.0 : 0)], seed: 1);
                output.Text(string.Create(
                    CultureInfo.InvariantCulture,
                    $"\n{setting}, seed {seed}, accuracy@{k} against {Path.GetFileName(peerFile)}: only ours {test.OnlyFirst}, only theirs "
                    + $"{test.OnlySecond}, exact McNemar p = {test.ExactP:G3}; difference {100 * interval.Difference:F2} points, 95 % interval "
                    + $"{100 * interval.Low:F2} to {100 * interval.High:F2}."));
            }
        }
    }

    private static bool[] PeerHits(TrainedRun run, string file, int k)
    {
        string[] lines = File.ReadAllLines(file);
        bool[] hits = new bool[run.Test.Count];
        for (int row = 0; row < hits.Length; row++)
        {
            string truth = run.Model.Labels[run.Test.LabelsOf(row)[0]];
            hits[row] = lines[row].Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(k).Contains(truth);
        }

        return hits;
    }
}
