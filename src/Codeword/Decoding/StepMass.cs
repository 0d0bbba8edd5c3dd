using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>Σ exp(−unit·(steps − reference)) over sums of steps that pass block by block, the reference being the least of them.</summary>
/// <param name="unit">What a step takes off the exponent, finite.</param>
internal struct StepMass(float unit)
{
    // Below, Exp is 0.
    private const float Vanishing = 87;

    /// <summary>Steps whose term is 1: the least so far.</summary>
    public int Reference { get; private set; } = int.MaxValue;

    /// <summary>The sum, 1 or more once there is a class.</summary>
    public double Sum { get; private set; }

    /// <summary>Takes a block in.</summary>
    /// <param name="sums">Whole vectors of steps; int.MaxValue stands for no class.</param>
    /// <param name="lowest">The least of them.</param>
    public void Add(ReadOnlySpan<int> sums, int lowest)
    {
        if (lowest < Reference)
        {
            Sum *= VectorMath.Exp(-unit * (Reference - lowest));
            Reference = lowest;
        }

        if (unit * (lowest - Reference) <= Vanishing)
        {
            Sum += Terms(sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly float Terms(ReadOnlySpan<int> sums)
    {
        ref int s = ref MemoryMarshal.GetReference(sums);
        var none = Vector512.Create(int.MaxValue);
        var from = Vector512.Create(Reference);
        var scale = Vector512.Create(-unit);
        Vector512<float> total = default;
        for (nuint i = 0; i < (nuint)sums.Length; i += VectorMath.Lanes)
        {
            Vector512<int> steps = Vector512.LoadUnsafe(ref s, i);
            Vector512<float> term = VectorMath.Exp(scale * Vector512.ConvertToSingle(steps - from));
            total += Vector512.ConditionalSelect(Vector512.Equals(steps, none).AsSingle(), Vector512<float>.Zero, term);
        }

        return VectorMath.Sum(total);
    }
}
