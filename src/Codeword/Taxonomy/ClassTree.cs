using Codeword.Data;

namespace Codeword.Taxonomy;

/// <summary>Two nodes of a tree that are joined to one.</summary>
/// <param name="First">The node whose smallest class is the smaller: a class 0 to K − 1, or K + i for what merge i made.</param>
/// <param name="Second">The other node.</param>
/// <param name="Height">The distance at which they are joined, 0 or more; not below that of either.</param>
/// <param name="Size">How many classes the new node has.</param>
public readonly record struct Merge(int First, int Second, double Height, int Size);

/// <summary>A binary tree whose leaves are classes and whose inner nodes have heights. Immutable.</summary>
public sealed class ClassTree
{
    private readonly Merge[] _merges;

    internal ClassTree(LabelSet labels, IReadOnlyList<Joining> joinings, double scale)
    {
        Labels = labels;
        _merges = new Merge[joinings.Count];

        // A group is no lower than what it was made of, whatever rounding said; equal heights stay in the order found, parts before the whole.
        double[] heights = new double[labels.Count];
        double[] own = new double[joinings.Count];
        for (int i = 0; i < own.Length; i++)
        {
            (int kept, int gone, double distance) = joinings[i];
            own[i] = heights[kept] = Math.Max(distance * scale, Math.Max(heights[kept], heights[gone]));
        }

        int[] nodes = [.. Enumerable.Range(0, labels.Count)];
        int[] sizes = new int[labels.Count];
        Array.Fill(sizes, 1);
        foreach ((int i, int place) in Enumerable.Range(0, own.Length).OrderBy(i => own[i]).Index().Select(pair => (pair.Item, pair.Index)))
        {
            (int kept, int gone, _) = joinings[i];
            sizes[kept] += sizes[gone];
            _merges[place] = new Merge(nodes[kept], nodes[gone], own[i], sizes[kept]);
            nodes[kept] = labels.Count + place;
        }
    }

    /// <summary>The K classes' names: the leaves, in the order of their numbers.</summary>
    public LabelSet Labels { get; }

    /// <summary>K − 1 merges, the lowest first; the last one makes the root.</summary>
    public IReadOnlyList<Merge> Merges => _merges;

    /// <summary>The node of everything: the last merge's, or the only class.</summary>
    public int Root => Labels.Count + _merges.Length - 1;

    /// <summary>Undoes the last merges until there are so many groups.</summary>
    /// <param name="groups">How many groups, 1 to K.</param>
    /// <returns>The group of each class, 0 to groups − 1, numbered in the order of their first classes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There cannot be so many groups.</exception>
    public int[] Cut(int groups)
    {
        if (groups < 1 || groups > Labels.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(groups), groups, $"{Labels.Count} classes make 1 to {Labels.Count} groups.");
        }

        return GroupsOf(Labels.Count - groups);
    }

    /// <summary>Keeps the merges up to a height.</summary>
    /// <param name="height">The largest height at which classes of a group may be joined.</param>
    /// <returns>The group of each class, numbered in the order of their first classes.</returns>
    public int[] CutAt(double height) => GroupsOf(_merges.TakeWhile(merge => merge.Height <= height).Count());

    /// <summary>The height of a node, 0 for a class.</summary>
    internal double HeightOf(int node) => node < Labels.Count ? 0 : _merges[node - Labels.Count].Height;

    // From above: a node hands its group down.
    private int[] GroupsOf(int merges)
    {
        int[] tops = [.. Enumerable.Range(0, Labels.Count + merges)];
        for (int i = merges - 1; i >= 0; i--)
        {
            tops[_merges[i].First] = tops[_merges[i].Second] = tops[Labels.Count + i];
        }

        var numbers = new Dictionary<int, int>();
        int[] groups = new int[Labels.Count];
        for (int i = 0; i < groups.Length; i++)
        {
            numbers.TryAdd(tops[i], numbers.Count);
            groups[i] = numbers[tops[i]];
        }

        return groups;
    }
}
