using Codeword.Taxonomy;

namespace Codeword.Reports;

/// <summary>The leaves of a tree from left to right, and which of many are shown.</summary>
internal static class ClassOrder
{
    /// <summary>The classes of a tree as a drawing lists them: those of a group side by side.</summary>
    public static int[] Leaves(ClassTree tree)
    {
        int classes = tree.Labels.Count;
        var leaves = new List<int>(classes);
        var open = new Stack<int>([tree.Root]);
        while (open.TryPop(out int node))
        {
            if (node < classes)
            {
                leaves.Add(node);
            }
            else
            {
                open.Push(tree.Merges[node - classes].Second);
                open.Push(tree.Merges[node - classes].First);
            }
        }

        return [.. leaves];
    }

    /// <summary>At most so many of a list's items, evenly spaced, the first one among them.</summary>
    public static int[] Spaced(IReadOnlyList<int> items, int most) => items.Count <= most
        ? [.. items]
        : [.. Enumerable.Range(0, most).Select(i => items[(int)((long)i * items.Count / most)])];
}
