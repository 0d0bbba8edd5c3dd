using Codeword.Taxonomy;

namespace Codeword.Reports;

/// <summary>A tree of classes, to be drawn group by group.</summary>
/// <param name="Classes">The names of the leaves, 0 to n − 1.</param>
/// <param name="AllClasses">How many classes the model has; where there are more than leaves, these were drawn at random.</param>
/// <param name="First">For each of the n − 1 merges the node whose smallest class is the smaller: a leaf, or n + i for what merge i made.</param>
/// <param name="Second">The other node.</param>
/// <param name="Heights">The distance at which they are joined; ascending.</param>
/// <param name="Unit">What heights are counted in.</param>
/// <param name="Linkage">What the distance of groups is: the average or the largest (complete) of their members' distances.</param>
/// <param name="Groups">The tree cut into a few groups, the largest first.</param>
internal sealed record TreeChart(
    IReadOnlyList<string> Classes, int AllClasses, IReadOnlyList<int> First, IReadOnlyList<int> Second, IReadOnlyList<double> Heights, string Unit, string Linkage,
    IReadOnlyList<TreeGroup> Groups)
{
    /// <summary>The tree is cut into at most so many groups.</summary>
    public const int MostGroups = 30;

    private const int MostMembers = 8;

    /// <summary>Describes a tree.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="classes">What class of the model each leaf is.</param>
    /// <param name="names">What classes are called.</param>
    /// <param name="all">How many classes the model has.</param>
    /// <param name="unit">See <see cref="Unit"/>.</param>
    /// <param name="linkage">See <see cref="Linkage"/>.</param>
    public static TreeChart Of(ClassTree tree, int[] classes, DisplayNames names, int all, string unit, string linkage) => new(
        [.. classes.Select(i => names[i])],
        all,
        [.. tree.Merges.Select(merge => merge.First)],
        [.. tree.Merges.Select(merge => merge.Second)],
        [.. tree.Merges.Select(merge => Math.Round(merge.Height, 4))],
        unit,
        linkage,
        GroupsOf(tree, classes, names));

    private static List<TreeGroup> GroupsOf(ClassTree tree, int[] classes, DisplayNames names) =>
    [
        .. tree.Cut(Math.Min(MostGroups, classes.Length)).Index()
            .GroupBy(pair => pair.Item, pair => classes[pair.Index])
            .OrderByDescending(group => group.Count())
            .Select(group => new TreeGroup(group.Count(), [.. group.Take(MostMembers).Select(i => names[i])])),
    ];
}

/// <summary>A group of classes that are joined early.</summary>
/// <param name="Size">How many classes it has.</param>
/// <param name="Members">The first of them.</param>
internal sealed record TreeGroup(int Size, IReadOnlyList<string> Members);
