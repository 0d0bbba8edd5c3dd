using System.Numerics.Tensors;
using Codeword.Numerics;

namespace Codeword.Training.Networks;

/// <summary>
/// OrthoHash: cross-entropy over the classes of s·(cos(z, t_c) − m·[c is the own class]), where t_c ∈ {−1, +1}ᵏ is a class's fixed target: a <see cref="ClassLoss"/> of the
/// outputs scaled to length 1.
/// </summary>
internal sealed class OrthoHashLoss : NetworkLoss
{
    private const double SmallestNorm = 1e-12;
    private readonly ClassLoss _head;
    private readonly Matrix _units;
    private double[] _norms = [];

    /// <param name="targets">K × k real numbers, whose signs are the targets.</param>
    /// <param name="classes">K.</param>
    /// <param name="bits">k.</param>
    /// <param name="scale">s.</param>
    /// <param name="margin">m.</param>
    /// <param name="smoothing">ε of the cross-entropy.</param>
    public OrthoHashLoss(float[] targets, int classes, int bits, float scale, float margin, float smoothing)
    {
        _head = new ClassLoss(classes, bits, estimator: null, bothBinary: false, smoothing, scale * margin);
        _units = new Matrix(0, bits);
        float length = scale / MathF.Sqrt(bits);
        for (int i = 0; i < targets.Length; i++)
        {
            _head.Classes.Value.Data[i] = targets[i] > 0 ? length : -length;
        }
    }

    /// <inheritdoc/>
    public override double Evaluate(Matrix outputs, ReadOnlyMemory<int> classes, ReadOnlyMemory<float> costs, Matrix gradient, in Pass pass)
    {
        _units.Resize(outputs.Rows);
        _norms = _norms.Length < outputs.Rows ? new double[outputs.Rows] : _norms;
        pass.ForRows(outputs.Rows, 64, (first, end) =>
        {
            for (int row = first; row < end; row++)
            {
                ReadOnlySpan<float> z = outputs.Row(row);
                double squares = 0;
                foreach (float value in z)
                {
                    squares += (double)value * value;
                }

                _norms[row] = Math.Max(Math.Sqrt(squares), SmallestNorm);
                TensorPrimitives.Multiply(z, (float)(1 / _norms[row]), _units.Row(row));
            }
        });
        double loss = _head.Evaluate(_units, classes, costs, gradient, pass);
        pass.ForRows(outputs.Rows, 64, (first, end) =>
        {
            for (int row = first; row < end; row++)
            {
                PassLength(_units.Row(row), (float)(1 / _norms[row]), gradient.Row(row));
            }
        });
        return loss;
    }

    // By z of a function of u = z/‖z‖: (g − (u·g)·u)/‖z‖.
    private static void PassLength(ReadOnlySpan<float> unit, float factor, Span<float> gradient)
    {
        float along = VectorMath.Dot(unit, gradient);
        for (int j = 0; j < unit.Length; j++)
        {
            gradient[j] = factor * (gradient[j] - (along * unit[j]));
        }
    }
}
