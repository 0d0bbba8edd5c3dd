namespace Codeword.Training;

/// <summary>What stands between the features and the heads. A closed set: <see cref="Models.Encoder"/> is what each becomes in a model.</summary>
public enum EncoderKind
{
    /// <summary>Nothing: heads are linear in the features.</summary>
    Linear,

    /// <summary>Σⱼ xⱼ·E[j], an embedding of each feature, summed: linear of low rank, trained without ever laying out the input.</summary>
    EmbeddingBag,

    /// <summary>One to three hidden layers of rectified units; the first is an embedding bag where the input is sparse.</summary>
    Mlp,
}
