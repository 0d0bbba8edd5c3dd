using System.Runtime.Intrinsics;
using Codeword.Codes;
using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>What k logits write: a code, and how sure each of its bits is.</summary>
internal static class LogitCode
{
    /// <summary>The units of <see cref="ScoringScratch.Shares"/>: whole numbers add up to the same sum in any order, so that every kernel gives the same bits.</summary>
    public const int Whole = 1 << 30;

    // Sums of as many logits as a code can have bits stay finite.
    private const float Largest = 1e30f;

    /// <summary>A number in place of what may be none: NaN says nothing.</summary>
    public static float Bound(float logit) => float.IsNaN(logit) ? 0 : Math.Clamp(logit, -Largest, Largest);

    /// <summary>Reads the code, and each bit's |z| as a share of Σ|z|; all shares are 0 when all logits are.</summary>
    public static void Read(ReadOnlySpan<float> logits, ScoringScratch scratch)
    {
        BinaryCodes.PackSigns(logits, scratch.Code);
        double sum = 0;
        foreach (float logit in logits)
        {
            sum += Math.Abs(Bound(logit));
        }

        for (int j = 0; j < logits.Length; j++)
        {
            scratch.Shares[j] = sum > 0 ? (int)Math.Round(Math.Abs(Bound(logits[j])) / sum * Whole) : 0;
        }
    }

    /// <summary>Σⱼ ln p(bit j of the code that the logits write) = −ln Πⱼ (1 + e^−|zⱼ|); 512 factors of at most 2 are far from a double's end.</summary>
    public static float LogProbability(ReadOnlySpan<float> logits)
    {
        double product = 1;
        Span<float> masses = stackalloc float[VectorMath.Lanes];
        for (int start = 0; start < logits.Length; start += VectorMath.Lanes)
        {
            int count = Math.Min(VectorMath.Lanes, logits.Length - start);
            for (int j = 0; j < count; j++)
            {
                masses[j] = -Math.Abs(Bound(logits[start + j]));
            }

            VectorMath.Exp(Vector512.Create<float>(masses)).CopyTo(masses);
            foreach (float mass in masses[..count])
            {
                product *= 1 + (double)mass;
            }
        }

        return (float)-VectorMath.Log(product);
    }
}
