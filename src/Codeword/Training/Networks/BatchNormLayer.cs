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
    private readonly Matrix _output;
    private readonly Matrix _normal;
    private readonly Matrix _inputGradient;
    private readonly float[] _inverse;
    private bool _usesBatch;

    public BatchNormLayer(int width)
    {
        (_output, _normal, _inputGradient, _inverse) = (new Matrix(0, width), new Matrix(0, width), new Matrix(0, width), new float[width]);
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
        for (int unit = 0; unit < Width; unit++)
        {
            (float mean, float variance) = _usesBatch ? Moments(input, unit) : (Mean[unit], Variance[unit]);
            _inverse[unit] = 1 / MathF.Sqrt(variance + Epsilon);
            for (int row = 0; row < input.Rows; row++)
            {
                int at = (row * Width) + unit;
                _normal.Data[at] = (input.Data[at] - mean) * _inverse[unit];
                _output.Data[at] = (Scale.Value.Data[unit] * _normal.Data[at]) + Shift.Value.Data[unit];
            }
        }

        return _output;
    }

    /// <inheritdoc/>
    public override Matrix Backward(Matrix input, Matrix gradient, in Pass pass)
    {
        _inputGradient.Resize(input.Rows);
        int count = input.Rows;
        for (int unit = 0; unit < Width; unit++)
        {
            float sum = 0, product = 0;
            for (int at = unit; at < count * Width; at += Width)
            {
                sum += gradient.Data[at];
                product += gradient.Data[at] * _normal.Data[at];
            }

            (Shift.Gradient.Data[unit], Scale.Gradient.Data[unit]) = (sum, product);
            if (!_usesBatch)
            {
                (sum, product) = (0, 0);
            }

            float factor = Scale.Value.Data[unit] * _inverse[unit] / count;
            for (int at = unit; at < count * Width; at += Width)
            {
                _inputGradient.Data[at] = factor * ((count * gradient.Data[at]) - sum - (_normal.Data[at] * product));
            }
        }

        return _inputGradient;
    }

    private (float Mean, float Variance) Moments(Matrix input, int unit)
    {
        float sum = 0, squares = 0;
        for (int at = unit; at < input.Rows * Width; at += Width)
        {
            sum += input.Data[at];
        }

        float mean = sum / input.Rows;
        for (int at = unit; at < input.Rows * Width; at += Width)
        {
            float difference = input.Data[at] - mean;
            squares += difference * difference;
        }

        float variance = squares / input.Rows;
        float unbiased = squares / (input.Rows - 1);
        Mean[unit] += Forgetting * (mean - Mean[unit]);
        Variance[unit] += Forgetting * (unbiased - Variance[unit]);
        return (mean, variance);
    }
}
