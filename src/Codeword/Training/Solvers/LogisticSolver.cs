using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Codeword.Numerics;

namespace Codeword.Training.Solvers;

/// <summary>
/// Logistic heads by AdaGrad (Duchi et al. 2011, diagonal form): G += g², w −= rate·g/(√G + ε), one G a weight. The gradient of a row's binary
/// cross-entropy by its outputs m is σ(m) − t, bucket by bucket, with t the 0/1 targets.
/// </summary>
internal sealed class LogisticSolver : HeadSolver
{
    private const float Epsilon = 1e-6f;
    private readonly ExampleCosts _cost;
    private readonly float[] _squares;

    /// <summary>A solver for a block of buckets.</summary>
    public LogisticSolver(RowMatrix rows, ExampleCosts cost, BucketRange range)
        : base(rows, range.Stride)
    {
        _cost = cost;
        _squares = new float[Weights.Length];
    }

    /// <inheritdoc/>
    public override IEnumerable<Memory<float>> State => [Weights, _squares];

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        Array.Clear(_squares);
    }

    /// <inheritdoc/>
    private protected override (double Loss, float Violation) Visit(int row, ReadOnlySpan<int> positives, int buckets, float rate)
    {
        ReadOnlySpan<int> indices = Rows.Indices(row);
        ReadOnlySpan<float> values = Rows.Values(row);
        RowKernels.Multiply(indices, values, Weights, Margins);
        double loss = Sigmoid.LossAndGradient(Margins, buckets, positives);
        Step(indices, values, rate, _cost[row]);
        return (loss, float.PositiveInfinity);
    }

    /// <inheritdoc/>
    private protected override bool HasConverged(float violation) => false;

    private void Step(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, float rate, float cost)
    {
        ref float w = ref MemoryMarshal.GetArrayDataReference(Weights);
        ref float s = ref MemoryMarshal.GetArrayDataReference(_squares);
        ref float g = ref MemoryMarshal.GetArrayDataReference(Margins);
        var epsilon = Vector512.Create(Epsilon);
        var speed = Vector512.Create(rate);
        for (int i = 0; i < indices.Length; i++)
        {
            nuint start = (nuint)(uint)indices[i] * (nuint)Stride;
            var x = Vector512.Create(values[i] * cost);
            for (nuint b = 0; b < (nuint)Stride; b += VectorMath.Lanes)
            {
                ref float weight = ref Unsafe.Add(ref w, start + b);
                ref float square = ref Unsafe.Add(ref s, start + b);
                Vector512<float> gradient = x * Vector512.LoadUnsafe(ref g, b);
                Vector512<float> sum = Vector512.FusedMultiplyAdd(gradient, gradient, Vector512.LoadUnsafe(ref square));
                sum.StoreUnsafe(ref square);
                (Vector512.LoadUnsafe(ref weight) - (speed * gradient / (Vector512.Sqrt(sum) + epsilon))).StoreUnsafe(ref weight);
            }
        }
    }
}
