using System.Runtime.InteropServices;

namespace Codeword.Codes;

/// <summary>How well a codebook tells classes apart, counted, with what theory expects of its hashed digits beside it.</summary>
public sealed record CodebookReport
{
    private CodebookReport(
        int classes, IReadOnlyList<ColumnLoad> columns, long indistinguishablePairs, double? expectedPairs, BinaryCodeReport? bits)
    {
        Classes = classes;
        Bits = bits;
        Columns = columns;
        IndistinguishablePairs = indistinguishablePairs;
        ExpectedIndistinguishablePairs = expectedPairs;
    }

    /// <summary>K.</summary>
    public int Classes { get; }

    /// <summary>Bucket loads, column by column.</summary>
    public IReadOnlyList<ColumnLoad> Columns { get; }

    /// <summary>Pairs of classes that share their bucket in every column, counted: no decoder can tell them apart.</summary>
    public long IndistinguishablePairs { get; }

    /// <summary>
    /// K(K−1)/2 · Π 1/B over the columns, the number 2-universal hashing leads one to expect (MACH, theorem 3, before the union bound);
    /// null unless every column is hashed, since shuffled and clustered digits come with no such promise.
    /// </summary>
    public double? ExpectedIndistinguishablePairs { get; }

    /// <summary>Distances and balance of binary codes; null for a codebook of other digits.</summary>
    public BinaryCodeReport? Bits { get; }

    /// <summary>Counts loads and collisions of a codebook in O(K·R) time; of binary codes distances too, see <see cref="BinaryCodeReport.Of"/>.</summary>
    public static CodebookReport Of(Codebook codebook)
    {
        ColumnLoad[] loads = [.. codebook.Columns.Select(ColumnLoad.Of)];
        double? expected = codebook.Columns.All(column => column is HashedColumn)
            ? codebook.Columns.Aggregate(codebook.Classes * (codebook.Classes - 1.0) / 2, (pairs, column) => pairs / column.Buckets)
            : null;
        BinaryCodeReport? bits = codebook.Bits is { } codes ? BinaryCodeReport.Of(codes) : null;
        return new CodebookReport(codebook.Classes, loads, bits?.CollidingPairs ?? CountPairs(codebook), expected, bits);
    }

    // Classes are refined into groups of equal codewords, column by column: exact, unlike comparing fingerprints.
    private static long CountPairs(Codebook codebook)
    {
        int[] group = new int[codebook.Classes];
        int[] digits = new int[codebook.Classes];
        int groups = 1;
        foreach (DigitColumn column in codebook.Columns)
        {
            if (groups == codebook.Classes)
            {
                return 0;
            }

            column.CopyDigits(0, digits);
            var next = new Dictionary<long, int>();
            for (int i = 0; i < group.Length; i++)
            {
                ref int id = ref CollectionsMarshal.GetValueRefOrAddDefault(next, ((long)group[i] << 32) | (uint)digits[i], out bool known);
                id = known ? id : next.Count - 1;
                group[i] = id;
            }

            groups = next.Count;
        }

        long[] sizes = new long[groups];
        foreach (int id in group)
        {
            sizes[id]++;
        }

        return sizes.Sum(size => size * (size - 1) / 2);
    }
}
