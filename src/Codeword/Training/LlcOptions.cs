using System.ComponentModel;
using Codeword.Training.Networks;

namespace Codeword.Training;

/// <summary>
/// LLC (Kusupati et al. 2021): class codes of k bits learnt end to end with the encoder (phase 1), then an instance's bits (phase 2).
/// </summary>
public sealed record LlcOptions : CodeOptions
{
    /// <summary>The defaults: among them, that classes with one learnt code are told apart.</summary>
    public LlcOptions() => RepairClashes = true;

    /// <summary>How gradients pass the sign of the class matrix.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not an estimator.</exception>
    [Description("how gradients pass the sign of the class matrix: Identity unchanged, Clipped only where it is within 1, Tanh as of tanh in its place")]
    public CodeEstimator Estimator { get; init => field = Defined(value); }

    /// <summary>Whether phase 1 replaces the instance's outputs by their signs as well, which the authors report to fail.</summary>
    [Description("in phase 1 take signs of what the encoder gives, too, not of the class matrix alone (known to fail)")]
    public bool BothBinary { get; init; }

    /// <summary>Standard deviation of the class matrix at the start: small, so that the first gradients decide its signs. Above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("standard deviation of the class matrix at the start")]
    public float InitialDeviation { get; init => field = InRange(value, 1e-6f, 100); } = 0.02f;

    /// <summary>The codebook phase 1 starts from; null to start from random numbers.</summary>
    [Description("the codebook that phase 1 starts from; small random numbers when not given, Given by --codebook")]
    public CodeKind? WarmStart { get; init => field = value is null ? null : Defined(value.Value); }
}
