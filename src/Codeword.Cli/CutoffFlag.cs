using System.CommandLine;
using System.Globalization;

namespace Codeword.Cli;

/// <summary>The flag <c>-k</c> of commands that measure.</summary>
internal static class CutoffFlag
{
    public static Option<int[]> Create() => new("-k")
    {
        Description = "the k of the metrics, separated by commas [default: 1,3,5]",
        HelpName = "numbers",
        CustomParser = result => Parse(result.Tokens[0].Value),
    };

    /// <summary>The numbers, ascending; the standard ones where none are given.</summary>
    public static int[] Of(ParseResult parsed, Option<int[]> flag) => parsed.GetResult(flag) is null ? [1, 3, 5] : parsed.GetRequiredValue(flag);

    private static int[] Parse(string text)
    {
        string[] parts = text.Split(',');
        int[] cutoffs = [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int k) ? k : 0)];
        return cutoffs.All(k => k is >= 1 and <= 1000) && cutoffs.Distinct().Count() == cutoffs.Length
            ? [.. cutoffs.Order()]
            : throw new UsageException($"-k cannot be \"{text}\": expected different whole numbers from 1 to 1000, separated by commas.");
    }
}
