using System.Numerics.Tensors;
using Codeword.Codes;
using Codeword.Numerics;

namespace Codeword.Training.Networks;

/// <summary>
/// GreedyHash: cross-entropy of a linear head of its own on sign(z), whose gradient passes the sign straight to z, plus α times the mean over batch and bits of ||z_j| − 1|³.
/// </summary>
internal sealed class GreedyHashLoss(int classes, int bits, float penalty, float smoothing) : NetworkLoss
{
    private readonly ClassLoss _head = new(classes, bits, estimator: null, bothBinary: true, smoothing);

    /// <summary>The head's matrix, one row a class; rows at and beyond K are padding.</summary>
    public Parameter Classes => _head.Classes;

    /// <inheritdoc/>
    public override double Evaluate(Matrix outputs, ReadOnlyMemory<int> classes, ReadOnlyMemory<float> costs, Matrix gradient, in Pass pass)
    {
        double loss = _head.Evaluate(outputs, classes, costs, gradient, pass);
        double[] penalties = new double[outputs.Rows];
        pass.ForRows(outputs.Rows, 64, (first, end) =>
        {
            for (int row = first; row < end; row++)
            {
                penalties[row] = RowPenalty(outputs.Row(row), penalty * costs.Span[row] / (outputs.Rows * bits), gradient.Row(row));
            }
        });
        return loss + penalties.Sum();
    }

    /// <inheritdoc/>
    public override void Step(in StepSize step) => _head.Step(step);

    /// <inheritdoc/>
    public override IEnumerable<float[]> State => _head.State;

    /// <inheritdoc/>
    public override float[] Save(float[]? into = null) => _head.Save(into);

    /// <inheritdoc/>
    public override void Restore(float[] copy) => _head.Restore(copy);

    private static double RowPenalty(ReadOnlySpan<float> outputs, float scale, Span<float> gradient)
    {
        if (!float.IsFinite(TensorPrimitives.Sum(outputs)))
        {
            gradient.Clear();
            return double.NaN;      // Training has diverged, which signs do not show; whoever sums the losses says so.
        }

        double sum = 0;
        for (int j = 0; j < outputs.Length; j++)
        {
            float beyond = Math.Abs(outputs[j]) - 1;
            sum += Math.Abs((double)beyond * beyond * beyond);
            float outwards = Bit.Sign(outputs[j]);
            gradient[j] += 3 * scale * beyond * Math.Abs(beyond) * outwards;
        }

        return scale * sum;
    }
}
