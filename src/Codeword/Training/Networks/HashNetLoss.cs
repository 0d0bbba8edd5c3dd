using System.Numerics.Tensors;
using Codeword.Numerics;

namespace Codeword.Training.Networks;

/// <summary>
/// HashNet: over the ordered pairs i ≠ j of a batch, with u = tanh(β·z) and θ = (a/k)·u_i·u_j, the logistic loss −ln σ(θ) where the classes are the same and −ln σ(−θ) where
/// they are not, the pairs of either kind weighing as much together as those of the other.
/// </summary>
internal sealed class HashNetLoss(int bits, float pairScale, float growth) : NetworkLoss
{
    private readonly Matrix _codes = new(0, bits);
    private Matrix _pairs = new(0, 0);
    private float _beta = 1;

    /// <summary>β = √(1 + growth·e/E).</summary>
    public override void Begin(int epoch, int epochs) => _beta = MathF.Sqrt(1 + (growth * epoch / epochs));

    /// <inheritdoc/>
    public override double Evaluate(Matrix outputs, ReadOnlyMemory<int> classes, ReadOnlyMemory<float> costs, Matrix gradient, in Pass pass)
    {
        int rows = outputs.Rows;
        _codes.Resize(rows);
        _pairs = _pairs.Columns == rows ? _pairs : new Matrix(rows, rows);
        for (int i = 0; i < outputs.Span.Length; i++)
        {
            _codes.Data[i] = (2 * Sigmoid.Of(2 * _beta * outputs.Data[i])) - 1;
        }

        Gemm.Multiply(_codes, false, _codes, true, _pairs, accumulate: false, pass.Parallel);
        (float alike, float unlike) = WeightsOf(classes.Span);
        double[] losses = new double[rows];
        pass.ForRows(rows, 16, (first, end) =>
        {
            for (int row = first; row < end; row++)
            {
                losses[row] = RowLoss(row, classes.Span, costs.Span, alike, unlike);
            }
        });

        // Each pair stands in the table twice, and either time pulls at both its rows.
        Gemm.Multiply(_pairs, false, _codes, false, gradient, accumulate: false, pass.Parallel);
        for (int i = 0; i < outputs.Span.Length; i++)
        {
            gradient.Data[i] *= 2 * _beta * (1 - (_codes.Data[i] * _codes.Data[i]));
        }

        return losses.Sum();
    }

    // What a pair of either kind weighs: half of all for each kind, or all for the only one.
    private static (float Alike, float Unlike) WeightsOf(ReadOnlySpan<int> classes)
    {
        long alike = 0;
        foreach (int own in classes)
        {
            alike += classes.Count(own) - 1;
        }

        long unlike = ((long)classes.Length * (classes.Length - 1)) - alike;
        double share = alike > 0 && unlike > 0 ? 0.5 : 1;
        return ((float)(share / Math.Max(alike, 1)), (float)(share / Math.Max(unlike, 1)));
    }

    // Replaces a row's inner products by the gradients of its pairs' losses; gives the sum of these.
    private double RowLoss(int row, ReadOnlySpan<int> classes, ReadOnlySpan<float> costs, float alike, float unlike)
    {
        Span<float> pairs = _pairs.Row(row);
        if (!float.IsFinite(TensorPrimitives.Sum<float>(pairs)))
        {
            pairs.Clear();
            return double.NaN;      // Training has diverged; whoever sums the losses says so.
        }

        float factor = pairScale / bits;
        double loss = 0;
        for (int other = 0; other < pairs.Length; other++)
        {
            bool isAlike = classes[row] == classes[other];
            float weight = other == row ? 0 : costs[row] * costs[other] * (isAlike ? alike : unlike);
            float logit = factor * pairs[other];
            loss -= weight * Sigmoid.Log(isAlike ? logit : -logit);
            pairs[other] = weight * factor * (Sigmoid.Of(logit) - (isAlike ? 1 : 0));
        }

        return loss;
    }
}
