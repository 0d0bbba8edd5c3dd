using System.Numerics.Tensors;
using Codeword.Codes;
using Codeword.Numerics;

namespace Codeword.Training.Networks;

/// <summary>
/// Cross-entropy over all K classes, label-smoothed: the logits are z·M(C)ᵀ for outputs z and a class matrix C of its own, where M is the identity
/// for a real-valued head and sign (or a stand-in) for codes (LLC, equation 2).
/// </summary>
internal sealed class ClassLoss : NetworkLoss
{
    private readonly int _classes;
    private readonly CodeEstimator? _estimator;
    private readonly bool _bothBinary;
    private readonly float _smoothing;
    private readonly float _margin;
    private readonly Matrix _logits;
    private readonly Matrix _codes;
    private readonly Matrix _signs;

    /// <param name="classes">K.</param>
    /// <param name="width">k, elements of an output.</param>
    /// <param name="estimator">How C becomes codes; null for a real-valued head.</param>
    /// <param name="bothBinary">Whether outputs are replaced by their signs as well, straight-through.</param>
    /// <param name="smoothing">ε: the target is 1 − ε for the class and ε/K for all.</param>
    /// <param name="margin">How much the logit of a row's own class is lowered.</param>
    public ClassLoss(int classes, int width, CodeEstimator? estimator, bool bothBinary, float smoothing, float margin = 0)
    {
        (_classes, _estimator, _bothBinary, _smoothing, _margin) = (classes, estimator, bothBinary, smoothing, margin);
        int padded = (classes + VectorMath.Lanes - 1) / VectorMath.Lanes * VectorMath.Lanes;
        Classes = new Parameter(padded, width);
        _codes = estimator is null ? Classes.Value : new Matrix(padded, width);
        _logits = new Matrix(0, padded);
        _signs = new Matrix(0, width);
    }

    /// <summary>C, one row a class; rows at and beyond K are padding.</summary>
    public Parameter Classes { get; }

    /// <inheritdoc/>
    public override double Evaluate(Matrix outputs, ReadOnlyMemory<int> classes, ReadOnlyMemory<float> costs, Matrix gradient, in Pass pass)
    {
        FillCodes();
        Matrix left = _bothBinary ? Signs(outputs) : outputs;
        _logits.Resize(outputs.Rows);
        Gemm.Multiply(left, false, _codes, true, _logits, accumulate: false, pass.Parallel);
        double[] losses = new double[outputs.Rows];
        pass.ForRows(outputs.Rows, 16, (first, end) =>
        {
            for (int row = first; row < end; row++)
            {
                losses[row] = RowLoss(_logits.Row(row), classes.Span[row], costs.Span[row], outputs.Rows);
            }
        });
        Gemm.Multiply(_logits, false, _codes, false, gradient, accumulate: false, pass.Parallel);
        Gemm.Multiply(_logits, true, left, false, Classes.Gradient, accumulate: false, pass.Parallel);
        PassEstimator();
        return losses.Sum() / outputs.Rows;
    }

    /// <inheritdoc/>
    public override void Step(in StepSize step) => Classes.Step(step);

    /// <inheritdoc/>
    public override IEnumerable<float[]> State => Classes.State;

    /// <inheritdoc/>
    public override float[] Save(float[]? into = null)
    {
        float[] copy = into ?? new float[Classes.Value.Span.Length];
        Classes.Value.Span.CopyTo(copy);
        return copy;
    }

    /// <inheritdoc/>
    public override void Restore(float[] copy) => copy.CopyTo(Classes.Value.Span);

    /// <summary>M(C) as it is evaluated: the real matrix, or the signs of C whatever stood in for them in training.</summary>
    public Matrix Evaluated()
    {
        if (_estimator is null)
        {
            return Classes.Value;
        }

        var signs = new Matrix(Classes.Value.Rows, Classes.Value.Columns);
        ReadOnlySpan<float> real = Classes.Value.Span;
        for (int i = 0; i < real.Length; i++)
        {
            signs.Data[i] = Bit.Sign(real[i]);
        }

        return signs;
    }

    private double RowLoss(Span<float> logits, int target, float cost, int rows)
    {
        logits[target] -= _margin;
        float own = logits[target], sum = TensorPrimitives.Sum<float>(logits[.._classes]);
        if (!float.IsFinite(sum))
        {
            logits.Clear();
            return double.NaN;      // Training has diverged; whoever sums the losses says so.
        }

        double mean = sum / _classes;
        float logSum = Softmax.ToProbabilities(logits, _classes);
        double loss = logSum - ((1 - _smoothing) * own) - (_smoothing * mean);
        float scale = cost / rows;
        TensorPrimitives.Add(logits[.._classes], -_smoothing / _classes, logits[.._classes]);
        logits[target] -= 1 - _smoothing;
        TensorPrimitives.Multiply(logits[.._classes], scale, logits[.._classes]);
        return loss * cost;
    }

    // One rule everywhere: sign(0) = −1.
    private void FillCodes()
    {
        if (_estimator is null)
        {
            return;
        }

        ReadOnlySpan<float> real = Classes.Value.Span[..(_classes * _codes.Columns)];
        Span<float> codes = _codes.Span;
        for (int i = 0; i < real.Length; i++)
        {
            codes[i] = _estimator == CodeEstimator.Tanh ? Tanh(real[i]) : Bit.Sign(real[i]);
        }
    }

    private static float Tanh(float x) => (2 * Sigmoid.Of(2 * x)) - 1;

    private Matrix Signs(Matrix outputs)
    {
        _signs.Resize(outputs.Rows);
        Span<float> signs = _signs.Span;
        ReadOnlySpan<float> values = outputs.Span;
        for (int i = 0; i < values.Length; i++)
        {
            signs[i] = Bit.Sign(values[i]);
        }

        return _signs;
    }

    private void PassEstimator()
    {
        if (_estimator is null or CodeEstimator.Identity)
        {
            return;
        }

        Span<float> gradient = Classes.Gradient.Span;
        ReadOnlySpan<float> real = Classes.Value.Span;
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] *= _estimator switch
            {
                CodeEstimator.Clipped => Math.Abs(real[i]) <= 1 ? 1 : 0,
                CodeEstimator.Tanh => 1 - (_codes.Data[i] * _codes.Data[i]),
                _ => throw new InvalidOperationException($"There is no estimator {_estimator}."),
            };
        }
    }
}
