using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
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
        TensorPrimitives.Multiply(gradient.Span, _mask.Span, _inputGradient.Span);
        return _inputGradient;
    }

    private void Map(ReadOnlySpan<float> x, Span<float> mask, Span<float> y, float drop, SplitMix64 random)
    {
        FillMask(mask, drop, random);
        if (rectifies)
        {
            DropNegative(x, mask);
        }

        TensorPrimitives.Multiply(x, mask, y);
    }

    private static void DropNegative(ReadOnlySpan<float> x, Span<float> mask)
    {
        int whole = x.Length - (x.Length % VectorMath.Lanes);
        for (int i = 0; i < whole; i += VectorMath.Lanes)
        {
            Vector512<float> kept = Vector512.LoadUnsafe(in mask[i]);
            Vector512.ConditionalSelect(Vector512.GreaterThan(Vector512.LoadUnsafe(in x[i]), Vector512<float>.Zero), kept, Vector512<float>.Zero).StoreUnsafe(ref mask[i]);
        }

        for (int i = whole; i < x.Length; i++)
        {
            mask[i] = x[i] > 0 ? mask[i] : 0;
        }
    }

    // Four 16-bit numbers of each draw decide for four units.
    private static void FillMask(Span<float> mask, float drop, SplitMix64 random)
    {
        ulong limit = (ulong)(drop * 65536);
        float scale = 1 / (1 - (limit / 65536f));
        if (limit == 0)
        {
            mask.Fill(1);
            return;
        }

        ulong bits = 0;
        for (int i = 0; i < mask.Length; i++)
        {
            bits = i % 4 == 0 ? random.Next() : bits >> 16;

            // The difference's highest bit is 1 where the draw is below the limit: no branch that could be guessed wrong.
            mask[i] = scale * (1 - (int)(unchecked((bits & 0xFFFF) - limit) >> 63));
        }
    }
}
