namespace Codeword.Tests.Reference;

/// <summary>Correlation and Mantel's p-value from the definitions: all pairs in lists, all orders of the classes one by one.</summary>
internal static class ReferenceMantel
{
    public static double Correlation(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        double meanX = x.Average(), meanY = y.Average();
        double product = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        return product / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY)));
    }

    /// <summary>The share of all orders in which the correlation is no less than as they are.</summary>
    public static double P(int classes, Func<int, int, double> x, Func<int, int, double> y)
    {
        (int A, int B)[] pairs = [.. from a in Enumerable.Range(0, classes) from b in Enumerable.Range(a + 1, classes - a - 1) select (a, b)];
        double[] first = [.. pairs.Select(pair => x(pair.A, pair.B))];
        double own = Correlation(first, [.. pairs.Select(pair => y(pair.A, pair.B))]);
        int[][] orders = [.. Orders([.. Enumerable.Range(0, classes)])];
        return (double)orders.Count(order => Correlation(first, [.. pairs.Select(pair => y(order[pair.A], order[pair.B]))]) >= own - 1e-12) / orders.Length;
    }

    private static IEnumerable<int[]> Orders(int[] items) => items.Length == 0
        ? [[]]
        : items.SelectMany(first => Orders([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));
}
