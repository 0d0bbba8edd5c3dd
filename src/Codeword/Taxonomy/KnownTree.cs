using Codeword.Data;

namespace Codeword.Taxonomy;

/// <summary>
/// A tree of named nodes that was there before: a class may be any node, not only a leaf, and a node may have any number below it. Where there are several roots, a
/// nameless one stands above them. Immutable.
/// </summary>
public sealed class KnownTree
{
    private const int None = -1;
    private readonly int[] _parents;
    private readonly int[] _depths;
    private readonly Dictionary<string, int> _nodes;

    // Parents may be anything but a circle; the node above all roots is added behind the last.
    internal KnownTree(IReadOnlyList<int> parents, Dictionary<string, int> nodes)
    {
        _nodes = nodes;
        _parents = [.. parents.Select(parent => parent == None ? parents.Count : parent), None];
        _depths = new int[_parents.Length];
        var open = new Stack<int>();
        for (int i = 0; i < parents.Count; i++)
        {
            int node = i;
            for (; _depths[node] == 0 && node != parents.Count; node = _parents[node])
            {
                open.Push(node);
            }

            for (int depth = _depths[node]; open.TryPop(out int below);)
            {
                _depths[below] = ++depth;
            }
        }
    }

    /// <summary>How many nodes the tree has, the nameless ones among them but that above all roots not.</summary>
    public int Count => _parents.Length - 1;

    /// <summary>Reads <c>child ⇥ parent</c> lines; a line without a tab is a node that stands alone. Empty lines are skipped.</summary>
    /// <param name="stream">The lines, UTF-8; left open.</param>
    /// <param name="source">Its name for messages.</param>
    /// <exception cref="DataFormatException">A line breaks the format, a node has two parents, nodes stand in a circle, or there is none.</exception>
    public static KnownTree ReadEdges(Stream stream, string source) => KnownTreeReader.ReadEdges(stream, source);

    /// <summary>
    /// Reads a tree in Newick: <c>(names,(nested),'quoted''names':0.5)inner;</c>. Lengths of branches and [comments] are skipped; underscores stay what they are.
    /// </summary>
    /// <param name="stream">The text, UTF-8; left open.</param>
    /// <param name="source">Its name for messages.</param>
    /// <exception cref="DataFormatException">The text is no Newick, or two nodes have a name in common.</exception>
    public static KnownTree ReadNewick(Stream stream, string source) => NewickReader.Read(stream, source);

    /// <summary>The node of a name; false when there is none.</summary>
    public bool TryFind(string name, out int node) => _nodes.TryGetValue(name, out node);

    /// <summary>
    /// How deep the lowest node stands that is above both, or is one of them and above the other or the same: 1 for a root, 0 where only the nameless root is.
    /// </summary>
    /// <exception cref="IndexOutOfRangeException">There is no such node.</exception>
    public int AncestorDepth(int first, int second)
    {
        while (_depths[first] > _depths[second])
        {
            first = _parents[first];
        }

        while (_depths[second] > _depths[first])
        {
            second = _parents[second];
        }

        while (first != second)
        {
            (first, second) = (_parents[first], _parents[second]);
        }

        return _depths[first];
    }

    /// <summary>How many edges the way between two nodes has.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such node.</exception>
    public int Path(int first, int second) => _depths[first] + _depths[second] - (2 * AncestorDepth(first, second));
}
