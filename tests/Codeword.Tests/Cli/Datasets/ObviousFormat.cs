using System.Globalization;
using System.Numerics;

namespace Codeword.Tests.Cli.Datasets;

/// <summary><c>%.5g</c> of a number above 0, the slow and obvious way: all digits of the binary value, then rounded.</summary>
internal static class ObviousFormat
{
    public static string General(double value)
    {
        // value = mantissa · 2^e = all · 10^shift
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        BigInteger all = (bits & ((1UL << 52) - 1)) | (1UL << 52);
        int e = (int)(bits >> 52) - 1075;
        all *= e < 0 ? BigInteger.Pow(5, -e) : BigInteger.Pow(2, e);
        int length = all.ToString(CultureInfo.InvariantCulture).Length;
        int exponent = length - 1 + Math.Min(e, 0);

        string digits = RoundToFive(all, length).ToString(CultureInfo.InvariantCulture);
        exponent += digits.Length - 5;
        digits = digits.TrimEnd('0');
        if (exponent is < -4 or >= 5)
        {
            string fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return digits[0] + fraction + "e" + (exponent < 0 ? "-" : "+") + Math.Abs(exponent).ToString("D2", CultureInfo.InvariantCulture);
        }

        if (exponent < 0)
        {
            return "0." + new string('0', -exponent - 1) + digits;
        }

        digits = digits.PadRight(exponent + 1, '0');
        return digits.Length == exponent + 1 ? digits : digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }

    private static BigInteger RoundToFive(BigInteger all, int length)
    {
        if (length <= 5)
        {
            return all * BigInteger.Pow(10, 5 - length);
        }

        BigInteger unit = BigInteger.Pow(10, length - 5);
        BigInteger rounded = BigInteger.DivRem(all, unit, out BigInteger rest);
        int half = (2 * rest).CompareTo(unit);
        return half > 0 || (half == 0 && !rounded.IsEven) ? rounded + 1 : rounded;
    }
}
