using System.Text;

namespace Codeword.Data;

/// <summary>Quotes a piece of the data in a message: short, on one line, without control characters.</summary>
internal static class Excerpt
{
    private const int MaxLength = 40;

    public static string Of(ReadOnlySpan<byte> utf8) =>
        Of(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, 4 * (MaxLength + 1))]));

    public static string Of(ReadOnlySpan<char> text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text[..Math.Min(text.Length, MaxLength)])
        {
            quoted.Append(char.IsControl(c) ? '\uFFFD' : c);
        }

        return quoted.Append(text.Length > MaxLength ? "…\"" : "\"").ToString();
    }
}
