using System.Globalization;

namespace Codeword.Experiments;

/// <summary>Seeds of a run: <c>5</c> are 1 to 5, <c>4-5</c> go on where a run of three ended.</summary>
internal static class SeedRange
{
    /// <exception cref="FormatException">Neither a number nor two with a dash between.</exception>
    public static IReadOnlyList<int> Parse(string text)
    {
        int[] ends = [.. text.Split('-').Select(end => int.Parse(end, NumberStyles.None, CultureInfo.InvariantCulture))];
        return ends switch
        {
            [int last] => [.. Enumerable.Range(1, last)],
            [int first, int last] when first >= 1 && first <= last => [.. Enumerable.Range(first, last - first + 1)],
            _ => throw new FormatException($"Found the seeds {text}; expected a number such as 5, or two such as 4-5."),
        };
    }
}
