using System.ComponentModel;

namespace Codeword.Training;

/// <summary>MACH (Medini et al. 2019): R independent heads of B buckets; memory O(R·B·d) instead of O(K·d).</summary>
public sealed record MachOptions : LinearOptions
{
    /// <summary>R, how many digits a codeword has and how many heads are trained. 1 to 4096.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("R, digits of a codeword and heads to train")]
    public int Repetitions { get; init => field = InRange(value, 1, 4096); } = 16;

    /// <summary>B, values of a digit. 2 to 16,777,216.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("B, values of a digit")]
    public int Buckets { get; init => field = InRange(value, 2, 1 << 24); } = 64;

    /// <summary>Share of the digits that are clustered (alike classes share a bucket), 0 to 1; the others tell the classes of a cluster apart.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("share of the digits that put alike classes into one bucket, 0 to 1")]
    public double ClusteredShare { get; init => field = InRange(value, 0, 1); } = 0.5;

    /// <summary>What the digits that are not clustered are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a kind.</exception>
    [Description("the other digits: Shuffled (equal loads) or Hashed (2-universal)")]
    public DigitKind Digits { get; init => field = Defined(value); }

    /// <summary>Rows the input features are hashed to, anew for each repetition; 0 leaves features as they are. Up to 2²⁸.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("rows the input is hashed to in each repetition; 0 = not hashed")]
    public int InputBuckets { get; init => field = InRange(value, 0, 1 << 28); }
}
