using System.Globalization;

namespace Codeword.Cli.Datasets;

/// <summary>
/// WordNet's own tree over the classes of a data set, by first hypernyms: lines of child, tab, parent, and of a root alone. A class goes by its number, as in the
/// data, any other synset by its id.
/// </summary>
internal static class HypernymTree
{
    /// <summary>The ways up from all classes, each node once, classes in their order; the edge that would close a circle is left out.</summary>
    /// <param name="classes">Synset ids of the classes; the position is the class.</param>
    /// <param name="wordNet">What is a kind of what.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<string> classes, WordNet wordNet)
    {
        Dictionary<string, string> names = classes.Index().ToDictionary(
            entry => entry.Item, entry => entry.Index.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (string id in classes)
        {
            var way = new HashSet<string>(StringComparer.Ordinal);
            for (string? node = id; node is not null && !done.Contains(node);)
            {
                way.Add(node);
                string? above = wordNet.Find(node)?.Hypernyms.FirstOrDefault(hypernym => !way.Contains(hypernym));
                yield return above is null ? Name(node) : $"{Name(node)}\t{Name(above)}";
                node = above;
            }

            done.UnionWith(way);
        }

        string Name(string id) => names.GetValueOrDefault(id, id);
    }
}
