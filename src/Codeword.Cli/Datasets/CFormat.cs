using System.Globalization;

namespace Codeword.Cli.Datasets;

/// <summary>
/// C's <c>%.5g</c> and <c>%.6f</c> to the byte, as glibc and Python print them: exact on the binary value, ties to the even digit.
/// Nothing is allocated.
/// </summary>
internal static class CFormat
{
    /// <summary>The longest text <see cref="General"/> writes: <c>-1.2345e-18</c>.</summary>
    public const int GeneralLength = 11;

    /// <summary>Room enough for <see cref="Fixed"/>: a sign, 32 digits before the point, the point and 6 after it.</summary>
    public const int FixedLength = 40;

    private const int Significant = 5;
    private const int Places = 6;

    /// <summary>
    /// <c>%.5g</c>: five significant digits without trailing zeros; with an exponent when that is below -4 or at least 5.
    /// </summary>
    /// <returns>How many characters were written.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is neither 0 nor of a magnitude in [1e-18, 1e38).</exception>
    public static int General(double value, Span<char> destination)
    {
        int length = WriteSign(ref value, ExactDecimal.Limit, destination);
        if (value == 0)
        {
            destination[length] = '0';
            return length + 1;
        }

        int exponent = RoundToDigits(value, out uint number);
        Span<char> digits = stackalloc char[Significant];
        number.TryFormat(digits, out _, default, CultureInfo.InvariantCulture);
        digits = digits.TrimEnd('0');
        Span<char> rest = destination[length..];
        return length + (exponent is < -4 or >= Significant ? Scientific(digits, exponent, rest) : Plain(digits, exponent, rest));
    }

    /// <summary><c>%.6f</c>: six digits after the point.</summary>
    /// <returns>How many characters were written.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is neither 0 nor of a magnitude in [1e-18, 1e31).</exception>
    public static int Fixed(double value, Span<char> destination)
    {
        const ulong one = 1_000_000;
        int length = WriteSign(ref value, 1e31, destination);
        (UInt128 whole, UInt128 fraction) = UInt128.DivRem(ExactDecimal.Scale(value, Places), one);
        whole.TryFormat(destination[length..], out int written, default, CultureInfo.InvariantCulture);
        length += written;
        destination[length++] = '.';
        ((uint)fraction).TryFormat(destination[length..], out written, "D6", CultureInfo.InvariantCulture);
        return length + written;
    }

    /// <summary>The five digits as a number in [10000, 99999], and the decimal exponent of the first of them.</summary>
    private static int RoundToDigits(double value, out uint digits)
    {
        const uint least = 10_000;

        // The logarithm may be off by one next to a power of ten, and rounding may carry into a sixth digit: 9.99995 is 10.
        int exponent = (int)Math.Floor(Math.Log10(value));
        while (true)
        {
            UInt128 rounded = ExactDecimal.Scale(value, Significant - 1 - exponent);
            if (rounded >= least && rounded < least * 10)
            {
                digits = (uint)rounded;
                return exponent;
            }

            exponent += rounded < least ? -1 : 1;
        }
    }

    private static int Plain(ReadOnlySpan<char> digits, int exponent, Span<char> destination)
    {
        if (exponent < 0)
        {
            "0.".CopyTo(destination);
            destination.Slice(2, -exponent - 1).Fill('0');
            digits.CopyTo(destination[(1 - exponent)..]);
            return 1 - exponent + digits.Length;
        }

        int whole = exponent + 1;
        if (digits.Length <= whole)
        {
            digits.CopyTo(destination);
            destination[digits.Length..whole].Fill('0');
            return whole;
        }

        return WithPoint(digits, whole, destination);
    }

    private static int Scientific(ReadOnlySpan<char> digits, int exponent, Span<char> destination)
    {
        int length = WithPoint(digits, 1, destination);
        destination[length++] = 'e';
        destination[length++] = exponent < 0 ? '-' : '+';
        Math.Abs(exponent).TryFormat(destination[length..], out int written, "D2", CultureInfo.InvariantCulture);
        return length + written;
    }

    private static int WithPoint(ReadOnlySpan<char> digits, int whole, Span<char> destination)
    {
        digits[..whole].CopyTo(destination);
        if (digits.Length == whole)
        {
            return whole;
        }

        destination[whole] = '.';
        digits[whole..].CopyTo(destination[(whole + 1)..]);
        return digits.Length + 1;
    }

    private static int WriteSign(ref double value, double limit, Span<char> destination)
    {
        double magnitude = Math.Abs(value);
        if (!(magnitude == 0 || (magnitude >= ExactDecimal.Smallest && magnitude < limit)))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, $"The magnitude must be 0 or in [1e-18, {limit:0e0}).");
        }

        bool negative = double.IsNegative(value);
        value = magnitude;
        if (negative)
        {
            destination[0] = '-';
        }

        return negative ? 1 : 0;
    }
}
