using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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

    /// <summary>w and v: all that one step hands to the next.</summary>
    public IEnumerable<float[]> State => [Value.Data, _velocity];

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
        ref float w = ref MemoryMarshal.GetArrayDataReference(Value.Data);
        ref float g = ref MemoryMarshal.GetArrayDataReference(Gradient.Data);
        ref float v = ref MemoryMarshal.GetArrayDataReference(_velocity);
        Vector512<float> momentum = Vector512.Create(step.Momentum), decay = Vector512.Create(step.WeightDecay), rate = Vector512.Create(-step.Rate);
        nuint count = (nuint)_velocity.Length;
        nuint i = 0;
        for (; i + VectorMath.Lanes <= count; i += VectorMath.Lanes)
        {
            Vector512<float> weight = Vector512.LoadUnsafe(ref w, i);
            Vector512<float> pull = Vector512.FusedMultiplyAdd(decay, weight, Vector512.LoadUnsafe(ref g, i));
            Vector512<float> velocity = Vector512.FusedMultiplyAdd(momentum, Vector512.LoadUnsafe(ref v, i), pull);
            velocity.StoreUnsafe(ref v, i);
            Vector512.FusedMultiplyAdd(rate, velocity, weight).StoreUnsafe(ref w, i);
        }

        for (; i < count; i++)
        {
            ref float weight = ref Unsafe.Add(ref w, i);
            ref float velocity = ref Unsafe.Add(ref v, i);
            velocity = MathF.FusedMultiplyAdd(step.Momentum, velocity, MathF.FusedMultiplyAdd(step.WeightDecay, weight, Unsafe.Add(ref g, i)));
            weight = MathF.FusedMultiplyAdd(-step.Rate, velocity, weight);
        }
    }

    /// <summary>Forgets which way it was moving.</summary>
    public void Rest() => Array.Clear(_velocity);
}
