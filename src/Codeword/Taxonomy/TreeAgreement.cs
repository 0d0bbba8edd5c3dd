using Codeword.Data;

namespace Codeword.Taxonomy;

/// <summary>
/// How far a tree of classes, and the distances it was made of, agree with a known tree, over the classes that the known tree has. Where the known tree says how
/// near two classes are there are two ways: by the path between them, and by how deep their lowest common ancestor is.
/// </summary>
public sealed record TreeAgreement
{
    private TreeAgreement(int classes) => Classes = classes;

    /// <summary>How many classes of the tree are nodes of the known tree.</summary>
    public int Classes { get; }

    /// <summary>Triples by the heights at which the tree joins classes.</summary>
    public required Triplets TreeTriplets { get; init; }

    /// <summary>Triples by the distances.</summary>
    public required Triplets DistanceTriplets { get; init; }

    /// <summary>Cophenetic correlation: the tree's heights with the distances it was made of.</summary>
    public required double Cophenetic { get; init; }

    /// <summary>The tree's heights with the lengths of the known tree's paths.</summary>
    public required double TreeWithPaths { get; init; }

    /// <summary>The tree's heights with the depths of lowest common ancestors, sign changed: 1 where classes are joined the lower the deeper.</summary>
    public required double TreeWithAncestors { get; init; }

    /// <summary>The distances with the lengths of the known tree's paths.</summary>
    public required double DistanceWithPaths { get; init; }

    /// <summary>The distances with the depths of lowest common ancestors, sign changed.</summary>
    public required double DistanceWithAncestors { get; init; }

    /// <summary>Compares.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="distance">The distance of two of its classes.</param>
    /// <param name="known">The known tree; classes are found in it by their names.</param>
    /// <param name="seed">Names the triples and pairs that are drawn where there are too many.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">The known tree has fewer than three of the classes.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static TreeAgreement Of(ClassTree tree, Func<int, int, double> distance, KnownTree known, ulong seed, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var (classes, nodes) = Common(tree.Labels, known);
        var heights = new CopheneticHeights(tree);
        double Height(int a, int b) => heights.Of(classes[a], classes[b]);
        double Distance(int a, int b) => distance(classes[a], classes[b]);
        double Path(int a, int b) => known.Path(nodes[a], nodes[b]);
        double Ancestor(int a, int b) => -known.AncestorDepth(nodes[a], nodes[b]);
        double Correlate(Func<int, int, double> own, Func<int, int, double> other) => PairCorrelation.Of(nodes.Count, own, other, seed, cancellation);
        return new TreeAgreement(nodes.Count)
        {
            TreeTriplets = Triplets.Of(known, nodes, Height, seed, cancellation),
            DistanceTriplets = Triplets.Of(known, nodes, Distance, seed, cancellation),
            Cophenetic = Correlate(Height, Distance),
            TreeWithPaths = Correlate(Height, Path),
            TreeWithAncestors = Correlate(Height, Ancestor),
            DistanceWithPaths = Correlate(Distance, Path),
            DistanceWithAncestors = Correlate(Distance, Ancestor),
        };
    }

    private static (List<int> Classes, List<int> Nodes) Common(LabelSet labels, KnownTree known)
    {
        var classes = new List<int>();
        var nodes = new List<int>();
        foreach ((int i, string name) in labels.Names.Index())
        {
            if (known.TryFind(name, out int node))
            {
                classes.Add(i);
                nodes.Add(node);
            }
        }

        return nodes.Count >= 3
            ? (classes, nodes)
            : throw new ArgumentException($"The known tree has {nodes.Count} of the {labels.Count} classes; agreement needs three or more. Classes are found by their names.");
    }
}
