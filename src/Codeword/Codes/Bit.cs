namespace Codeword.Codes;

/// <summary>The one rule of signs: a number above 0 is the bit 1, and any other, 0 among them, is the bit 0.</summary>
internal static class Bit
{
    /// <summary>Whether a number is the bit 1.</summary>
    public static bool IsOne(float value) => value > 0;

    /// <summary>A number's bit as +1 or −1.</summary>
    public static float Sign(float value) => value > 0 ? 1 : -1;
}
