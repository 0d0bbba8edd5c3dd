using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>
/// Softmax and MACH behind a linear layer of a few units, in the best settings of docs/results/tried.md so far.
/// A shared layer of 256 has as many numbers as one of 16 for each head.
/// </summary>
internal static class LowRankSettings
{
    public static IEnumerable<(string Name, NetworkOptions Options)> All =>
    [
        .. ((int[])[16, 64, 256]).Select(rank => ($"low-rank softmax, {rank}", (NetworkOptions)Softmax(rank))),
        .. ((int[])[16, 64, 256]).Select(rank => ($"MACH R 16 B 64, shared layer of {rank}", (NetworkOptions)Mach(rank))),
        ("MACH R 16 B 64, a layer of 16 each", Mach(16) with { SharedEncoder = false, ClassLearningRate = 1, Epochs = 4 }),
    ];

    private static SoftmaxOptions Softmax(int rank) => new()
    {
        Encoder = EncoderKind.EmbeddingBag,
        Width = rank,
        Dropout = 0,
        LabelSmoothing = 0,
        ClassLearningRate = rank < 64 ? 5 : 1.5f,
    };

    private static MachNetworkOptions Mach(int rank) => new() { Width = rank, Dropout = 0, LabelSmoothing = 0 };
}
