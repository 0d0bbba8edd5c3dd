using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Codeword.Cli;

/// <summary>
/// Text on one line, in one field, without effect on a terminal: <c>\t</c>, <c>\n</c>, <c>\r</c>, <c>\\</c>, and <c>\u001B</c> for other
/// control characters. What it was can be told from it.
/// </summary>
internal static partial class EscapedText
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

    /// <summary>What a text was before <see cref="Of"/> wrote it so; a backslash before anything else stands for itself.</summary>
    public static string Undo(string text) => !text.Contains('\\') ? text : Escape().Replace(text, match => match.Value[1] switch
    {
        't' => "\t",
        'n' => "\n",
        'r' => "\r",
        '\\' => "\\",
        _ => ((char)ushort.Parse(match.ValueSpan[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString(),
    });

    [GeneratedRegex(@"\\(?:[tnr\\]|u[0-9A-Fa-f]{4})")]
    private static partial Regex Escape();
}
