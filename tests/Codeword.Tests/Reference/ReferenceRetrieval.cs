namespace Codeword.Tests.Reference;

/// <summary>Retrieval figures of one query the obvious way: by every order of the items that ties allow, or by sorting.</summary>
internal static class ReferenceRetrieval
{
    /// <summary>Average precision up to a cut-off of one order, over a given number of items.</summary>
    public static double AveragePrecision(IReadOnlyList<bool> ranked, int cutoff, int over)
    {
        double sum = 0;
        int hits = 0;
        for (int rank = 1; rank <= Math.Min(cutoff, ranked.Count); rank++)
        {
            hits += ranked[rank - 1] ? 1 : 0;
            sum += ranked[rank - 1] ? (double)hits / rank : 0;
        }

        return over == 0 ? 0 : sum / over;
    }

    /// <summary>All orders of items, nearest first, in which those at equal distances change places.</summary>
    public static IEnumerable<bool[]> Orders(IReadOnlyList<(int Distance, bool IsRelevant)> items)
    {
        IEnumerable<bool[]> orders = [[]];
        foreach (var group in items.GroupBy(item => item.Distance).OrderBy(group => group.Key))
        {
            bool[][] own = [.. Permutations([.. group.Select(item => item.IsRelevant)])];
            orders = [.. from order in orders from next in own select (bool[])[.. order, .. next]];
        }

        return orders;
    }

    private static IEnumerable<bool[]> Permutations(bool[] items) => items.Length < 2
        ? [items]
        : Enumerable.Range(0, items.Length).SelectMany(first => Permutations([.. items[..first], .. items[(first + 1)..]]).Select(rest => (bool[])[items[first], .. rest]));
}
