namespace Codeword.Cli.Datasets;

/// <summary>A way to label a synset: one of the data sets made of WordNet.</summary>
/// <param name="Name">Name of the data set and of its folder.</param>
/// <param name="LeastMembers">A class with fewer members among all rows is left out.</param>
/// <param name="Labels">The labels of a synset, each once; may give none.</param>
internal sealed record LabelScheme(string Name, int LeastMembers, Func<Synset, WordNet, IEnumerable<string>> Labels)
{
    /// <summary>The four sets of the tool.</summary>
    public static IReadOnlyList<LabelScheme> All { get; } =
    [
        new("wordnet", 5, (synset, _) => synset.Hypernyms.Take(1)),
        new("wordnet_coarse", 20, (synset, wordNet) => wordNet.Find(synset.Hypernyms[0])?.Hypernyms.Take(1) ?? []),
        new("wordnet_ml", 5, (synset, _) => synset.Hypernyms.Distinct().Order(StringComparer.Ordinal)),
        new("wordnet_anc", 5, (synset, wordNet) => wordNet.Ancestors(synset)),
    ];
}
