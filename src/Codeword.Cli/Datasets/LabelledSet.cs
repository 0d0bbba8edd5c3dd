namespace Codeword.Cli.Datasets;

/// <summary>A data set in memory: its classes, and its rows in both parts.</summary>
/// <param name="Classes">Synset ids of the classes in ordinal order; the position is the class.</param>
/// <param name="Training">The training rows in the order of their hash.</param>
/// <param name="Test">The test rows in the order of their hash.</param>
internal sealed record LabelledSet(IReadOnlyList<string> Classes, IReadOnlyList<DatasetRow> Training, IReadOnlyList<DatasetRow> Test)
{
    /// <summary>Labels the texts and splits them.</summary>
    /// <param name="scheme">How.</param>
    /// <param name="wordNet">What is a kind of what.</param>
    /// <param name="texts">The synsets that have a hypernym, with their texts.</param>
    public static LabelledSet Create(LabelScheme scheme, WordNet wordNet, IReadOnlyList<(Synset Synset, int[] Text)> texts)
    {
        List<string[]> labels = [.. texts.Select(text => scheme.Labels(text.Synset, wordNet).ToArray())];
        string[] classes =
        [
            .. labels.SelectMany(label => label)
                .CountBy(label => label, StringComparer.Ordinal)
                .Where(count => count.Value >= scheme.LeastMembers)
                .Select(count => count.Key)
                .Order(StringComparer.Ordinal),
        ];
        Dictionary<string, int> indices = classes.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);

        var rows = texts.Zip(labels, (text, own) => Row(text.Synset.Id, text.Text, own, indices))
            .Where(row => row.Classes.Length > 0)
            .OrderBy(row => row.Hash)
            .ToLookup(row => SplitHash.IsTest(row.Hash));
        return new LabelledSet(classes, [.. rows[false]], [.. rows[true]]);
    }

    private static DatasetRow Row(string id, int[] text, string[] labels, Dictionary<string, int> indices) =>
        new(id, SplitHash.Of(id), text, [.. labels.Where(indices.ContainsKey).Select(label => indices[label])]);
}
