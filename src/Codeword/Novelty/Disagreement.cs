using System.Runtime.Intrinsics;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Numerics;

namespace Codeword.Novelty;

/// <summary>
/// How far the R digits are from agreeing on a class: 1 less the mean of what each gives the class's bucket, which is the bucket's probability, or of a margin m the share (1 +
/// m)/2 between
/// −1 and 1.
/// </summary>
internal static class Disagreement
{
    // Whatever is so far ahead leaves nothing for the others.
    private const float LargestExponent = 80;

    /// <summary>The disagreement about a class, in [0, 1].</summary>
    /// <param name="codebook">The codewords.</param>
    /// <param name="loss">What the heads were trained on.</param>
    /// <param name="outputs">What the heads said.</param>
    /// <param name="label">The class.</param>
    public static float Of(Codebook codebook, HeadLoss loss, ReadOnlySpan<float> outputs, LabelId label)
    {
        double sum = 0;
        for (int r = 0; r < codebook.Length; r++)
        {
            DigitColumn column = codebook.Columns[r];
            sum += ShareOf(outputs[..column.Buckets], column.DigitOf(label), loss);
            outputs = outputs[column.Buckets..];
        }

        return (float)Math.Clamp(1 - (sum / codebook.Length), 0, 1);
    }

    private static double ShareOf(ReadOnlySpan<float> head, int bucket, HeadLoss loss)
    {
        float own = LogitCode.Bound(head[bucket]);
        return loss switch
        {
            HeadLoss.SquaredHinge => Math.Clamp((1 + own) / 2, 0, 1),
            HeadLoss.Logistic => Sigmoid.Of(own),
            _ => 1 / InverseShare(head, own),
        };
    }

    // Σ exp(o − own) over the buckets, 16 at a time; the class's own adds 1.
    private static double InverseShare(ReadOnlySpan<float> head, float own)
    {
        double sum = 0;
        Span<float> lanes = stackalloc float[VectorMath.Lanes];
        for (int start = 0; start < head.Length; start += VectorMath.Lanes)
        {
            int count = Math.Min(VectorMath.Lanes, head.Length - start);
            for (int i = 0; i < count; i++)
            {
                lanes[i] = Math.Min(LogitCode.Bound(head[start + i]) - own, LargestExponent);
            }

            lanes[count..].Fill(float.NegativeInfinity);
            sum += VectorMath.Sum(VectorMath.Exp(Vector512.Create<float>(lanes)));
        }

        return Math.Max(sum, 1);
    }
}
