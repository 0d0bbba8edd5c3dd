using Codeword.Taxonomy;

namespace Codeword.Tests.Reference;

/// <summary>Questions about trees answered by climbing from both nodes to the root.</summary>
internal static class ReferenceTree
{
    /// <summary>All nodes from a class up, the class first.</summary>
    public static List<int> Way(ClassTree tree, int node)
    {
        List<int> way = [node];
        foreach ((int i, Merge merge) in tree.Merges.Index())
        {
            if (merge.First == way[^1] || merge.Second == way[^1])
            {
                way.Add(tree.Labels.Count + i);
            }
        }

        return way;
    }

    public static double Height(ClassTree tree, int a, int b)
    {
        int node = Way(tree, a).Intersect(Way(tree, b)).First();
        return node < tree.Labels.Count ? 0 : tree.Merges[node - tree.Labels.Count].Height;
    }

    /// <summary>Which two of three are joined before the third is, by heights: 0 for a and b, 1 for a and c, 2 for b and c, −1 where two are joined at one height.</summary>
    public static int Closest(double ab, double ac, double bc)
    {
        double[] all = [ab, ac, bc];
        return all.Count(value => value == all.Min()) == 1 ? Array.IndexOf(all, all.Min()) : -1;
    }
}
