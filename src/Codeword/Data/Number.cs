using System.Globalization;

namespace Codeword.Data;

/// <summary>Parses the numbers of the data formats: decimal, invariant, finite, correctly rounded.</summary>
internal static class Number
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    // The powers of ten that a float holds exactly.
    private static ReadOnlySpan<float> PowersOfTen => [1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f];

    public static bool TryParse(ReadOnlySpan<byte> utf8, out float value) =>
        TryParseShort(utf8, out value)
        || (float.TryParse(utf8, Style, CultureInfo.InvariantCulture, out value) && float.IsFinite(value));

    public static bool TryParse(ReadOnlySpan<char> text, out float value) =>
        float.TryParse(text, Style, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);

    /// <summary>
    /// Plain decimals of few digits, nearly all there are in data. Digits below 2^24 and a power of ten up to 10^10 are both exact
    /// in a float, so that their one division rounds correctly (Clinger 1990); anything else is left to the general parser.
    /// </summary>
    private static bool TryParseShort(ReadOnlySpan<byte> utf8, out float value)
    {
        value = 0;
        bool negative = utf8 is [(byte)'-', ..];
        int digits = 0;
        int number = 0;
        int point = -1;
        for (int i = negative ? 1 : 0; i < utf8.Length; i++)
        {
            int digit = utf8[i] - '0';
            if (digit is >= 0 and <= 9)
            {
                number = (number * 10) + digit;
                digits++;
                if (number >= 1 << 24)
                {
                    return false;
                }
            }
            else if (utf8[i] == '.' && point < 0)
            {
                point = digits;
            }
            else
            {
                return false;
            }
        }

        int decimals = point < 0 ? 0 : digits - point;
        if (digits == 0 || decimals >= PowersOfTen.Length)
        {
            return false;
        }

        value = number / PowersOfTen[decimals];
        value = negative ? -value : value;
        return true;
    }
}
