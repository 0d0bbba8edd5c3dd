using System.Globalization;
using Codeword.Data;

namespace Codeword.Cli.Datasets;

/// <summary>
/// Four classification tasks made of WordNet's nouns and verbs: find a concept from its definition. Each set has its folder.
/// <list type="bullet">
/// <item><c>wordnet</c>: one label, the first hypernym; classes of at least 5 members.</item>
/// <item><c>wordnet_coarse</c>: one label, the first hypernym of that; classes of at least 20.</item>
/// <item><c>wordnet_ml</c>: all direct hypernyms; classes of at least 5.</item>
/// <item><c>wordnet_anc</c>: all ancestors; classes of at least 5.</item>
/// </list>
/// A folder holds <c>train</c> and <c>test</c> as <c>.txt</c> (fastText), <c>.svm</c> (libsvm, first feature 1), <c>.xmlc.txt</c> (XMLC)
/// and <c>.ids</c> (the rows' synsets), and <c>labels.txt</c> (line → synset), <c>names.tsv</c> (class, synset, words),
/// <c>tree.tsv</c> (WordNet's own tree over the classes) and <c>vocab.txt</c> (term, training rows, idf).
/// </summary>
public static class WordNetDataset
{
    /// <summary>Builds all four sets. The same source gives the same bytes.</summary>
    /// <param name="source">WordNet's files.</param>
    /// <param name="outputFolder">Made when absent; files in it are replaced one by one, each only when its new content is complete.</param>
    /// <param name="progress">Gets one line for each set: its name and sizes.</param>
    /// <param name="cancellation">Stops the work; files completed by then stay.</param>
    /// <exception cref="DataFormatException">A line of the source breaks its format.</exception>
    /// <exception cref="DatasetException">The source has no synset with a hypernym.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The output folder may not be written to.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static void Build(
        WordNetFiles source, string outputFolder, IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        WordNet wordNet = WordNet.Read(source, cancellation);
        var tokens = new TokenTable();
        List<(Synset, int[])> texts =
            [.. wordNet.Synsets.Where(synset => synset.Hypernyms.Count > 0).Select(synset => (synset, Definition.Of(synset, tokens)))];
        if (texts.Count == 0)
        {
            throw new DatasetException($"No synset in {source.Nouns} and {source.Verbs} has a hypernym, so there is nothing to classify.");
        }

        foreach (LabelScheme scheme in LabelScheme.All)
        {
            cancellation.ThrowIfCancellationRequested();
            LabelledSet set = LabelledSet.Create(scheme, wordNet, texts);
            var writer = new DatasetWriter(Path.Combine(outputFolder, scheme.Name), set, tokens, cancellation);
            writer.Write(wordNet);
            progress?.Report(Sizes(scheme.Name, set, writer.FeatureCount));
        }
    }

    private static string Sizes(string name, LabelledSet set, int features) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: {set.Classes.Count:N0} classes, {set.Training.Count:N0} training rows, {set.Test.Count:N0} test rows, {features:N0} features");
}
