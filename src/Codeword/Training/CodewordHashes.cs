using Codeword.Codes;
using Codeword.Numerics;

namespace Codeword.Training;

/// <summary>64 bits of a codeword: equal codewords have equal hashes.</summary>
internal static class CodewordHashes
{
    /// <summary>Of one codeword.</summary>
    public static ulong Of(ReadOnlySpan<int> digits)
    {
        ulong hash = 0;
        foreach (int digit in digits)
        {
            hash = Next(hash, digit);
        }

        return hash;
    }

    /// <summary>Of some classes, column by column.</summary>
    public static ulong[] Of(Codebook codebook, int[] classes)
    {
        ulong[] hashes = new ulong[classes.Length];
        int[] digits = new int[classes.Length];
        foreach (DigitColumn column in codebook.Columns)
        {
            column.CopyDigits(classes, digits);
            for (int i = 0; i < digits.Length; i++)
            {
                hashes[i] = Next(hashes[i], digits[i]);
            }
        }

        return hashes;
    }

    private static ulong Next(ulong hash, int digit) => new SplitMix64(hash ^ (uint)digit).Next();
}
