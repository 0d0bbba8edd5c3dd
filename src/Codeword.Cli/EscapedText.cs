using System.Globalization;
using System.Text;

namespace Codeword.Cli;

/// <summary>
/// Text on one line, in one field, without effect on a terminal: <c>\t</c>, <c>\n</c>, <c>\r</c>, <c>\\</c>, and <c>\u001B</c> for other
/// control characters. What it was can be told from it.
/// </summary>
internal static class EscapedText
{
    public static string Of(string text)
    {
        if (!text.Any(c => char.IsControl(c) || c == '\\'))
        {
            return text;
        }

        var escaped = new StringBuilder();
        foreach (char c in text)
        {
            _ = c switch
            {
                '\t' => escaped.Append("\\t"),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\\' => escaped.Append("\\\\"),
                _ when char.IsControl(c) => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
