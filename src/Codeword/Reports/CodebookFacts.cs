using Codeword.Codes;
using Codeword.Taxonomy;

namespace Codeword.Reports;

/// <summary>How well codewords tell classes apart, and how evenly digits are used.</summary>
/// <param name="Classes">K.</param>
/// <param name="Facts">Unique codes, distances, balance.</param>
/// <param name="Columns">Digit by digit: kind, buckets, load. Of bits the buckets are 0 and 1.</param>
/// <param name="Ones">Of bits: the share of the classes whose bit is 1, bit by bit; else null.</param>
/// <param name="Distances">How often pairs of classes differ in so many digits; empty where there is one digit alone.</param>
/// <param name="ComparedPairs">How many pairs were compared.</param>
/// <param name="ArePairsDrawn">Whether these were drawn at random.</param>
/// <param name="Unit">bits or digits; null where there is one digit alone.</param>
internal sealed record CodebookFacts(
    int Classes, IReadOnlyList<Fact> Facts, IReadOnlyList<ColumnLoad> Columns, IReadOnlyList<double>? Ones, IReadOnlyList<DistanceShare> Distances, long ComparedPairs,
    bool ArePairsDrawn, string? Unit)
{
    /// <summary>Up to so many pairs all are compared; of more, as many are drawn.</summary>
    public const int MostPairs = 200_000;

    private const ulong Seed = 25;

    public static CodebookFacts Of(Codebook codebook)
    {
        var report = CodebookReport.Of(codebook);
        var distances = new CodeDistances(codebook);
        long pairs = codebook.Classes * (codebook.Classes - 1L) / 2;
        return new CodebookFacts(
            codebook.Classes, FactsOf(report), report.Columns, codebook.Bits is { } bits ? Shares(bits) : null,
            distances.Unit is null || pairs == 0 ? [] : DistancesOf(codebook, distances), Math.Min(pairs, MostPairs), pairs > MostPairs, distances.Unit);
    }

    private static List<Fact> FactsOf(CodebookReport report)
    {
        List<Fact> facts = [new("pairs of classes that no decoder can tell apart", FormattableString.Invariant($"{report.IndistinguishablePairs:N0}"))];
        if (report.ExpectedIndistinguishablePairs is { } expected)
        {
            facts.Add(new("of these expected by 2-universal hashing", FormattableString.Invariant($"{expected:G3}")));
        }

        if (report.Bits is { } bits)
        {
            facts.Add(new("unique codes", FormattableString.Invariant($"{bits.UniqueCodes:N0} of {bits.Count:N0}")));
            if (bits is { MinimumDistance: { } least, MeanDistance: { } mean })
            {
                facts.Add(new("least distance", FormattableString.Invariant($"{least} of {bits.Bits} bits{(bits.IsSampled ? ", among codes drawn at random" : "")}")));
                facts.Add(new("mean distance", FormattableString.Invariant($"{mean:F2} bits")));
            }

            facts.Add(new("share of ones a bit", FormattableString.Invariant($"{bits.SmallestShare:F3} to {bits.LargestShare:F3}, mean {bits.MeanShare:F3}")));
            facts.Add(new("|correlation| of two bits", FormattableString.Invariant($"mean {bits.MeanCorrelation:F3}, largest {bits.LargestCorrelation:F3}")));
        }

        return facts;
    }

    private static double[] Shares(BinaryCodes codes)
    {
        double[] shares = new double[codes.Bits];
        for (int j = 0; j < shares.Length; j++)
        {
            int ones = 0;
            for (int i = 0; i < codes.Count; i++)
            {
                ones += codes[i, j] ? 1 : 0;
            }

            shares[j] = (double)ones / codes.Count;
        }

        return shares;
    }

    private static List<DistanceShare> DistancesOf(Codebook codebook, CodeDistances distances)
    {
        long[] counts = new long[distances.Most + 1];
        foreach ((int a, int b) in PairCorrelation.Pairs(codebook.Classes, MostPairs, Seed))
        {
            counts[distances.Of(a, b)]++;
        }

        // Shares of what random digits make of a distance too small to be seen are cut off at both ends, unless they were met.
        double[] expected = Expected(codebook);
        double all = counts.Sum();
        int first = Enumerable.Range(0, counts.Length).First(d => counts[d] > 0 || expected[d] > 1e-4);
        int last = Enumerable.Range(0, counts.Length).Last(d => counts[d] > 0 || expected[d] > 1e-4);
        return [.. Enumerable.Range(first, last - first + 1).Select(d => new DistanceShare(d, counts[d] / all, expected[d]))];
    }

    /// <summary>How likely codewords of independent, uniform digits differ in d of them, for d from 0 to R: a digit of B buckets differs with probability 1 − 1/B.</summary>
    internal static double[] Expected(Codebook codebook)
    {
        double[] shares = new double[codebook.Length + 1];
        shares[0] = 1;
        foreach ((int r, DigitColumn column) in codebook.Columns.Index())
        {
            double same = 1.0 / column.Buckets;
            for (int d = r + 1; d > 0; d--)
            {
                shares[d] = (shares[d] * same) + (shares[d - 1] * (1 - same));
            }

            shares[0] *= same;
        }

        return shares;
    }
}

/// <summary>How many of the pairs of classes differ in so many digits.</summary>
/// <param name="Distance">The digits.</param>
/// <param name="Share">The pairs' share, in [0, 1].</param>
/// <param name="Expected">The share that random digits would have.</param>
internal sealed record DistanceShare(int Distance, double Share, double Expected);
