namespace Codeword.Cli.Datasets;

/// <summary>
/// Rounds a binary number at a decimal place without any error of its own. .NET rounds ties away from zero where C rounds
/// them to the even digit, so its formats do not give C's bytes.
/// </summary>
internal static class ExactDecimal
{
    /// <summary>The smallest number above 0 whose first five digits can be asked for: 10^22 of them still fit 128 bits.</summary>
    public const double Smallest = 1e-18;

    /// <summary>Numbers from here on do not fit 128 bits with room to compare halves.</summary>
    public const double Limit = 1e38;

    private const int MostPlaces = 22;

    private static readonly UInt128[] Powers = PowersOfTen();

    /// <summary>value · 10^power as the nearest integer, ties to even, exactly as if computed with infinitely many digits.</summary>
    /// <param name="value">0, or in [<see cref="Smallest"/>, <see cref="Limit"/>), and so that the result stays below <see cref="Limit"/>.</param>
    /// <param name="power">Decimal places to keep, at most 22; below 0 to round off digits left of the point.</param>
    /// <exception cref="OverflowException">An intermediate product does not fit 128 bits.</exception>
    public static UInt128 Scale(double value, int power)
    {
        if (value == 0)
        {
            return UInt128.Zero;
        }

        // value = mantissa · 2^exponent; no subnormal is in the range.
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        ulong mantissa = (bits & ((1UL << 52) - 1)) | (1UL << 52);
        int exponent = (int)(bits >> 52) - 1075;

        UInt128 numerator = mantissa * Powers[Math.Max(power, 0)] * (UInt128.One << Math.Max(exponent, 0));
        UInt128 denominator = Powers[Math.Max(-power, 0)] * (UInt128.One << Math.Max(-exponent, 0));

        // Nearly always the denominator is a power of two, and a shift spares the 128-bit division.
        UInt128 quotient = power >= 0 ? numerator >> Math.Max(-exponent, 0) : numerator / denominator;
        UInt128 twice = (numerator - (quotient * denominator)) * 2;
        bool up = twice > denominator || (twice == denominator && UInt128.IsOddInteger(quotient));
        return up ? quotient + 1 : quotient;
    }

    private static UInt128[] PowersOfTen()
    {
        var powers = new UInt128[MostPlaces + 17];
        powers[0] = UInt128.One;
        for (int i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}
