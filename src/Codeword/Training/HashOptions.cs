using System.ComponentModel;

namespace Codeword.Training;

/// <summary>
/// Deep hashing: codes of k bits for instances, learnt by a loss of others on the encoders of <see cref="LlcOptions"/>: what its codes are compared with in retrieval. A class's
/// code, by which the model classifies, is the sign of its mean output over the training rows.
/// </summary>
public sealed record HashOptions : NetworkOptions
{
    /// <summary>Starts from what LLC's first phase likes, but for the head of GreedyHash: against real outputs it may be fast, against their signs it must not.</summary>
    public HashOptions() => (SparseLearningRate, InputDropout, ClassLearningRate) = (0.5f, 0.2f, 0.3f);

    /// <summary>What is learnt.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a loss.</exception>
    [Description("what outputs are trained on")]
    public HashLoss Loss { get; init => field = Defined(value); }

    /// <summary>k, bits of a code, 1 to 512, with 2^k no less than the number of classes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("k, bits of a code, 1 to 512; 2^k is at least the number of classes")]
    public int Bits { get; init => field = InRange(value, 1, 512); } = 32;

    /// <summary>Passes over the training data, 1 to 1000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("passes over the training data")]
    public int Epochs { get; init => field = InRange(value, 1, 1000); } = 25;

    /// <summary>s of OrthoHash: logits are s times cosines. Above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("OrthoHash: what cosines are multiplied by")]
    public float Scale { get; init => field = InRange(value, 1e-3f, 1000); } = 8;

    /// <summary>m of OrthoHash: how much the cosine with the own class is lowered. 0 to 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("OrthoHash: how much the cosine with the own class is lowered")]
    public float Margin { get; init => field = InRange(value, 0, 2); } = 0.2f;

    /// <summary>α of GreedyHash: what the mean of ||z| − 1|³ is multiplied by. 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("GreedyHash: factor of the mean of ||z| - 1|^3")]
    public float Penalty { get; init => field = InRange(value, 0, 1000); } = 0.1f;

    /// <summary>a of HashNet: the logit of a pair is a/k times the inner product of its two instances. Above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("HashNet: factor of a pair's inner product, divided by k")]
    public float PairScale { get; init => field = InRange(value, 1e-3f, 1000); } = 10;

    /// <summary>g of HashNet: after a share s of the epochs β = √(1 + g·s). 0 or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("HashNet: growth g of beta = sqrt(1 + g * share of the epochs done)")]
    public float Continuation { get; init => field = InRange(value, 0, 1e6f); } = 50;

    /// <inheritdoc/>
    internal override int? CodeBits => Bits;
}
