using Codeword.Decoding;
using Codeword.Novelty;

namespace Codeword.Training;

/// <summary>What a fit taught about how the model is to be made.</summary>
/// <param name="Epochs">Epochs of each part of the fit.</param>
/// <param name="Share">Share of the weights that Sparse keeps.</param>
/// <param name="Choice">With the weights as they are stored.</param>
/// <param name="Exact">With float32 weights, where those that are stored are others.</param>
internal sealed record Trial(int[] Epochs, double Share, Choice Choice, Choice? Exact);

/// <summary>What held-out rows chose.</summary>
/// <param name="Decoder">The decoder.</param>
/// <param name="Probabilities">How scores become probabilities.</param>
/// <param name="Metrics">What was measured.</param>
internal sealed record Choice(Decoder Decoder, ProbabilityMap Probabilities, IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>When an example counts as novel; null where there were too few rows to tell.</summary>
    public NoveltyRule? Novelty { get; init; }
}
