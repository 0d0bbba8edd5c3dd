using System.Security.Cryptography;
using System.Text;

namespace Codeword.Reports;

/// <summary>What every page carries: the script that draws, the style, the licences of what the script is made of. They are resources of the library.</summary>
internal static class PageParts
{
    /// <summary>The script.</summary>
    public static string Script => Read("report.js");

    /// <summary>The style.</summary>
    public static string Style => Read("report.css");

    /// <summary>The licences.</summary>
    public static string Notices => Read("NOTICES.txt");

    /// <summary>How a Content-Security-Policy names a script or a style that stands in the page.</summary>
    public static string HashOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static string Read(string name)
    {
        using Stream stream = typeof(PageParts).Assembly.GetManifestResourceStream($"Codeword.Reports.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
