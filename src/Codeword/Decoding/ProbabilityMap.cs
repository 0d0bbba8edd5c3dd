using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>
/// The calibrated map from scores to probabilities, fitted on validation data. For one label: p = exp(scale·s)/Σ exp(scale·s) over all classes
/// (temperature scaling; 1/scale is the temperature). For many: p = σ(scale·s + offset) a label (Platt).
/// </summary>
/// <param name="IsSoftmax">Whether the classes of an example share a probability of 1.</param>
/// <param name="Scale">Slope, above 0.</param>
/// <param name="Offset">Shift of the sigmoid; 0 for softmax.</param>
public readonly record struct ProbabilityMap(bool IsSoftmax, float Scale, float Offset)
{
    /// <summary>The probability of a class.</summary>
    /// <param name="score">The class's score.</param>
    /// <param name="logSum">ln Σ exp(scale·s) over all classes; without meaning for the sigmoid.</param>
    public float Probability(float score, double logSum) => IsSoftmax
        ? Math.Clamp(VectorMath.Exp((float)Math.Min(0, (Scale * (double)score) - logSum)), 0, 1)
        : Sigmoid.Of((Scale * score) + Offset);
}
