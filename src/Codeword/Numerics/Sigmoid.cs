using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Codeword.Numerics;

/// <summary>The logistic function and its binary cross-entropy.</summary>
public static class Sigmoid
{
    /// <summary>σ(x) = 1/(1 + e⁻ˣ), lane by lane.</summary>
    public static Vector512<float> Of(Vector512<float> x) =>
        Vector512<float>.One / (Vector512<float>.One + VectorMath.Exp(-x));

    /// <summary>σ(x) of one number.</summary>
    public static float Of(float x) => 1 / (1 + VectorMath.Exp(-x));

    /// <summary>ln σ(x) without overflow: −ln(1 + e⁻ˣ), and x − ln(1 + eˣ) for negative x.</summary>
    public static float Log(float x) => Math.Min(x, 0) - (float)VectorMath.Log(1 + (double)VectorMath.Exp(-Math.Abs(x)));

    /// <summary>
    /// Replaces logits by the gradient σ(m) − t of the binary cross-entropy, summed over the buckets, and returns that loss.
    /// Elements beyond <paramref name="count"/> become 0.
    /// </summary>
    /// <param name="logits">At least <paramref name="count"/> elements, a multiple of 16 long.</param>
    /// <param name="count">B.</param>
    /// <param name="targets">The buckets with t = 1, none twice.</param>
    /// <exception cref="ArgumentException">The buffer is not a multiple of 16 long or too short.</exception>
    public static double LossAndGradient(Span<float> logits, int count, ReadOnlySpan<int> targets)
    {
        Softmax.Require(logits, count);

        // The loss of a bucket is ln(1 + eᵐ) − t·m, and ln(1 + eᵐ) = max(m, 0) − ln max(p, 1 − p): exact for confident logits of either sign.
        double loss = 0;
        foreach (float logit in logits[..count])
        {
            loss += Math.Max(logit, 0);
        }

        foreach (int target in targets)
        {
            loss -= logits[target];
        }

        ref float m = ref MemoryMarshal.GetReference(logits);
        for (nuint b = 0; b < (nuint)logits.Length; b += VectorMath.Lanes)
        {
            Of(Vector512.LoadUnsafe(ref m, b)).StoreUnsafe(ref m, b);
        }

        logits[count..].Clear();
        loss -= LogOfLikelier(logits[..count]);
        foreach (int target in targets)
        {
            logits[target] -= 1;
        }

        return loss;
    }

    // Σ ln max(p, 1 − p). Factors are ½ or more, and products of them save logarithms.
    private static double LogOfLikelier(ReadOnlySpan<float> probabilities)
    {
        double sum = 0;
        float product = 1;
        foreach (float p in probabilities)
        {
            product *= Math.Max(p, 1 - p);
            if (product < 1e-20f)
            {
                sum += VectorMath.Log(product);
                product = 1;
            }
        }

        return sum + VectorMath.Log(product);
    }
}
