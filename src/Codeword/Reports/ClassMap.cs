using Codeword.Taxonomy;

namespace Codeword.Reports;

/// <summary>How alike pairs of classes are, by their codewords and by their features: a heat map each.</summary>
/// <param name="Classes">The classes shown, in the tree's order.</param>
/// <param name="AllClasses">How many classes the model has, retired ones not among them.</param>
/// <param name="AreMet">Whether these were taken from the classes that the data has, since it has not all.</param>
/// <param name="Codes">
/// The share of digits that two codewords have in common, in thousandths: of class 1 with class 0, of 2 with 0 and 1, and so on. Null where each class has a digit of its own.
/// </param>
/// <param name="Features">The cosine of the angle between the classes' mean features, in thousandths, in the same order; null where the data has too few classes.</param>
/// <param name="Correlation">Pearson's correlation of the two over the pairs; null where one is missing or the same everywhere.</param>
/// <param name="P">How likely chance alone makes it as large, by Mantel's test; null likewise.</param>
/// <param name="Nearest">The pairs whose codewords have the most in common; where there are none, whose features have.</param>
internal sealed record ClassMap(
    IReadOnlyList<string> Classes, int AllClasses, bool AreMet, IReadOnlyList<int>? Codes, IReadOnlyList<int>? Features, double? Correlation, double? P,
    IReadOnlyList<NearPair> Nearest)
{
    /// <summary>So many pairs are listed.</summary>
    public const int MostNearest = 20;

    private const ulong Seed = 25;

    /// <summary>Compares all pairs of the classes shown.</summary>
    /// <param name="shown">The classes, in the tree's order; two or more.</param>
    /// <param name="names">What they are called.</param>
    /// <param name="all">How many classes the model has.</param>
    /// <param name="distances">Of codewords; null where each class has a digit of its own.</param>
    /// <param name="cosines">Of the features of the classes shown; null where there are none.</param>
    /// <param name="areMet">See <see cref="AreMet"/>.</param>
    /// <param name="threads">Threads to work with.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static ClassMap Of(int[] shown, DisplayNames names, int all, CodeDistances? distances, float[,]? cosines, bool areMet, int threads, CancellationToken cancellation)
    {
        double ByCode(int i, int j) => 1 - ((double)distances!.Of(shown[i], shown[j]) / distances.Most);
        double ByFeature(int i, int j) => cosines![i, j];
        int[]? codes = distances is null ? null : Thousandths(shown.Length, ByCode);
        int[]? features = cosines is null ? null : Thousandths(shown.Length, ByFeature);
        MantelTest? test = codes is null || features is null || shown.Length < 3
            ? null
            : MantelTest.Of(shown.Length, ByCode, ByFeature, Seed, threads: threads, cancellation: cancellation);
        bool isDefined = test is { Correlation: not double.NaN };
        return new ClassMap(
            [.. shown.Select(i => names[i])], all, areMet, codes, features, isDefined ? test!.Correlation : null, isDefined ? test!.P : null,
            [.. NearestOf(shown, names, codes, features)]);
    }

    private static int[] Thousandths(int count, Func<int, int, double> similarity)
    {
        int[] values = new int[count * (count - 1) / 2];
        for (int i = 1, at = 0; i < count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                values[at++] = (int)Math.Round(1000 * similarity(i, j));
            }
        }

        return values;
    }

    private static IEnumerable<NearPair> NearestOf(int[] shown, DisplayNames names, int[]? codes, int[]? features)
    {
        var pairs = new List<(int I, int J, int At)>();
        for (int i = 1; i < shown.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                pairs.Add((i, j, pairs.Count));
            }
        }

        return pairs
            .OrderByDescending(pair => codes?[pair.At] ?? 0).ThenByDescending(pair => features?[pair.At] ?? 0).ThenBy(pair => pair.At)
            .Take(MostNearest)
            .Select(pair => new NearPair(names[shown[pair.J]], names[shown[pair.I]], codes?[pair.At] / 1000.0, features?[pair.At] / 1000.0));
    }
}

/// <summary>Two classes that are alike.</summary>
/// <param name="First">One.</param>
/// <param name="Second">The other.</param>
/// <param name="Codes">The share of digits in common, in [0, 1]; null where each class has a digit of its own.</param>
/// <param name="Features">The cosine of their features, −1 to 1; null where there are none.</param>
internal sealed record NearPair(string First, string Second, double? Codes, double? Features);
