using System.CommandLine;
using System.Globalization;

namespace Codeword.Cli;

/// <summary>The flag <c>-k</c> of commands that measure.</summary>
internal static class CutoffFlag
{
    public static Option<int[]> Create() => new("-k")
    {
        Description = "the k of the metrics, separated by commas",
        HelpName = "numbers",
        DefaultValueFactory = _ => [1, 3, 5],
        CustomParser = result => Parse(result.Tokens[0].Value),
    };

    private static int[] Parse(string text)
    {
        string[] parts = text.Split(',');
        int[] cutoffs = [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int k) ? k : 0)];
        return cutoffs.All(k => k is >= 1 and <= 1000) && cutoffs.Distinct().Count() == cutoffs.Length
            ? [.. cutoffs.Order()]
            : throw new UsageException($"-k cannot be \"{text}\": expected different whole numbers from 1 to 1000, separated by commas.");
    }
}
