using System.Numerics;

namespace Codeword.Taxonomy;

/// <summary>
/// At which height two classes of a tree come together: the largest height between their places among the leaves in the tree's order, looked up in tables of
/// the largest of 1, 2, 4, … heights side by side. O(K log K) memory, O(1) a question.
/// </summary>
public sealed class CopheneticHeights
{
    private readonly int[] _places;
    private readonly double[][] _largest;

    /// <summary>Makes the tables.</summary>
    public CopheneticHeights(ClassTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        (_places, double[] gaps) = Order(tree);
        _largest = new double[BitOperations.Log2((uint)Math.Max(1, gaps.Length)) + 1][];
        _largest[0] = gaps;
        for (int level = 1; level < _largest.Length; level++)
        {
            double[] half = _largest[level - 1];
            double[] whole = new double[gaps.Length - (1 << level) + 1];
            for (int i = 0; i < whole.Length; i++)
            {
                whole[i] = Math.Max(half[i], half[i + (1 << (level - 1))]);
            }

            _largest[level] = whole;
        }
    }

    /// <summary>The height of the lowest node that holds both classes; 0 of a class and itself.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such class.</exception>
    public double Of(int first, int second)
    {
        int start = Math.Min(_places[first], _places[second]), end = Math.Max(_places[first], _places[second]);
        if (start == end)
        {
            return 0;
        }

        int level = BitOperations.Log2((uint)(end - start));
        return Math.Max(_largest[level][start], _largest[level][end - (1 << level)]);
    }

    // Lists of leaves are put one behind the other, merge by merge; the gap behind a leaf has the height of the merge that closed it.
    private static (int[] Places, double[] Gaps) Order(ClassTree tree)
    {
        int classes = tree.Labels.Count;
        int[] first = [.. Enumerable.Range(0, classes + tree.Merges.Count)], last = [.. first];
        int[] next = new int[classes];
        double[] behind = new double[classes];
        foreach ((int i, Merge merge) in tree.Merges.Index())
        {
            int end = last[merge.First];
            (next[end], behind[end]) = (first[merge.Second], merge.Height);
            (first[classes + i], last[classes + i]) = (first[merge.First], last[merge.Second]);
        }

        int[] places = new int[classes];
        double[] gaps = new double[classes - 1];
        for (int place = 0, leaf = first[tree.Root]; place < classes; place++, leaf = next[leaf])
        {
            places[leaf] = place;
            if (place < gaps.Length)
            {
                gaps[place] = behind[leaf];
            }
        }

        return (places, gaps);
    }
}
