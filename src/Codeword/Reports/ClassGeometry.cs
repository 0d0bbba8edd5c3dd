using Codeword.Codes;
using Codeword.Data;
using Codeword.Numerics;
using Codeword.Taxonomy;

namespace Codeword.Reports;

/// <summary>How near classes are to each other: a tree of them, and a map of pairs in the tree's order.</summary>
/// <param name="Tree">The tree; null for one class alone, or where nothing says how near classes are.</param>
/// <param name="Map">The map; null likewise.</param>
internal sealed record ClassGeometry(TreeChart? Tree, ClassMap? Map)
{
    /// <summary>Of more classes as many are drawn for the tree.</summary>
    public const int MostInTree = 5_000;

    /// <summary>Of more classes as many, evenly spaced in the tree's order, are in the map.</summary>
    public const int MostInMap = 200;

    private const ulong Seed = 25;

    /// <summary>Joins and compares classes.</summary>
    /// <param name="classifier">The model.</param>
    /// <param name="examples">Rows of its labels, for what classes are like beside their codewords.</param>
    /// <param name="counts">What was counted in them.</param>
    /// <param name="names">What classes are called.</param>
    /// <param name="threads">Threads to work with.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static ClassGeometry Of(
        Classifier classifier, ExampleSet examples, RowCounts counts, DisplayNames names, int threads, CancellationToken cancellation)
    {
        if (classifier.Labels.LiveCount < 2)
        {
            return new ClassGeometry(null, null);
        }

        return IsShared(classifier.Codebook)
            ? OfCodes(classifier, examples, counts, names, threads, cancellation)
            : OfFeatures(classifier, examples, counts, names, threads, cancellation);
    }

    // An output a class makes all classes equally far apart.
    private static bool IsShared(Codebook codebook) => codebook.Columns.Any(column => column is not IdentityColumn);

    private static ClassGeometry OfCodes(
        Classifier classifier, ExampleSet examples, RowCounts counts, DisplayNames names, int threads, CancellationToken cancellation)
    {
        Codebook codebook = classifier.Codebook;
        int[] classes = Draw(classifier.Labels.Live(), MostInTree);
        LabelSet labels = LabelSet.Create(classes.Select(i => classifier.Labels.Names[i]));
        ClassTree tree = codebook.Bits is { } bits
            ? Agglomeration.Of(labels, bits.Take(classes), new TreeOptions { Threads = threads }, cancellation)
            : new ClassTree(labels, NeighborChain.Run(new DigitDistances(codebook, classes), threads, cancellation), 1);
        int[] order = [.. ClassOrder.Leaves(tree).Select(leaf => classes[leaf])];
        int[] met = [.. order.Where(i => counts.RowsOf(i) > 0)];
        bool hasRows = met.Length > 1;
        int[] shown = ClassOrder.Spaced(hasRows ? met : order, MostInMap);
        ClassVectors? vectors = hasRows ? ClassVectors.Of(classifier.Model, examples, shown, cancellation) : null;
        var distances = new CodeDistances(codebook);
        return new ClassGeometry(
            TreeChart.Of(tree, classes, names, classifier.Labels.LiveCount, distances.Unit ?? "digits", "average"),
            ClassMap.Of(
                shown, names, classifier.Labels.LiveCount, distances, vectors?.Cosines(threads, cancellation), hasRows && met.Length < order.Length, threads, cancellation));
    }

    private static ClassGeometry OfFeatures(
        Classifier classifier, ExampleSet examples, RowCounts counts, DisplayNames names, int threads, CancellationToken cancellation)
    {
        int[] met = [.. classifier.Labels.Live().Where(i => counts.RowsOf(i) > 0)];
        if (met.Length < 2)
        {
            return new ClassGeometry(null, null);
        }

        int[] classes = Draw(met, MostInMap);
        float[,] cosines = ClassVectors.Of(classifier.Model, examples, classes, cancellation).Cosines(threads, cancellation);
        var table = new PairTable<float>(classes.Length, (i, j) => Math.Max(0, 1 - cosines[i, j]), threads, cancellation);
        LabelSet labels = LabelSet.Create(classes.Select(i => classifier.Labels.Names[i]));
        var tree = new ClassTree(labels, NeighborChain.Run(table, threads, cancellation), 1);
        int[] leaves = ClassOrder.Leaves(tree);
        float[,] ordered = new float[leaves.Length, leaves.Length];
        for (int i = 0; i < leaves.Length; i++)
        {
            for (int j = 0; j < leaves.Length; j++)
            {
                ordered[i, j] = cosines[leaves[i], leaves[j]];
            }
        }

        return new ClassGeometry(
            TreeChart.Of(tree, classes, names, classifier.Labels.LiveCount, "cosine distance of features", "complete"),
            ClassMap.Of(
                [.. leaves.Select(leaf => classes[leaf])], names, classifier.Labels.LiveCount, null, ordered, met.Length < classifier.Labels.LiveCount, threads, cancellation));
    }

    private static int[] Draw(int[] items, int most)
    {
        if (items.Length <= most)
        {
            return items;
        }

        new SplitMix64(Seed).Shuffle<int>(items);
        int[] drawn = items[..most];
        Array.Sort(drawn);
        return drawn;
    }
}
