using Codeword.Numerics;

namespace Codeword.Training.Solvers;

/// <summary>
/// Softmax heads by AdaGrad with one accumulator a feature: G_j += ‖g_j‖², w_j −= rate·g_j/(√G_j + ε), where g_j = x_j·(p − t) is the whole row
/// of the gradient that feature j takes part in. With one accumulator a weight, the first example of a feature would move all B of its weights
/// by the same full step, although B − 1 of the gradients are near 0: with thousands of buckets that noise is most of what is learnt.
/// </summary>
internal sealed class SoftmaxSolver : HeadSolver
{
    private const float Epsilon = 1e-6f;
    private readonly ExampleCosts _cost;
    private readonly float[] _squares;
    private float[] _steps = new float[64];

    /// <summary>A solver for a whole column of buckets.</summary>
    public SoftmaxSolver(RowMatrix rows, ExampleCosts cost, BucketRange range)
        : base(rows, range.Stride)
    {
        _cost = cost;
        _squares = new float[rows.Columns];
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
        double loss = Softmax.LossAndGradient(Margins, buckets, positives);
        RowKernels.AddOuter(indices, Steps(indices, values, rate, _cost[row]), Margins, Weights);
        return (loss, float.PositiveInfinity);
    }

    /// <inheritdoc/>
    private protected override bool HasConverged(float violation) => false;

    // −rate·x_j/(√G_j + ε) of each feature, after its accumulator has grown by this row.
    private ReadOnlySpan<float> Steps(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, float rate, float cost)
    {
        if (_steps.Length < indices.Length)
        {
            _steps = new float[2 * indices.Length];
        }

        float norm = VectorMath.Dot(Margins, Margins);
        for (int i = 0; i < indices.Length; i++)
        {
            float x = values[i] * cost;
            ref float sum = ref _squares[indices[i]];
            sum += x * x * norm;
            _steps[i] = -rate * x / (MathF.Sqrt(sum) + Epsilon);
        }

        return _steps.AsSpan(0, indices.Length);
    }
}
