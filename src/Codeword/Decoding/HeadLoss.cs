namespace Codeword.Decoding;

/// <summary>What the heads were trained to minimise, and with it what their outputs mean.</summary>
public enum HeadLoss
{
    /// <summary>Squared hinge, max(0, 1 − y·m)² a bucket: outputs are margins m. For one label or many.</summary>
    SquaredHinge,

    /// <summary>Cross-entropy of the softmax over a head's B buckets: outputs are logits. For exactly one label an example.</summary>
    Softmax,

    /// <summary>Binary cross-entropy of a sigmoid a bucket: outputs are logits. For one label or many.</summary>
    Logistic,
}
