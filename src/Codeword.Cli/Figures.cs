using System.Globalization;

namespace Codeword.Cli;

/// <summary>Numbers for people, in the invariant culture.</summary>
internal static class Figures
{
    public static string Count(double count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Ratio(double ratio) => ratio.ToString("F4", CultureInfo.InvariantCulture);

    /// <summary>How a figure of <see cref="Codeword.Models.ModelInfo.Validation"/> is called: what is not of held-out rows says itself what it is a share of.</summary>
    public static string ValidationName(string name) => name.StartsWith("share of ", StringComparison.Ordinal) ? name : $"validation {name}";

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);

    /// <summary>A number with its noun: <c>1 row</c>, <c>2 rows</c>.</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";
}
