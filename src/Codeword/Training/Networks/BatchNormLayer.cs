using System.Numerics.Tensors;
using Codeword.Numerics;

namespace Codeword.Training.Networks;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy 2015): y = γ·(x − mean)/√(variance + ε) + β, with the batch's moments in training and running averages of
/// them elsewhere.
/// </summary>
internal sealed class BatchNormLayer : Layer
{
    private const float Epsilon = 1e-5f;
    private const float Forgetting = 0.1f;
    private const int UnitsPerTask = 64;
    private readonly Matrix _output;
    private readonly Matrix _normal;
    private readonly Matrix _inputGradient;
    private readonly float[] _mean;
    private readonly float[] _inverse;
    private bool _usesBatch;

    public BatchNormLayer(int width)
    {
        (_output, _normal, _inputGradient, _inverse) = (new Matrix(0, width), new Matrix(0, width), new Matrix(0, width), new float[width]);
        _mean = new float[width];
        Scale = new Parameter(1, width);
        Shift = new Parameter(1, width);
        Scale.Value.Span.Fill(1);
        Mean = new float[width];
        Variance = new float[width];
        Array.Fill(Variance, 1);
    }

    /// <summary>γ.</summary>
    public Parameter Scale { get; }

    /// <summary>β.</summary>
    public Parameter Shift { get; }

    /// <summary>Running mean.</summary>
    public float[] Mean { get; }

    /// <summary>Running variance.</summary>
    public float[] Variance { get; }

    /// <inheritdoc/>
    public override int Width => _inverse.Length;

    /// <inheritdoc/>
    public override IEnumerable<Parameter> Parameters => [Scale, Shift];

    /// <inheritdoc/>
    public override IEnumerable<float[]> Statistics => [Mean, Variance];

    /// <summary>The factor and the summand that the layer amounts to outside training.</summary>
    public (float Factor, float Summand) Affine(int unit)
    {
        float factor = Scale.Value.Data[unit] / MathF.Sqrt(Variance[unit] + Epsilon);
        return (factor, Shift.Value.Data[unit] - (factor * Mean[unit]));
    }

    /// <inheritdoc/>
    public override Matrix Forward(Matrix input, in Pass pass)
    {
        _output.Resize(input.Rows);
        _normal.Resize(input.Rows);
        _usesBatch = pass.IsTraining && input.Rows > 1;   // One row has no moments: it is normalised as outside training.
        pass.ForRows(Width, UnitsPerTask, (first, end) =>
        {
            Range units = first..end;
            Span<float> mean = _mean.AsSpan(units), inverse = _inverse.AsSpan(units);
            if (_usesBatch)
            {
                FillMoments(input, units);
            }
            else
            {
                Mean.AsSpan(units).CopyTo(mean);
                Variance.AsSpan(units).CopyTo(inverse);
            }

            TensorPrimitives.Add(inverse, Epsilon, inverse);
            TensorPrimitives.Sqrt(inverse, inverse);
            TensorPrimitives.Divide(1, inverse, inverse);
            for (int row = 0; row < input.Rows; row++)
            {
                Span<float> normal = _normal.Row(row)[units], output = _output.Row(row)[units];
                TensorPrimitives.Subtract(input.Row(row)[units], mean, normal);
                TensorPrimitives.Multiply(normal, inverse, normal);
                TensorPrimitives.Multiply(normal, Scale.Value.Data.AsSpan(units), output);
                TensorPrimitives.Add(output, Shift.Value.Data.AsSpan(units), output);
            }
        });
        return _output;
    }

    /// <inheritdoc/>
    public override Matrix Backward(Matrix input, Matrix gradient, in Pass pass)
    {
        _inputGradient.Resize(input.Rows);
        pass.ForRows(Width, UnitsPerTask, (first, end) => Backward(gradient, first..end));
        return _inputGradient;
    }

    // γ/(n·√(variance + ε))·(n·g − Σg − x̂·Σ(g·x̂)), the sums over the batch; without the batch's moments they are constants, and fall away.
    private void Backward(Matrix gradient, Range units)
    {
        Span<float> sum = Shift.Gradient.Data.AsSpan(units), product = Scale.Gradient.Data.AsSpan(units);
        sum.Clear();
        product.Clear();
        for (int row = 0; row < gradient.Rows; row++)
        {
            ReadOnlySpan<float> own = gradient.Row(row)[units];
            TensorPrimitives.Add(sum, own, sum);
            TensorPrimitives.MultiplyAdd(own, _normal.Row(row)[units], product, product);
        }

        Span<float> factor = _mean.AsSpan(units);
        TensorPrimitives.Multiply(Scale.Value.Data.AsSpan(units), _inverse.AsSpan(units), factor);
        TensorPrimitives.Divide(factor, gradient.Rows, factor);
        for (int row = 0; row < gradient.Rows; row++)
        {
            Span<float> normal = _normal.Row(row)[units], output = _inputGradient.Row(row)[units];
            TensorPrimitives.Multiply(gradient.Row(row)[units], gradient.Rows, output);
            if (_usesBatch)
            {
                TensorPrimitives.Subtract(output, sum, output);
                TensorPrimitives.Multiply(normal, product, normal);
                TensorPrimitives.Subtract(output, normal, output);
            }

            TensorPrimitives.Multiply(output, factor, output);
        }
    }

    // The batch's mean, and its variance where the inverse deviation will stand; the running averages take them up.
    private void FillMoments(Matrix input, Range units)
    {
        Span<float> mean = _mean.AsSpan(units), squares = _inverse.AsSpan(units), difference = _normal.Row(0)[units];
        mean.Clear();
        squares.Clear();
        for (int row = 0; row < input.Rows; row++)
        {
            TensorPrimitives.Add(mean, input.Row(row)[units], mean);
        }

        TensorPrimitives.Divide(mean, input.Rows, mean);
        for (int row = 0; row < input.Rows; row++)
        {
            TensorPrimitives.Subtract(input.Row(row)[units], mean, difference);
            TensorPrimitives.MultiplyAdd(difference, difference, squares, squares);
        }

        for (int unit = 0; unit < mean.Length; unit++)
        {
            ref float running = ref Mean.AsSpan(units)[unit], spread = ref Variance.AsSpan(units)[unit];
            running += Forgetting * (mean[unit] - running);
            spread += Forgetting * ((squares[unit] / (input.Rows - 1)) - spread);
        }

        TensorPrimitives.Divide(squares, input.Rows, squares);
    }
}
