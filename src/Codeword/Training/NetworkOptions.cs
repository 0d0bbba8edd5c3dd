using System.ComponentModel;

namespace Codeword.Training;

/// <summary>
/// What the methods trained end to end share: <see cref="MachNetworkOptions"/>, <see cref="LlcOptions"/>, <see cref="EcocOptions"/>, <see cref="HashOptions"/> and
/// <see cref="SoftmaxOptions"/>.
/// </summary>
public abstract record NetworkOptions : TrainingOptions
{
    private protected NetworkOptions()
    {
    }

    /// <summary>k of the codes that instances are given; null where there are none.</summary>
    internal virtual int? CodeBits => null;

    /// <summary>What stands between the features and the heads.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a kind.</exception>
    [Description("Linear; EmbeddingBag: a linear layer of --width; Mlp: rectified hidden layers of --width")]
    public EncoderKind Encoder { get; init => field = Defined(value); } = EncoderKind.Mlp;

    /// <summary>Units of each layer of the encoder. 1 to 65,536.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("units of each layer of the encoder")]
    public int Width { get; init => field = InRange(value, 1, 1 << 16); } = 256;

    /// <summary>Hidden layers of an Mlp, 1 to 3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("hidden layers of --encoder Mlp, 1 to 3")]
    public int HiddenLayers { get; init => field = InRange(value, 1, 3); } = 1;

    /// <summary>Whether hidden layers are batch-normalised before they are rectified; null for where the input is dense. Folded into the weights of the
    /// stored model.</summary>
    [Description("batch normalisation of hidden layers; where the input is dense when not given")]
    public bool? BatchNorm { get; init; }

    /// <summary>
    /// Whether the outputs that become bits are batch-normalised; null for where the input is dense, and for GreedyHash, which gains by it where OrthoHash loses.
    /// Hidden units are never negative, and what they have in common would give all classes one code. Folded into the weights of the stored model.
    /// </summary>
    [Description("batch normalisation before the sign; where the input is dense, and for GreedyHash, when not given")]
    public bool? BatchNormBits { get; init; }

    /// <summary>Share of hidden units dropped in training, 0 to 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("share of hidden units dropped in training")]
    public float Dropout { get; init => field = InRange(value, 0, 0.9f); } = 0.3f;

    /// <summary>Share of the input's features dropped in training where the input is sparse, 0 to 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("share of a sparse input's features dropped in training")]
    public float InputDropout { get; init => field = InRange(value, 0, 0.9f); }

    /// <summary>
    /// p of the transform of a sparse input: each value v becomes sign(v)·|v|ᵖ before rows are scaled to length 1. A dense input is standardised instead
    /// (each feature less its mean, divided by its deviation), which the stored model carries in its weights. Above 0, at most 4.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("power p of a sparse input: v becomes sign(v)*|v|^p, then rows are scaled to length 1")]
    public float InputPower { get; init => field = InRange(value, 1e-3f, 4); } = 0.7f;

    /// <summary>Examples a step. 1 to 65,536.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("examples a step")]
    public int BatchSize { get; init => field = InRange(value, 1, 1 << 16); } = 256;

    /// <summary>First learning rate of the layers; falls from epoch to epoch along a cosine within a phase. Above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("first learning rate of the layers; cosine schedule")]
    public float LearningRate { get; init => field = InRange(value, 1e-6f, 100); } = 0.1f;

    /// <summary>First learning rate of the embeddings of a sparse input (AdaGrad, one accumulator a feature). Above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("first learning rate of a sparse input's embeddings (AdaGrad); cosine schedule")]
    public float SparseLearningRate { get; init => field = InRange(value, 1e-6f, 100); } = 1;

    /// <summary>
    /// First learning rate of the class matrix: C of LLC, the head of GreedyHash, the real-valued head of <see cref="SoftmaxOptions"/>, or the heads of
    /// <see cref="MachNetworkOptions"/>; the head that SVD and CCA codes start from takes the defaults of <see cref="SoftmaxOptions"/>. Above 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("first learning rate of the class matrix, or of the digits' heads; cosine schedule")]
    public float ClassLearningRate { get; init => field = InRange(value, 1e-6f, 1000); } = 3;

    /// <summary>μ of stochastic gradient descent: v ← μ·v + g + λ·w. 0 to 0.999.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("momentum of stochastic gradient descent")]
    public float Momentum { get; init => field = InRange(value, 0, 0.999f); } = 0.875f;

    /// <summary>λ. 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("weight decay")]
    public float WeightDecay { get; init => field = InRange(value, 0, 1); } = 3.0517578e-5f;

    /// <summary>ε of the cross-entropy over classes, or over a digit's buckets: a target is 1 − ε for its class and ε/K for all. 0 to 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("label smoothing of the cross-entropy over classes or buckets")]
    public float LabelSmoothing { get; init => field = InRange(value, 0, 0.9f); } = 0.1f;
}
