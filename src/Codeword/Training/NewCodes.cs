using Codeword.Codes;
using Codeword.Data;

namespace Codeword.Training;

/// <summary>
/// Codes of bits for new classes: each bit as most of the class's examples have it. A code that another class has is left for the nearest free one; of those as near, for the one
/// whose bits the examples agree on least. Codes of retired classes are free.
/// </summary>
internal static class NewCodes
{
    /// <summary>The codebook with further classes.</summary>
    /// <param name="codes">The codes there are.</param>
    /// <param name="labels">Their labels, which tell who is retired.</param>
    /// <param name="means">For each new class and bit a mean whose sign is the bit and whose magnitude says how sure it is.</param>
    /// <exception cref="ArgumentException">All codes are taken.</exception>
    public static Codebook Extend(BinaryCodes codes, LabelSet labels, double[][] means)
    {
        HashSet<string> taken = [.. labels.Live().Select(id => Key(codes, id))];
        float[] values = new float[checked(means.Length * codes.Bits)];
        for (int c = 0; c < means.Length; c++)
        {
            Span<float> own = values.AsSpan(c * codes.Bits, codes.Bits);
            for (int j = 0; j < own.Length; j++)
            {
                own[j] = double.IsNaN(means[c][j]) ? 0 : (float)means[c][j];   // Absurd values may overflow on their way.
            }

            if (!ClashRepair.TryTake(own, taken))
            {
                throw new ArgumentException($"All 2^{codes.Bits} codes of {codes.Bits} bits are taken by {taken.Count} classes; train a model with more bits.");
            }
        }

        return Codebook.OfBits(codes.Concat(BinaryCodes.FromSigns(values, means.Length, codes.Bits)));
    }

    private static string Key(BinaryCodes codes, int index)
    {
        float[] bits = [.. Enumerable.Range(0, codes.Bits).Select(bit => codes[index, bit] ? 1f : 0f)];
        return ClashRepair.Key(bits);
    }
}
