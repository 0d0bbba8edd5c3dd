using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Codeword.Numerics;
using Codeword.Storage;

namespace Codeword.Training.Solvers;

/// <summary>
/// L2-regularised squared-hinge classifiers, one a bucket, by dual coordinate descent (Hsieh et al. 2008, algorithm 1 for the L2 loss):
/// min ½‖w‖² + Σᵢ Cᵢ·max(0, 1 − yᵢ w·xᵢ)², Cᵢ = C·costᵢ (times the positive weight where yᵢ = +1).
/// All buckets of a block take their step on an example together, in the lanes of vectors; each bucket's problem stays independent.
/// Steps per bucket: G = y m − 1 + α/(2Cᵢ), α ← max(0, α − G/(‖x‖² + 1/(2Cᵢ))), w += Δα·y·x.
/// </summary>
internal sealed class SquaredHingeSolver : HeadSolver
{
    // Largest projected gradient, in units of the margin, of an epoch that changed nothing worth another one.
    private const float Converged = 1e-3f;

    // The margin at which a negative with α = 0 has no loss, no gradient and no step.
    private const float AtRest = -1;
    private readonly ExampleCosts _cost;
    private readonly float _c;
    private readonly float _positiveC;
    private readonly LongArray<float> _duals;
    private readonly float[] _step;

    /// <summary>A solver for up to <paramref name="stride"/> buckets.</summary>
    public SquaredHingeSolver(RowMatrix rows, ExampleCosts cost, int stride, float c, float positiveWeight)
        : base(rows, stride)
    {
        _cost = cost;
        _c = c;
        _positiveC = c * positiveWeight;
        _duals = LongArray<float>.Create((long)rows.Count * stride, rows.ScratchFolder);
        _step = new float[stride];
    }

    /// <inheritdoc/>
    public override IEnumerable<Memory<float>> State => _duals.Pieces.Prepend(Weights);

    /// <summary>Starts a new block of buckets from zero.</summary>
    public override void Reset()
    {
        base.Reset();
        _duals.Clear();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _duals.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    private protected override (double Loss, float Violation) Visit(int row, ReadOnlySpan<int> positives, int buckets, float rate)
    {
        ReadOnlySpan<int> indices = Rows.Indices(row);
        ReadOnlySpan<float> values = Rows.Values(row);
        RowKernels.Multiply(indices, values, Weights, Margins);
        Margins.AsSpan(buckets).Fill(AtRest);
        Span<float> duals = _duals.Slice((long)row * Stride, Stride);
        float squaredNorm = Rows.SquaredNorm(row);
        Span<Move> moves = positives.Length <= 64 ? stackalloc Move[positives.Length] : new Move[positives.Length];

        (double lossOfPositives, float violationOfPositives) =
            StepPositives(positives, duals, squaredNorm, 1 / (2 * _positiveC * _cost[row]), moves);
        (double loss, float violation) = StepNegatives(duals, squaredNorm, 1 / (2 * _c * _cost[row]));
        for (int i = 0; i < positives.Length; i++)
        {
            (duals[positives[i]], _step[positives[i]]) = moves[i];
        }

        violation = Math.Max(violation, violationOfPositives);
        if (violation > 0)
        {
            RowKernels.AddOuter(indices, values, _step, Weights);
        }

        return (loss + lossOfPositives, violation);
    }

    /// <inheritdoc/>
    private protected override bool HasConverged(float violation) => violation < Converged;

    // y = +1, one bucket at a time. The lanes are left at rest for the sweep of the negatives, which would otherwise count them in.
    private (double Loss, float Violation) StepPositives(
        ReadOnlySpan<int> positives, Span<float> duals, float squaredNorm, float regularizer, Span<Move> moves)
    {
        double loss = 0;
        float largest = 0;
        for (int i = 0; i < positives.Length; i++)
        {
            int bucket = positives[i];
            float dual = duals[bucket];
            float hinge = 1 - Margins[bucket];
            float gradient = MathF.FusedMultiplyAdd(dual, regularizer, -hinge);
            float moved = Math.Max(0, dual - (gradient / (squaredNorm + regularizer)));
            moves[i] = new Move(moved, moved - dual);
            loss += hinge > 0 ? (double)hinge * hinge : 0;
            largest = Math.Max(largest, Math.Abs(moved - dual));
            (Margins[bucket], duals[bucket]) = (AtRest, 0);
        }

        return (loss, largest * (squaredNorm + regularizer));
    }

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

        return (VectorMath.Sum(loss), largest * (squaredNorm + regularizer));
    }

    private readonly record struct Move(float Dual, float Step);
}
