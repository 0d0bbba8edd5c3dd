using System.Numerics.Tensors;
using Codeword.Numerics;

namespace Codeword.Training.Networks;

/// <summary>Weights that stochastic gradient descent with momentum trains: v ← μ·v + g + λ·w, w ← w − rate·v.</summary>
internal sealed class Parameter
{
    private readonly float[] _velocity;

    public Parameter(int rows, int columns)
    {
        Value = new Matrix(rows, columns);
        Gradient = new Matrix(rows, columns);
        _velocity = new float[Value.Data.Length];
    }

    /// <summary>w.</summary>
    public Matrix Value { get; }

    /// <summary>g, the mean over the batch.</summary>
    public Matrix Gradient { get; }

    /// <summary>Draws all weights from a normal distribution.</summary>
    public void Draw(float deviation, ref SplitMix64 random)
    {
        foreach (ref float weight in Value.Span)
        {
            weight = deviation * random.NextGaussian();
        }
    }

    /// <summary>Takes one step.</summary>
    public void Step(in StepSize step)
    {
        ReadOnlySpan<float> gradient = Gradient.Span;
        TensorPrimitives.MultiplyAdd(_velocity, step.Momentum, gradient, _velocity);
        if (step.WeightDecay != 0)
        {
            TensorPrimitives.MultiplyAdd(Value.Span, step.WeightDecay, _velocity, _velocity);
        }

        TensorPrimitives.MultiplyAdd(_velocity, -step.Rate, Value.Span, Value.Span);
    }

    /// <summary>Forgets which way it was moving.</summary>
    public void Rest() => Array.Clear(_velocity);
}

/// <summary>One step of an optimizer.</summary>
/// <param name="Rate">Learning rate of weights that gradient descent with momentum trains.</param>
/// <param name="SparseRate">Learning rate of weights of a sparse input.</param>
/// <param name="Momentum">μ.</param>
/// <param name="WeightDecay">λ.</param>
internal readonly record struct StepSize(float Rate, float SparseRate, float Momentum, float WeightDecay);
