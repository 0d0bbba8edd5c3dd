namespace Codeword.Data;

/// <summary>
/// Turns text into sparse features: terms (runs of words, leading words, prefixes, runs of characters), each weighted by how often the text
/// holds it and how rare it is in the texts it was fitted to. It is stored in the model, so that serving sees what training saw. Immutable
/// and safe for several threads, each with a <see cref="FeatureBuffer"/> of its own.
/// </summary>
/// <remarks>
/// <para>
/// Terms are written <c>the cat</c> (a run of words), <c>^0 the</c> (a leading word, the positions counted from 0), <c>cat*</c> (a prefix)
/// and, within the word <c>&lt;cat&gt;</c>, <c>&lt;ca</c> (a run of characters). All are weighted alike and share one length.
/// </para>
/// <para>
/// Without hashing, a feature's index is the rank of its term, runs of characters after all others, otherwise in the order of their UTF-8
/// bytes (the order of code points). With hashing it is the low bits of the term's hash.
/// </para>
/// </remarks>
public sealed partial class TextFeaturizer
{
    private const ulong WordSeed = 0x776F7264; // "word", so that a run of characters falls elsewhere than other terms of the same bytes
    private const ulong CharSeed = 0x63686172; // "char"

    private readonly TermTable _words;
    private readonly TermTable _chars;
    private readonly long _documentCount;
    private readonly int[] _documentFrequencies;
    private readonly double[] _worth; // of one occurrence of each feature; 0 for a hashed feature that is too rare

    private TextFeaturizer(TextFeaturizerOptions options, TermTable words, TermTable chars, long documentCount, int[] documentFrequencies)
    {
        Options = options;
        _words = words;
        _chars = chars;
        _documentCount = documentCount;
        _documentFrequencies = documentFrequencies;
        bool usesIdf = options.Weighting is TermWeighting.TfIdf or TermWeighting.LogTfIdf;
        _worth = new double[documentFrequencies.Length];
        for (int i = 0; i < _worth.Length; i++)
        {
            int df = documentFrequencies[i];
            double idf = usesIdf ? Math.Log((1.0 + documentCount) / (1.0 + df)) + 1 : 1;
            _worth[i] = df >= options.MinDocumentFrequency ? idf : 0;
        }
    }

    /// <summary>How it was made.</summary>
    public TextFeaturizerOptions Options { get; }

    /// <summary>D, the dimension of the features: the number of terms, or 2^<see cref="TextFeaturizerOptions.HashBits"/>.</summary>
    public int FeatureCount => _worth.Length;

    /// <summary>n, the number of texts it was fitted to.</summary>
    public long DocumentCount => _documentCount;

    /// <summary>Makes the features of a text: those of its terms that are known.</summary>
    /// <param name="text">Any text; null counts as empty.</param>
    /// <param name="buffer">The caller's scratch, which holds the result.</param>
    /// <returns>The features, valid until the buffer's next use; empty when no term is known.</returns>
    public Features Transform(ReadOnlySpan<char> text, FeatureBuffer buffer)
    {
        TermScanner terms = buffer.Terms;
        terms.Scan(text, Options);
        Span<int> ids = buffer.Ids(terms.Count);
        int count = 0;
        for (int i = 0; i < terms.Count; i++)
        {
            int id = Find(terms[i], isWords: i < terms.WordTermCount);
            if (id >= 0 && _worth[id] > 0)
            {
                ids[count++] = id;
            }
        }

        ids[..count].Sort();
        count = Weigh(ids[..count], buffer.Weights);
        double length = Options.Normalize ? Length(buffer.Weights[..count]) : 1;
        for (int i = 0; i < count; i++)
        {
            buffer.Values[i] = (float)(buffer.Weights[i] / length);
        }

        buffer.SetCount(count);
        return buffer.Features;
    }

    private int Find(ReadOnlySpan<byte> term, bool isWords)
    {
        if (Options.HashBits > 0)
        {
            return HashedIndex(term, isWords, Options.HashBits);
        }

        int id = (isWords ? _words : _chars).Find(term);
        return id < 0 || isWords ? id : _words.Count + id;
    }

    private static int HashedIndex(ReadOnlySpan<byte> term, bool isWords, int bits) =>
        (int)(TermHash.Of(term, isWords ? WordSeed : CharSeed) & ((1UL << bits) - 1));

    /// <summary>Turns each run of equal ids into one id and its weight, in place; returns how many.</summary>
    private int Weigh(Span<int> ids, Span<double> weights)
    {
        int count = 0;
        for (int i = 0; i < ids.Length;)
        {
            int id = ids[i];
            int start = i;
            while (i < ids.Length && ids[i] == id)
            {
                i++;
            }

            ids[count] = id;
            weights[count++] = _worth[id] * Frequency(i - start);
        }

        return count;
    }

    /// <summary>The Euclidean length, summed in order: the same bits on every processor.</summary>
    private static double Length(ReadOnlySpan<double> weights)
    {
        double squares = 0;
        foreach (double weight in weights)
        {
            squares += weight * weight;
        }

        return Math.Sqrt(squares);
    }

    private double Frequency(int count) => Options.Weighting switch
    {
        TermWeighting.LogTfIdf => 1 + Math.Log(count),
        TermWeighting.Binary => 1,
        _ => count,
    };
}
