using Codeword.Models;
using Codeword.Numerics;

namespace Codeword.Training.Networks;

/// <summary>
/// A full first layer, for inputs of which most are not 0: examples are laid out as rows of a matrix, standardised, and multiplied by W. What it is
/// stored as works on raw features: the standardisation is folded into the weights.
/// </summary>
internal sealed class DenseInputMap(Standardization standardization, int width, float deviation, ref SplitMix64 random) : InputMap
{
    private readonly DenseLayer _layer = new(standardization.Count, width, deviation, ref random);
    private readonly Matrix _input = new(0, standardization.Count);

    /// <inheritdoc/>
    public override int Width => _layer.Width;

    /// <inheritdoc/>
    public override IEnumerable<float[]> State => _layer.Parameters.SelectMany(parameter => parameter.State);

    /// <inheritdoc/>
    public override Matrix Forward(in Batch batch, in Pass pass)
    {
        _input.Resize(batch.Count);
        Batch own = batch;
        pass.ForRows(batch.Count, 32, (first, end) =>
        {
            for (int i = first; i < end; i++)
            {
                int row = own.Selected.Span[i];
                standardization.Apply(own.Rows.Indices(row), own.Rows.Values(row), _input.Row(i));
            }
        });
        return _layer.Forward(_input, pass);
    }

    /// <inheritdoc/>
    public override void Backward(in Batch batch, Matrix gradient, in Pass pass) => _layer.BackwardToWeights(_input, gradient, pass);

    /// <inheritdoc/>
    public override void Step(in StepSize step)
    {
        foreach (Parameter parameter in _layer.Parameters)
        {
            parameter.Step(step);
        }
    }

    /// <inheritdoc/>
    public override void CopyWeights(WeightMatrix weights)
    {
        Span<float> bias = weights.Row(weights.Rows - 1);
        _layer.Bias.Value.Span.CopyTo(bias);
        for (int feature = 0; feature < standardization.Count; feature++)
        {
            Span<float> row = weights.Row(feature);
            row.Clear();
            VectorMath.MultiplyAdd(standardization.InverseDeviations[feature], _layer.Weights.Value.Row(feature), row);
            VectorMath.MultiplyAdd(-standardization.Means[feature], row, bias);
        }
    }

    /// <inheritdoc/>
    public override float[] Save(float[]? into = null)
    {
        Span<float> weights = _layer.Weights.Value.Span, bias = _layer.Bias.Value.Span;
        float[] copy = into ?? new float[weights.Length + bias.Length];
        weights.CopyTo(copy);
        bias.CopyTo(copy.AsSpan(weights.Length));
        return copy;
    }

    /// <inheritdoc/>
    public override void Restore(float[] copy)
    {
        int count = _layer.Weights.Value.Span.Length;
        copy.AsSpan(0, count).CopyTo(_layer.Weights.Value.Span);
        copy.AsSpan(count).CopyTo(_layer.Bias.Value.Span);
    }

    /// <inheritdoc/>
    public override void Rest()
    {
        _layer.Weights.Rest();
        _layer.Bias.Rest();
    }
}
