using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Codeword.Numerics;

namespace Codeword.Training.Solvers;

/// <summary>
/// L2-regularised squared-hinge classifiers, one a bucket, by dual coordinate descent (Hsieh et al. 2008, algorithm 1 for the L2 loss):
/// min ½‖w‖² + Σᵢ Cᵢ·max(0, 1 − yᵢ w·xᵢ)², Cᵢ = C·costᵢ (times the positive weight where yᵢ = +1).
/// All buckets of a block take their step on an example together, in the lanes of vectors; each bucket's problem stays independent.
/// Steps per bucket: G = y m − 1 + α/(2C), α ← max(0, α − G/(‖x‖² + 1/(2C))), w += Δα·y·x.
/// </summary>
internal sealed class SquaredHingeSolver : HeadSolver
{
    private const float Converged = 1e-3f;
    private readonly float[] _cost;
    private readonly float _c;
    private readonly float _positiveC;
    private readonly float[] _duals;
    private readonly float[] _step;

    /// <summary>A solver for up to <paramref name="stride"/> buckets.</summary>
    public SquaredHingeSolver(RowMatrix rows, float[] cost, int stride, float c, float positiveWeight)
        : base(rows, stride)
    {
        _cost = cost;
        _c = c;
        _positiveC = c * positiveWeight;
        _duals = new float[checked(rows.Count * stride)];
        _step = new float[stride];
    }

    /// <summary>Starts a new block of buckets from zero.</summary>
    public override void Reset()
    {
        base.Reset();
        Array.Clear(_duals);
    }

    /// <inheritdoc/>
    private protected override (double Loss, float Violation) Visit(int row, ReadOnlySpan<int> positives, float rate)
    {
        ReadOnlySpan<int> indices = Rows.Indices(row);
        ReadOnlySpan<float> values = Rows.Values(row);
        RowKernels.Multiply(indices, values, Weights, Margins);
        Span<float> duals = _duals.AsSpan(row * Stride, Stride);
        float squaredNorm = Rows.SquaredNorms[row];

        // The positives' steps are computed first, from the margins and duals that the sweep over all lanes then treats as negatives.
        Span<float> kept = stackalloc float[Math.Min(positives.Length, 64)];
        float[]? rented = positives.Length > kept.Length ? new float[positives.Length] : null;
        Span<float> positiveDuals = rented ?? kept;
        for (int i = 0; i < positives.Length; i++)
        {
            positiveDuals[i] = duals[positives[i]];
        }

        (double loss, float violation) = StepNegatives(duals, squaredNorm, 1 / (2 * _c * _cost[row]));
        float regularizer = 1 / (2 * _positiveC * _cost[row]);
        for (int i = 0; i < positives.Length; i++)
        {
            int bucket = positives[i];
            float margin = Margins[bucket];
            float asNegative = Math.Max(0, 1 + margin);
            float asPositive = Math.Max(0, 1 - margin);
            loss += ((double)asPositive * asPositive) - ((double)asNegative * asNegative);
            float gradient = margin - 1 + (positiveDuals[i] * regularizer);
            float dual = Math.Max(0, positiveDuals[i] - (gradient / (squaredNorm + regularizer)));
            duals[bucket] = dual;
            _step[bucket] = dual - positiveDuals[i];
            violation = Math.Max(violation, Math.Abs(_step[bucket]));
        }

        if (violation > 0)
        {
            RowKernels.AddOuter(indices, values, _step, Weights);
        }

        return (loss, violation);
    }

    /// <inheritdoc/>
    private protected override bool HasConverged(float violation) => violation < Converged;

    // y = −1 in every lane: with m = w·x, G = −m − 1 + α/(2C) = α·regularizer − hinge.
    private (double Loss, float Violation) StepNegatives(Span<float> duals, float squaredNorm, float regularizer)
    {
        ref float a = ref MemoryMarshal.GetReference(duals);
        ref float m = ref MemoryMarshal.GetArrayDataReference(Margins);
        ref float d = ref MemoryMarshal.GetArrayDataReference(_step);
        var r = Vector512.Create(regularizer);
        var inverse = Vector512.Create(1 / (squaredNorm + regularizer));
        Vector512<float> loss = default;
        Vector512<float> violation = default;
        for (nuint b = 0; b < (nuint)Stride; b += VectorMath.Lanes)
        {
            Vector512<float> dual = Vector512.LoadUnsafe(ref a, b);
            Vector512<float> hinge = Vector512<float>.One + Vector512.LoadUnsafe(ref m, b);
            Vector512<float> gradient = Vector512.FusedMultiplyAdd(dual, r, -hinge);
            Vector512<float> moved = Vector512.Max(dual - (gradient * inverse), Vector512<float>.Zero);
            Vector512<float> step = dual - moved;
            Vector512<float> positive = Vector512.Max(hinge, Vector512<float>.Zero);
            moved.StoreUnsafe(ref a, b);
            step.StoreUnsafe(ref d, b);
            loss = Vector512.FusedMultiplyAdd(positive, positive, loss);
            violation = Vector512.Max(violation, Vector512.Abs(step));
        }

        float largest = 0;
        for (int lane = 0; lane < VectorMath.Lanes; lane++)
        {
            largest = Math.Max(largest, violation.GetElement(lane));
        }

        return (VectorMath.Sum(loss), largest);
    }
}
