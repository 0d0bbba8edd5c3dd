using System.Numerics.Tensors;
using Codeword.Numerics;

namespace Codeword.Training.Networks;

/// <summary>
/// k binary problems: the mean over batch and bits of the cross-entropy between σ(z_j) and bit j of the class (LLC, equation 3).
/// </summary>
internal sealed class BitLoss(float[] targets, int bits) : NetworkLoss
{
    /// <inheritdoc/>
    public override double Evaluate(Matrix outputs, ReadOnlyMemory<int> classes, ReadOnlyMemory<float> costs, Matrix gradient, in Pass pass)
    {
        double[] losses = new double[outputs.Rows];
        pass.ForRows(outputs.Rows, 64, (first, end) =>
        {
            for (int row = first; row < end; row++)
            {
                ReadOnlySpan<float> target = targets.AsSpan(classes.Span[row] * bits, bits);
                losses[row] = RowLoss(outputs.Row(row), target, costs.Span[row], costs.Span[row] / (outputs.Rows * bits), gradient.Row(row));
            }
        });
        return losses.Sum() / ((double)outputs.Rows * bits);
    }

    private static double RowLoss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, float cost, float scale, Span<float> gradient)
    {
        if (!float.IsFinite(TensorPrimitives.Sum(outputs)))
        {
            gradient.Clear();
            return double.NaN;      // Training has diverged; whoever sums the losses says so.
        }

        double loss = 0;
        for (int j = 0; j < outputs.Length; j++)
        {
            loss -= Sigmoid.Log(targets[j] > 0 ? outputs[j] : -outputs[j]);
            gradient[j] = scale * (Sigmoid.Of(outputs[j]) - targets[j]);
        }

        return loss * cost;
    }
}
