using System.Globalization;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>
/// Softmax and MACH behind a linear layer of a few units. Each is trained at the same class rates and words dropped; held-out rows choose.
/// A shared layer of 256 has as many numbers as one of 16 for each head.
/// </summary>
internal static class LowRankSettings
{
    private static readonly (float Rate, float Dropped)[] Tried = [(0.5f, 0), (1.5f, 0), (5, 0), (1.5f, 0.2f)];

    public static IEnumerable<(string Name, NetworkOptions Options)> All =>
    [
        .. ((int[])[16, 64, 256]).Select(rank => ($"low-rank softmax, {rank}", (NetworkOptions)Start(new SoftmaxOptions(), rank))),
        .. ((int[])[16, 64, 256]).Select(rank => ($"MACH R 16 B 64, shared layer of {rank}", (NetworkOptions)Start(new MachNetworkOptions(), rank))),
        ("MACH R 16 B 64, a layer of 16 each", Start(new MachNetworkOptions { SharedEncoder = false }, 16)),
    ];

    /// <summary>The setting whose held-out nDCG@5 is best, measured on test rows, and what all settings had.</summary>
    public static (TrainedRun Best, string Tried) Tune(string data, NetworkOptions options)
    {
        TrainedRun? best = null;
        List<string> tried = [];
        foreach ((float rate, float dropped) in Tried)
        {
            TrainedRun run = TrainedRun.Of(data, "wordnet", options with { ClassLearningRate = rate, InputDropout = dropped });
            double quality = run.Validation("nDCG@5");
            tried.Add(string.Create(CultureInfo.InvariantCulture, $"rate {rate}{(dropped > 0 ? $", {dropped:P0} of the words dropped" : "")} {ResultWriter.Percent(quality)}"));
            best = best is null || quality > best.Validation("nDCG@5") ? run : best;
        }

        return (best!, string.Join("; ", tried));
    }

    private static NetworkOptions Start(NetworkOptions options, int rank) =>
        options with { Encoder = EncoderKind.EmbeddingBag, Width = rank, Dropout = 0, LabelSmoothing = 0 };
}
