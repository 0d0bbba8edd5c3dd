using Codeword.Data;

namespace Codeword.Cli.Datasets;

/// <summary>WordNet's nouns and verbs and what each is a kind of.</summary>
internal sealed class WordNet
{
    private readonly Dictionary<string, Synset> _byId;

    private WordNet(List<Synset> synsets)
    {
        Synsets = synsets;
        _byId = synsets.ToDictionary(synset => synset.Id, StringComparer.Ordinal);
    }

    /// <summary>All synsets: the nouns, then the verbs, each in the order of their file.</summary>
    public IReadOnlyList<Synset> Synsets { get; }

    /// <summary>Reads both files.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="DataFormatException">A line breaks the format, or a file holds the synsets of the other.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static WordNet Read(WordNetFiles files, CancellationToken cancellation)
    {
        var synsets = new List<Synset>();
        foreach ((string file, char type) in new[] { (files.Nouns, 'n'), (files.Verbs, 'v') })
        {
            foreach (Synset synset in SynsetReader.Read(file, type))
            {
                cancellation.ThrowIfCancellationRequested();
                synsets.Add(synset);
            }
        }

        return new WordNet(synsets);
    }

    /// <summary>The synset of an id, or null when WordNet has none.</summary>
    public Synset? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The ids of all synsets above one, in ordinal order; a circle in the data ends.</summary>
    public List<string> Ancestors(Synset synset)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(synset.Hypernyms);
        while (open.TryPop(out string? id))
        {
            if (seen.Add(id) && Find(id) is { } above)
            {
                foreach (string hypernym in above.Hypernyms)
                {
                    open.Push(hypernym);
                }
            }
        }

        return [.. seen.Order(StringComparer.Ordinal)];
    }
}
