using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Codeword.Reports;

/// <summary>The parts of a report as JSON, written by generated code.</summary>
[JsonSerializable(typeof(ReportData))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>
    /// Letters of all scripts as they are; what could end an element of HTML (&lt;, &gt;, &amp;, quotes) and what does not print as \u escapes, so that the text can stand in a page.
    /// </summary>
    public static ReportJson ForPages { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });
}
