using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Codeword.Numerics;

/// <summary>Softmax and its cross-entropy over the first <c>count</c> elements of a buffer padded to whole vectors.</summary>
public static class Softmax
{
    /// <summary>Replaces logits by probabilities in place and returns ln Σ exp(logit). Elements beyond <paramref name="count"/> become 0.</summary>
    /// <param name="logits">At least <paramref name="count"/> elements, a multiple of 16 long.</param>
    /// <param name="count">B, 1 or more.</param>
    /// <exception cref="ArgumentException">The buffer is not a multiple of 16 long or too short.</exception>
    public static float ToProbabilities(Span<float> logits, int count)
    {
        Require(logits, count);

        logits[count..].Fill(float.NegativeInfinity);
        float top = Highest(logits);
        ref float m = ref MemoryMarshal.GetReference(logits);
        Vector512<float> sum = default;
        for (nuint b = 0; b < (nuint)logits.Length; b += VectorMath.Lanes)
        {
            Vector512<float> mass = VectorMath.Exp(Vector512.LoadUnsafe(ref m, b) - Vector512.Create(top));
            mass.StoreUnsafe(ref m, b);
            sum += mass;
        }

        float total = VectorMath.Sum(sum);
        var scale = Vector512.Create(1 / total);
        for (nuint b = 0; b < (nuint)logits.Length; b += VectorMath.Lanes)
        {
            (Vector512.LoadUnsafe(ref m, b) * scale).StoreUnsafe(ref m, b);
        }

        return top + (float)VectorMath.Log(total);
    }

    /// <summary>Replaces logits by the gradient p − t of the cross-entropy with one target and returns the loss, −ln p[target].</summary>
    /// <exception cref="ArgumentException">There is not exactly one target.</exception>
    public static double LossAndGradient(Span<float> logits, int count, ReadOnlySpan<int> targets)
    {
        if (targets.Length != 1)
        {
            throw new ArgumentException($"{targets.Length} target buckets; softmax needs exactly one.", nameof(targets));
        }

        float target = logits[targets[0]];
        float logSum = ToProbabilities(logits, count);
        logits[targets[0]] -= 1;
        return logSum - target;
    }

    /// <summary>ln Σ exp(logit) over the first <paramref name="count"/> elements, which stay as they are; the padding becomes −∞.</summary>
    /// <exception cref="ArgumentException">The buffer is not a multiple of 16 long or too short.</exception>
    public static float LogSum(Span<float> logits, int count)
    {
        Require(logits, count);
        logits[count..].Fill(float.NegativeInfinity);
        float top = Highest(logits);
        return top + (float)VectorMath.Log(SumOfExponentials(logits, 1, top));
    }

    /// <summary>The largest element of a buffer that is a multiple of 16 long.</summary>
    internal static float Highest(ReadOnlySpan<float> logits)
    {
        ref float m = ref MemoryMarshal.GetReference(logits);
        Vector512<float> highest = Vector512.LoadUnsafe(ref m);
        for (nuint b = VectorMath.Lanes; b < (nuint)logits.Length; b += VectorMath.Lanes)
        {
            highest = Vector512.Max(highest, Vector512.LoadUnsafe(ref m, b));
        }

        float top = highest.GetElement(0);
        for (int lane = 1; lane < VectorMath.Lanes; lane++)
        {
            top = Math.Max(top, highest.GetElement(lane));
        }

        return top;
    }

    /// <summary>Σ exp(scale·(logit − offset)) over a buffer that is a multiple of 16 long.</summary>
    internal static float SumOfExponentials(ReadOnlySpan<float> logits, float scale, float offset)
    {
        ref float m = ref MemoryMarshal.GetReference(logits);
        Vector512<float> sum = default;
        for (nuint b = 0; b < (nuint)logits.Length; b += VectorMath.Lanes)
        {
            sum += VectorMath.Exp(Vector512.Create(scale) * (Vector512.LoadUnsafe(ref m, b) - Vector512.Create(offset)));
        }

        return VectorMath.Sum(sum);
    }

    /// <summary>Refuses a buffer that the vector loops would read beyond.</summary>
    internal static void Require(Span<float> logits, int count)
    {
        if (logits.Length % VectorMath.Lanes != 0 || count < 1 || count > logits.Length)
        {
            throw new ArgumentException($"A buffer of {logits.Length} for {count} logits; expected a multiple of 16, long enough.", nameof(logits));
        }
    }
}
