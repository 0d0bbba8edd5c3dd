namespace Codeword.Models;

/// <summary>
/// What stands between the input transform and the heads: a map F from an example's features to a vector. The set of kinds is closed; each has a number in
/// the model file. An encoder is immutable and shared by threads, the scratch is the caller's.
/// </summary>
public abstract class Encoder
{
    private protected Encoder()
    {
    }

    /// <summary>Rows of features it takes: as many as the input transform gives, the bias among them.</summary>
    public abstract long Inputs { get; }

    /// <summary>Elements of F(x).</summary>
    public abstract int Outputs { get; }

    /// <summary>1 where every group of heads reads all of F(x); else each of as many groups reads a part of its own.</summary>
    public virtual int Parts => 1;

    /// <summary>How many weights there are.</summary>
    public abstract long WeightCount { get; }

    /// <summary>Bytes of the weights, with their scales.</summary>
    public abstract long StoredBytes { get; }

    /// <summary>The weights of all layers, in the order of a file; of one format.</summary>
    internal abstract IEnumerable<HeadWeights> Matrices { get; }

    /// <summary>The same encoder with float32 weights in another format; as it is for Sparse, whose threshold is the heads'.</summary>
    internal abstract Encoder To(WeightFormat format);

    /// <summary>The elements of F(x) that a group of heads reads.</summary>
    internal virtual Range PartOf(int group) => ..Outputs;

    /// <summary>Floats of scratch that <see cref="Encode"/> needs.</summary>
    public abstract int ScratchLength { get; }

    /// <summary>Computes F(x).</summary>
    /// <param name="indices">Feature indices, as <see cref="InputTransform"/> gives them.</param>
    /// <param name="values">Their values.</param>
    /// <param name="outputs">Receives <see cref="Outputs"/> elements.</param>
    /// <param name="scratch"><see cref="ScratchLength"/> floats.</param>
    internal abstract void Encode(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> outputs, Span<float> scratch);
}
