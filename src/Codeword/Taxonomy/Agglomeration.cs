using Codeword.Codes;
using Codeword.Data;

namespace Codeword.Taxonomy;

/// <summary>
/// Joins classes to a tree, the nearest first. Average and Ward linkage take O(K·k) memory and O(K²·k) time; complete linkage takes a table of all pairs up to
/// <see cref="MostInTable"/> classes, and O(K) memory but more time above.
/// </summary>
public static class Agglomeration
{
    /// <summary>Up to this many classes complete linkage holds all pairs' distances: two bytes each of codes, four of rows.</summary>
    public const int MostInTable = 20_000;

    /// <summary>The tree of class codes; heights are in bits.</summary>
    /// <param name="labels">The K classes' names.</param>
    /// <param name="codes">Their codes.</param>
    /// <param name="options">Linkage, weights of bits, threads; the defaults when null.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">There are not as many codes as labels, or weights as bits.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ClassTree Of(LabelSet labels, BinaryCodes codes, TreeOptions? options = null, CancellationToken cancellation = default) =>
        Of(labels, codes, options ?? new TreeOptions(), MostInTable, cancellation);

    internal static ClassTree Of(LabelSet labels, BinaryCodes codes, TreeOptions options, int mostInTable, CancellationToken cancellation)
    {
        RequireCount(labels, codes.Count, "codes");
        BitWeights weights = options.Weights ?? BitWeights.Equal(codes.Bits);
        weights.RequireBitsOf(codes);
        ClusterDistances distances = options.Linkage != Linkage.Complete
            ? new SumDistances(codes, weights, options.Linkage == Linkage.Ward)
            : codes.Count > mostInTable ? new MemberDistances(codes, weights)
            : new PairTable<ushort>(codes.Count, (i, j) => (ushort)weights.Distance(codes.CodeOf(i), codes.CodeOf(j)), options.ThreadCount, cancellation);
        return new ClassTree(labels, NeighborChain.Run(distances, options.ThreadCount, cancellation), 1.0 / weights.UnitsPerBit);
    }

    /// <summary>The tree of real-valued class rows; heights are cosine distances.</summary>
    /// <param name="labels">The K classes' names.</param>
    /// <param name="rows">Their rows; at most <see cref="MostInTable"/> for complete linkage.</param>
    /// <param name="options">Linkage and threads; the defaults when null.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">There are not as many rows as labels, or there are weights of bits, or too many classes for complete linkage.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ClassTree Of(LabelSet labels, ClassRows rows, TreeOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new TreeOptions();
        RequireCount(labels, rows.Count, "rows");
        if (options.Weights is not null)
        {
            throw new ArgumentException("Rows of real numbers have no bits that weights could be for.", nameof(options));
        }

        if (options.Linkage != Linkage.Complete)
        {
            const double CosineOfSquare = 0.5;
            return new ClassTree(labels, NeighborChain.Run(new SumDistances(rows, options.Linkage == Linkage.Ward), options.ThreadCount, cancellation), CosineOfSquare);
        }

        if (rows.Count > MostInTable)
        {
            throw new ArgumentException(
                $"Complete linkage of rows takes at most {MostInTable} classes; found {rows.Count}, of which average and Ward linkage need no table.", nameof(rows));
        }

        var table = new PairTable<float>(rows.Count, (i, j) => (float)rows.Distance(i, j), options.ThreadCount, cancellation);
        return new ClassTree(labels, NeighborChain.Run(table, options.ThreadCount, cancellation), 1);
    }

    private static void RequireCount(LabelSet labels, int count, string what)
    {
        if (labels.Count != count)
        {
            throw new ArgumentException($"Found {count} {what}; expected {labels.Count}, one for each label.");
        }
    }
}
