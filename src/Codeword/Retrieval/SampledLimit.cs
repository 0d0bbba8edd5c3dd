namespace Codeword.Retrieval;

/// <summary>
/// The limit that a search among many codes can begin with, from a sample of their blocks: as few codes as possible are nearer, but the wanted ones most likely. How far the sample
/// may be off is told by how unlike its blocks are, since codes that were added one after the other are often alike.
/// </summary>
internal static class SampledLimit
{
    // Of codes in random order one query in seven hundred is promised too much.
    private const int Deviations = 3;

    /// <summary>The lowest limit with enough codes nearer; the highest where no lower one is known to have.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="blocks">How many blocks it has.</param>
    /// <param name="expected">How many of the wanted codes fall into the sample in the mean.</param>
    /// <param name="highest">The limit that the search has without a sample.</param>
    /// <param name="mayBeFew">Whether fewer codes than are wanted may be nearer than the highest limit: it is then looked at first, and no lower one where that is so.</param>
    public static int Lowest<TSample>(TSample sample, int blocks, double expected, int highest, bool mayBeFew)
        where TSample : ICodeSample, allows ref struct
    {
        (int low, int high) = (mayBeFew && !IsEnough(sample, blocks, expected, highest) ? highest : 1, highest);
        while (low < high)
        {
            int limit = (low + high) / 2;
            (low, high) = IsEnough(sample, blocks, expected, limit) ? (low, limit) : (limit + 1, high);
        }

        return high;
    }

    private static bool IsEnough<TSample>(TSample sample, int blocks, double expected, int limit)
        where TSample : ICodeSample, allows ref struct
    {
        (int codes, int squares) = sample.CountNearer(limit);
        double variance = squares - ((double)codes * codes / blocks);
        return codes - (Deviations * Math.Sqrt(Math.Max(variance, 0))) >= expected;
    }
}
