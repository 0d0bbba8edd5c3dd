using System.Numerics;

namespace Codeword.Tests.Reference;

/// <summary>One value of a .npy file by the definition of its type, digit by digit.</summary>
internal static class ReferenceNpy
{
    public static float Value(string descr, ReadOnlySpan<byte> bytes)
    {
        byte[] little = bytes.ToArray();
        if (descr[0] == '>')
        {
            Array.Reverse(little);
        }

        var bits = new BigInteger(little, isUnsigned: true);
        int width = 8 * little.Length;
        bool isNegative = (bits >> (width - 1)) == 1;
        return descr[1] switch
        {
            'b' => bits.IsZero ? 0 : 1,
            'u' => (float)(ulong)bits,
            'i' => (float)(long)(isNegative ? bits - (BigInteger.One << width) : bits),
            _ => (float)Binary(bits, width, isNegative),
        };
    }

    /// <summary>IEEE 754: sign, exponent of 5, 8 or 11 bits, the rest the fraction.</summary>
    private static double Binary(BigInteger bits, int width, bool isNegative)
    {
        int exponentBits = width == 16 ? 5 : width == 32 ? 8 : 11;
        int fractionBits = width - 1 - exponentBits;
        int largest = (1 << exponentBits) - 1;
        int exponent = (int)((bits >> fractionBits) & largest);
        double fraction = (double)(bits & ((BigInteger.One << fractionBits) - 1)) / (double)(BigInteger.One << fractionBits);
        double value = exponent == largest ? (fraction == 0 ? double.PositiveInfinity : double.NaN)
            : exponent == 0 ? fraction * Math.Pow(2, 2 - (1 << (exponentBits - 1)))
            : (1 + fraction) * Math.Pow(2, exponent + 1 - (1 << (exponentBits - 1)));
        return isNegative ? -value : value;
    }
}
