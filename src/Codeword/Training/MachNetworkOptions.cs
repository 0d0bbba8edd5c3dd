using System.ComponentModel;
using Codeword.Decoding;

namespace Codeword.Training;

/// <summary>
/// MACH behind hidden layers, d → h → B: one encoder that R heads of B buckets share, with d·h + h·R·B weights, or one for each head, trained apart from all others as
/// MACH's authors do, with R·h·(d + B).
/// </summary>
public sealed record MachNetworkOptions : NetworkOptions
{
    /// <summary>Starts from rates that did best in a few trials on held-out rows of text: heads of buckets learn slower than those of as many classes.</summary>
    public MachNetworkOptions() => (Encoder, ClassLearningRate, SparseLearningRate) = (EncoderKind.EmbeddingBag, 1.5f, 0.4f);

    /// <summary>R, how many digits a codeword has and how many heads are trained. 1 to 4096.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("R, digits of a codeword and heads to train")]
    public int Repetitions { get; init => field = InRange(value, 1, 4096); } = 16;

    /// <summary>B, values of a digit. 2 to 1,048,576.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("B, values of a digit")]
    public int Buckets { get; init => field = InRange(value, 2, 1 << 20); } = 64;

    /// <summary>Share of the digits that are clustered (alike classes share a bucket), 0 to 1; the others tell the classes of a cluster apart.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("share of the digits that put alike classes into one bucket, 0 to 1")]
    public double ClusteredShare { get; init => field = InRange(value, 0, 1); } = 0.5;

    /// <summary>What the digits that are not clustered are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a kind.</exception>
    [Description("the other digits: Shuffled (equal loads) or Hashed (2-universal)")]
    public DigitKind Digits { get; init => field = Defined(value); }

    /// <summary>Whether all heads share one encoder; without, each repetition trains one of its own.</summary>
    [Description("one encoder for all heads; false: one for each, R times the weights")]
    public bool SharedEncoder { get; init; } = true;

    /// <summary>Rows the input features are hashed to, anew for each repetition's own encoder; 0 leaves features as they are. Up to 2²⁸.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("rows the input is hashed to for each repetition's own encoder; 0 = not hashed")]
    public int InputBuckets { get; init => field = InRange(value, 0, 1 << 28); }

    /// <summary>What heads minimise: Softmax for one label an example, Logistic for one or many. SquaredHinge is for linear heads alone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a loss.</exception>
    [Description("Softmax: cross-entropy over a head's buckets; Logistic: binary cross-entropy a bucket, for any number of labels")]
    public HeadLoss Loss { get; init => field = Defined(value); } = HeadLoss.Softmax;

    /// <summary>Passes over the training data, 1 to 1000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("passes over the training data")]
    public int Epochs { get; init => field = InRange(value, 1, 1000); } = 25;
}
