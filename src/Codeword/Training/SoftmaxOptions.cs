using System.ComponentModel;

namespace Codeword.Training;

/// <summary>One real-valued output a class on an encoder, trained by softmax: what codes are compared with. Memory O(K·width).</summary>
public sealed record SoftmaxOptions : NetworkOptions
{
    /// <summary>Starts from what a real-valued head likes: a slower class matrix and slower embeddings than codes.</summary>
    public SoftmaxOptions() => (ClassLearningRate, SparseLearningRate) = (1.5f, 0.4f);

    /// <summary>Passes over the training data, 1 to 1000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("passes over the training data")]
    public int Epochs { get; init => field = InRange(value, 1, 1000); } = 25;

    /// <summary>d: units of a linear layer between the encoder and the head, 1 to 65,536; null for none. What it gives is a real-valued feature of d dimensions.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of range.</exception>
    [Description("units of a linear layer between encoder and head; none when not given")]
    public int? Bottleneck { get; init => field = value is null ? null : InRange(value.Value, 1, 1 << 16); }
}
