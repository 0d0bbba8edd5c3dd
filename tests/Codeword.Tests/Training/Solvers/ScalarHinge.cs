using Codeword.Numerics;

namespace Codeword.Tests.Training.Solvers;

/// <summary>The squared-hinge solver as a plain loop over rows and buckets, in float32 with its roundings in the same places.</summary>
internal sealed class ScalarHinge(TinyProblem problem, int stride, int buckets, float c, float positiveWeight)
{
    private readonly float[,] _duals = new float[problem.Rows.Count, buckets];

    public float[] Weights { get; } = new float[problem.Rows.Columns * stride];

    /// <summary>One pass in the order that the generator shuffles the rows into; returns the mean loss.</summary>
    public double RunEpoch(SplitMix64 random)
    {
        int[] order = [.. Enumerable.Range(0, problem.Rows.Count)];
        random.Shuffle<int>(order);
        double loss = 0;
        foreach (int row in order)
        {
            for (int bucket = 0; bucket < buckets; bucket++)
            {
                loss += Visit(row, bucket);
            }
        }

        return loss / order.Length;
    }

    private float Visit(int row, int bucket)
    {
        ReadOnlySpan<int> indices = problem.Rows.Indices(row);
        ReadOnlySpan<float> values = problem.Rows.Values(row);
        float margin = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            margin = MathF.FusedMultiplyAdd(values[i], Weights[(indices[i] * stride) + bucket], margin);
        }

        bool positive = problem.BucketsOf(row).Contains(bucket);
        float norm = problem.Rows.SquaredNorm(row);
        float diagonal = 1 / (2 * (positive ? c * positiveWeight : c) * problem.Cost[row]);
        float hinge = positive ? 1 - margin : 1 + margin;
        float dual = _duals[row, bucket];
        float gradient = MathF.FusedMultiplyAdd(dual, diagonal, -hinge);
        float moved = Math.Max(0, dual - (positive ? gradient / (norm + diagonal) : gradient * (1 / (norm + diagonal))));
        float step = positive ? moved - dual : dual - moved;
        for (int i = 0; i < indices.Length; i++)
        {
            ref float weight = ref Weights[(indices[i] * stride) + bucket];
            weight = MathF.FusedMultiplyAdd(values[i], step, weight);
        }

        _duals[row, bucket] = moved;
        return hinge > 0 ? hinge * hinge : 0;
    }
}
