using System.Globalization;

namespace Codeword.Cli;

/// <summary>Numbers of bytes as people write them: <c>8GB</c>, <c>1.5 GiB</c>, <c>500000</c>.</summary>
internal static class ByteSize
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Reads a size; kB, MB, GB are powers of 1000, KiB, MiB, GiB of 1024, in any case.</summary>
    /// <exception cref="UsageException">The text is no size.</exception>
    public static long Parse(string text)
    {
        string number = text.TrimEnd().TrimEnd([.. "bBkKmMgGtTiI"]);
        string unit = text.Trim()[number.TrimStart().Length..];
        int index = unit.Length == 0 ? 0 : Array.FindIndex(Units, known => known.Equals(unit, StringComparison.OrdinalIgnoreCase));
        double scale = index < 5 ? Math.Pow(1000, index) : Math.Pow(1024, index - 4);
        return index >= 0 && double.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out double value)
            && value * scale < long.MaxValue
            ? (long)(value * scale)
            : throw new UsageException($"Found \"{text}\"; expected a number of bytes such as 500MB, 8GB or 1.5GiB.");
    }
}
