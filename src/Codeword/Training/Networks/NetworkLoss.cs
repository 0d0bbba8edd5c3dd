using Codeword.Numerics;

namespace Codeword.Training.Networks;

/// <summary>What a network's outputs are held against, with weights of its own where it has some.</summary>
internal abstract class NetworkLoss
{
    /// <summary>The mean loss of a batch; <paramref name="gradient"/> receives its gradient by the outputs.</summary>
    /// <param name="outputs">Batch × width.</param>
    /// <param name="classes">The class of each row, as <see cref="LabelledRows"/> has it.</param>
    /// <param name="costs">What the loss of each row is multiplied by.</param>
    /// <param name="gradient">Batch × width.</param>
    /// <param name="pass">The threads.</param>
    public abstract double Evaluate(Matrix outputs, ReadOnlyMemory<int> classes, ReadOnlyMemory<float> costs, Matrix gradient, in Pass pass);

    /// <summary>Told before an epoch, of which there are E in the schedule: what changes along the way is of the epoch alone.</summary>
    public virtual void Begin(int epoch, int epochs)
    {
    }

    /// <summary>Takes one step down the gradient of its own weights.</summary>
    public virtual void Step(in StepSize step)
    {
    }

    /// <summary>Its own weights with their optimizer's state.</summary>
    public virtual IEnumerable<float[]> State => [];

    /// <summary>A copy of its own weights, in the memory of an earlier one where there is one.</summary>
    public virtual float[] Save(float[]? into = null) => into ?? [];

    /// <summary>Puts a copy back.</summary>
    public virtual void Restore(float[] copy)
    {
    }
}
