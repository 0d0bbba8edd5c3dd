using Codeword.Data;

namespace Codeword.Novelty;

/// <summary>What a prediction leaves behind for its novelty to be judged by.</summary>
/// <param name="outputs">What the heads said, <see cref="Codes.Codebook.Outputs"/> numbers.</param>
internal readonly ref struct NoveltyEvidence(ReadOnlySpan<float> outputs)
{
    /// <summary>What the heads said.</summary>
    public ReadOnlySpan<float> Outputs { get; } = outputs;

    /// <summary>The best class; null where the decoder Exact names none.</summary>
    public LabelId? Best { get; init; }

    /// <summary>Its score; −∞ without one.</summary>
    public float Score { get; init; } = float.NegativeInfinity;

    /// <summary>Its probability; 0 without one.</summary>
    public float Probability { get; init; }

    /// <summary>ln Σ exp(scale·s) over the classes; without meaning where probabilities do not share 1.</summary>
    public double LogSum { get; init; }
}
