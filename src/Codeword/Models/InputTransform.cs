using Codeword.Data;
using Codeword.Numerics;

namespace Codeword.Models;

/// <summary>
/// What happens to an example's values before the heads see them, in training and in serving alike: each value v becomes sign(v)·|v|ᵖ, the row
/// is scaled to length 1, and a constant bias feature is appended at index d.
/// </summary>
/// <param name="FeatureCount">d, the features seen in training; others are ignored.</param>
/// <param name="Power">p, above 0; 1 leaves values as they are.</param>
/// <param name="Normalize">Whether rows are scaled to Euclidean length 1.</param>
/// <param name="Bias">The constant feature's value; 0 for none.</param>
public sealed record InputTransform(int FeatureCount, float Power, bool Normalize, float Bias)
{
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>d + 1: features and the bias.</summary>
    public long Rows => FeatureCount + 1L;

    /// <summary>
    /// Writes the transformed row, bias last; returns how many pairs were written, at most the row's features + 1.
    /// </summary>
    internal int Apply(Features features, Span<int> indices, Span<float> values)
    {
        int count = 0;
        double square = 0;
        for (int i = 0; i < features.Values.Length; i++)
        {
            int index = features.IsDense ? i : features.Indices[i];
            float value = features.Values[i];
            if (value == 0 || index < 0 || index >= FeatureCount)
            {
                continue;
            }

            value = Power == 1 ? value : Raise(value);
            square += (double)value * value;
            indices[count] = index;
            values[count++] = value;
        }

        if (Normalize && square > 0)
        {
            float scale = (float)Math.Min(1 / Math.Sqrt(square), float.MaxValue);   // A row of denormal numbers stays short, but finite.
            for (int i = 0; i < count; i++)
            {
                values[i] *= scale;
            }
        }

        if (Bias != 0)
        {
            indices[count] = FeatureCount;
            values[count++] = Bias;
        }

        return count;
    }

    private float Raise(float value)
    {
        float magnitude = Math.Max(MathF.Abs(value), SmallestNormal);
        return MathF.CopySign(VectorMath.Exp((float)(Power * VectorMath.Log(magnitude))), value);
    }
}
