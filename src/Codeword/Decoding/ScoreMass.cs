using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>What is kept of a row of K scores while it passes tile by tile: the best classes, and ln Σ exp(scale·s) where it is asked for.</summary>
/// <param name="scale">0 when no sum is wanted.</param>
internal struct ScoreMass(float scale)
{
    private double _offset = double.NegativeInfinity;
    private double _mass;

    /// <summary>ln Σ exp(scale·s) over all tiles; 0 when no sum is wanted.</summary>
    public readonly double LogSum => scale > 0 ? (scale * _offset) + VectorMath.Log(_mass) : 0;

    /// <summary>Takes a tile in.</summary>
    /// <param name="tile">Scores, in a buffer of whole vectors; what is beyond the count becomes −∞.</param>
    /// <param name="count">How many.</param>
    /// <param name="first">The class of the first.</param>
    /// <param name="top">Receives the best.</param>
    public void AddTile(Span<float> tile, int count, int first, ref TopK top)
    {
        Span<float> padded = tile[..((count + VectorMath.Lanes - 1) / VectorMath.Lanes * VectorMath.Lanes)];
        padded[count..].Fill(float.NegativeInfinity);
        float highest = Softmax.Highest(padded);
        if (!(highest < top.Threshold))
        {
            // Also where a NaN, which is never kept, hides what else the tile holds.
            Offer(tile[..count], first, ref top);
        }

        if (scale > 0)
        {
            double next = Math.Max(_offset, highest);
            _mass = _offset == next ? _mass : _mass * Rescale(scale * (_offset - next));
            _mass += Softmax.SumOfExponentials(padded, scale, (float)next);
            _offset = next;
        }
    }

    private static void Offer(ReadOnlySpan<float> scores, int first, ref TopK top)
    {
        float threshold = top.Threshold;
        for (int i = 0; i < scores.Length; i++)
        {
            if (scores[i] >= threshold)
            {
                top.Offer(first + i, scores[i]);
                threshold = top.Threshold;
            }
        }
    }

    private static double Rescale(double exponent) => double.IsNegativeInfinity(exponent) ? 0 : VectorMath.Exp((float)exponent);
}
