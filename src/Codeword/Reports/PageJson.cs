using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Codeword.Reports;

/// <summary>JSON that can stand in a page.</summary>
internal static class PageJson
{
    /// <summary>
    /// Letters of all scripts as they are; what could end an element of HTML (&lt;, &gt;, &amp;, quotes) and what does not print as \u escapes.
    /// </summary>
    public static ReportJson Create() => new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });
}
