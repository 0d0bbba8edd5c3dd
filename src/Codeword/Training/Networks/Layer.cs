using Codeword.Numerics;

namespace Codeword.Training.Networks;

/// <summary>A map from a batch of vectors to another, with its gradient.</summary>
internal abstract class Layer
{
    /// <summary>How wide its outputs are.</summary>
    public abstract int Width { get; }

    /// <summary>Maps a batch; the result is the layer's own until the next call.</summary>
    public abstract Matrix Forward(Matrix input, in Pass pass);

    /// <summary>Takes the gradient by the outputs of the batch mapped last, and gives that by its inputs.</summary>
    public abstract Matrix Backward(Matrix input, Matrix gradient, in Pass pass);

    /// <summary>What gradient descent trains.</summary>
    public virtual IEnumerable<Parameter> Parameters => [];

    /// <summary>What is learnt beside it.</summary>
    public virtual IEnumerable<float[]> Statistics => [];
}
