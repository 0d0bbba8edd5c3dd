using Codeword.Numerics;

namespace Codeword.Training.Networks;

/// <summary>A network's first linear map, from examples to a batch of vectors. The bias is the constant feature of the input.</summary>
internal abstract class InputMap
{
    /// <summary>How wide its outputs are.</summary>
    public abstract int Width { get; }

    /// <summary>All that one step hands to the next, the optimizer's state included.</summary>
    public abstract IEnumerable<float[]> State { get; }

    /// <summary>Maps a batch.</summary>
    public abstract Matrix Forward(in Batch batch, in Pass pass);

    /// <summary>Takes the gradient by the outputs of the batch mapped last.</summary>
    public abstract void Backward(in Batch batch, Matrix gradient, in Pass pass);

    /// <summary>Takes one step down the gradient.</summary>
    public abstract void Step(in StepSize step);

    /// <summary>The weights as they are applied to raw features: (features + bias) × width.</summary>
    public abstract void CopyWeights(Models.WeightMatrix weights);

    /// <summary>A copy of all that is learnt, in the memory of an earlier one where there is one.</summary>
    public abstract float[] Save(float[]? into = null);

    /// <summary>Puts a copy back.</summary>
    public abstract void Restore(float[] copy);

    /// <summary>Forgets the state of its optimizer.</summary>
    public abstract void Rest();
}
