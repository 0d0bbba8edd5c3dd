using System.Numerics.Tensors;
using Codeword.Numerics;

namespace Codeword.Training.Networks;

/// <summary>y = x·W + b.</summary>
internal sealed class DenseLayer : Layer
{
    private readonly Matrix _output;
    private readonly Matrix _inputGradient;

    public DenseLayer(int inputs, int outputs, float deviation, ref SplitMix64 random)
    {
        Weights = new Parameter(inputs, outputs);
        Weights.Draw(deviation, ref random);
        Bias = new Parameter(1, outputs);
        _output = new Matrix(0, outputs);
        _inputGradient = new Matrix(0, inputs);
    }

    /// <summary>W, inputs × outputs.</summary>
    public Parameter Weights { get; }

    /// <summary>b.</summary>
    public Parameter Bias { get; }

    /// <inheritdoc/>
    public override int Width => _output.Columns;

    /// <inheritdoc/>
    public override IEnumerable<Parameter> Parameters => [Weights, Bias];

    /// <inheritdoc/>
    public override Matrix Forward(Matrix input, in Pass pass)
    {
        _output.Resize(input.Rows);
        for (int row = 0; row < input.Rows; row++)
        {
            Bias.Value.Span.CopyTo(_output.Row(row));
        }

        Gemm.Multiply(input, false, Weights.Value, false, _output, accumulate: true, pass.Parallel);
        return _output;
    }

    /// <inheritdoc/>
    public override Matrix Backward(Matrix input, Matrix gradient, in Pass pass)
    {
        BackwardToWeights(input, gradient, pass);
        _inputGradient.Resize(input.Rows);
        Gemm.Multiply(gradient, false, Weights.Value, true, _inputGradient, accumulate: false, pass.Parallel);
        return _inputGradient;
    }

    /// <summary>Takes the gradient without passing it on.</summary>
    public void BackwardToWeights(Matrix input, Matrix gradient, in Pass pass)
    {
        Span<float> bias = Bias.Gradient.Span;
        bias.Clear();
        for (int row = 0; row < gradient.Rows; row++)
        {
            TensorPrimitives.Add(bias, gradient.Row(row), bias);
        }

        Gemm.Multiply(input, true, gradient, false, Weights.Gradient, accumulate: false, pass.Parallel);
    }
}
