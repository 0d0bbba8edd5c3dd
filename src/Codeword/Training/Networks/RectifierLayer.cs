using Codeword.Numerics;

namespace Codeword.Training.Networks;

/// <summary>y = max(0, x), and in training a share of the y is dropped while the rest is scaled up by as much (inverted dropout).</summary>
internal sealed class RectifierLayer(int width, float dropout, ulong part, bool rectifies = true) : Layer
{
    private readonly Matrix _output = new(0, width);
    private readonly Matrix _inputGradient = new(0, width);

    // What each y is multiplied by: 0, or the scale.
    private readonly Matrix _mask = new(0, width);

    /// <summary>Whether negative inputs become 0; without, the layer only drops.</summary>
    public bool Rectifies => rectifies;

    /// <inheritdoc/>
    public override int Width => width;

    /// <inheritdoc/>
    public override Matrix Forward(Matrix input, in Pass pass)
    {
        _output.Resize(input.Rows);
        _mask.Resize(input.Rows);
        float drop = pass.IsTraining ? dropout : 0;
        ulong seed = pass.Seed;
        pass.ForRows(input.Rows, 32, (first, end) =>
        {
            for (int row = first; row < end; row++)
            {
                Map(input.Row(row), _mask.Row(row), _output.Row(row), drop, SplitMix64.ForPart(seed, part, (ulong)row));
            }
        });
        return _output;
    }

    /// <inheritdoc/>
    public override Matrix Backward(Matrix input, Matrix gradient, in Pass pass)
    {
        _inputGradient.Resize(input.Rows);
        System.Numerics.Tensors.TensorPrimitives.Multiply(gradient.Span, _mask.Span, _inputGradient.Span);
        return _inputGradient;
    }

    private void Map(ReadOnlySpan<float> x, Span<float> mask, Span<float> y, float drop, SplitMix64 random)
    {
        // Four 16-bit numbers of each draw decide for four units.
        uint limit = (uint)(drop * 65536);
        float scale = 1 / (1 - (limit / 65536f));
        ulong bits = 0;
        for (int i = 0; i < x.Length; i++)
        {
            bits = limit > 0 && i % 4 == 0 ? random.Next() : bits >> 16;
            bool passes = (!rectifies || x[i] > 0) && (limit == 0 || (bits & 0xFFFF) >= limit);
            mask[i] = passes ? scale : 0;
            y[i] = passes ? x[i] * scale : 0;
        }
    }
}
