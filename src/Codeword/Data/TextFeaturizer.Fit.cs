namespace Codeword.Data;

public sealed partial class TextFeaturizer
{
    /// <summary>Learns the vocabulary and the document frequencies of the training texts, in one pass.</summary>
    /// <param name="texts">The training texts; only theirs, or the test would have been seen.</param>
    /// <param name="options">What terms are and what they are worth.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="InvalidOperationException">There are more terms than a vocabulary can hold.</exception>
    public static TextFeaturizer Fit(IEnumerable<string> texts, TextFeaturizerOptions options)
    {
        if (Contradiction(options) is string problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        var words = new TermCounter(options.HashBits);
        var chars = options.HashBits > 0 ? words : new TermCounter(hashBits: 0); // hashed terms of both kinds share their features
        var terms = new TermScanner();
        int documents = 0;
        foreach (string text in texts)
        {
            terms.Scan(text, options);
            documents++;
            for (int i = 0; i < terms.Count; i++)
            {
                bool isWords = i < terms.WordTermCount;
                (isWords ? words : chars).Count(terms[i], isWords, documents);
            }
        }

        if (options.HashBits > 0)
        {
            return new(options, new TermTable(), new TermTable(), documents, words.HashedFrequencies());
        }

        (TermTable wordTable, int[] wordFrequencies) = words.Vocabulary(options.MinDocumentFrequency);
        (TermTable charTable, int[] charFrequencies) = chars.Vocabulary(options.MinDocumentFrequency);
        return new(options, wordTable, charTable, documents, [.. wordFrequencies, .. charFrequencies]);
    }

    /// <summary>What contradicts itself in the options, as a sentence; null when nothing does.</summary>
    private static string? Contradiction(TextFeaturizerOptions options) => options.CharNGramMin <= options.CharNGramMax
        ? null
        : $"CharNGramMin is {options.CharNGramMin}, but CharNGramMax is {options.CharNGramMax}; "
            + "the longest run may not be shorter than the shortest.";

    /// <summary>Counts how many texts hold each term.</summary>
    private sealed class TermCounter(int hashBits)
    {
        private readonly TermTable _terms = new();
        private (int Frequency, int LastDocument)[] _counts = new (int, int)[hashBits > 0 ? 1 << hashBits : 1024];

        public void Count(ReadOnlySpan<byte> term, bool isWords, int document)
        {
            int id = hashBits > 0 ? HashedIndex(term, isWords, hashBits) : _terms.GetOrAdd(term);
            if (id >= _counts.Length)
            {
                Array.Resize(ref _counts, _counts.Length * 2);
            }

            if (_counts[id].LastDocument != document)
            {
                _counts[id] = (_counts[id].Frequency + 1, document);
            }
        }

        public int[] HashedFrequencies() => Array.ConvertAll(_counts, count => count.Frequency);

        /// <summary>The terms that enough texts hold, in the order of their bytes.</summary>
        public (TermTable Terms, int[] Frequencies) Vocabulary(int minFrequency)
        {
            List<int> kept = [.. Enumerable.Range(0, _terms.Count).Where(id => _counts[id].Frequency >= minFrequency)];
            kept.Sort((left, right) => _terms[left].SequenceCompareTo(_terms[right]));
            var vocabulary = new TermTable();
            foreach (int id in kept)
            {
                vocabulary.GetOrAdd(_terms[id]);
            }

            return (vocabulary, [.. kept.Select(id => _counts[id].Frequency)]);
        }
    }
}
