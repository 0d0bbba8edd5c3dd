using System.Globalization;

namespace Codeword.Cli;

/// <summary>Spans of time as people write them: <c>30s</c>, <c>5m</c>, <c>1.5h</c>.</summary>
internal static class Duration
{
    /// <summary>Reads a span of 0 to 1000 hours; <c>never</c> is <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    /// <exception cref="UsageException">The text is none.</exception>
    public static TimeSpan Parse(string text)
    {
        if (text is "0" or "never")
        {
            return text == "0" ? TimeSpan.Zero : Timeout.InfiniteTimeSpan;
        }

        double seconds = text is [.., var unit] ? unit switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 } : 0;
        return seconds > 0
            && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
            && value * seconds <= TimeSpan.FromHours(1000).TotalSeconds
            ? TimeSpan.FromSeconds(value * seconds)
            : throw new UsageException($"Found \"{text}\"; expected a time such as 30s, 5m or 1.5h, at most 1000h, or 0, or never.");
    }
}
