namespace Codeword.Cli.Datasets;

/// <summary>A feature of the vocabulary.</summary>
/// <param name="Text">One token, or two separated by a space.</param>
/// <param name="Gram">The same as token numbers.</param>
/// <param name="Rows">Document frequency df: in how many training rows it stands, at least 2.</param>
/// <param name="Idf">ln((1 + n) / (1 + df)) + 1 with n training rows.</param>
internal sealed record Term(string Text, Gram Gram, int Rows, double Idf);

/// <summary>The unigrams and bigrams of at least two training rows, in ordinal order; a term's position is its feature.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<Gram, int> _features;

    private Vocabulary(List<Term> terms)
    {
        Terms = terms;
        _features = new Dictionary<Gram, int>(terms.Count);
        for (int feature = 0; feature < terms.Count; feature++)
        {
            _features.Add(terms[feature].Gram, feature);
        }
    }

    /// <summary>The terms in order.</summary>
    public IReadOnlyList<Term> Terms { get; }

    /// <summary>Counts the terms of training texts.</summary>
    public static Vocabulary Fit(IReadOnlyList<DatasetRow> training, TokenTable tokens)
    {
        const int leastRows = 2;
        var rows = new Dictionary<Gram, int>();
        var seen = new HashSet<Gram>();
        foreach (DatasetRow row in training)
        {
            seen.Clear();
            foreach (Gram gram in Gram.All(row.Text))
            {
                if (seen.Add(gram))
                {
                    rows[gram] = rows.GetValueOrDefault(gram) + 1;
                }
            }
        }

        var terms = rows.Where(entry => entry.Value >= leastRows)
            .Select(entry => new Term(entry.Key.ToText(tokens), entry.Key, entry.Value, Idf(training.Count, entry.Value)))
            .ToList();
        terms.Sort((a, b) => string.CompareOrdinal(a.Text, b.Text));
        return new Vocabulary(terms);
    }

    /// <summary>
    /// The tf·idf weights of a text, divided by their Euclidean length; ascending features. Sums run from left to right in
    /// doubles: the order is part of the result.
    /// </summary>
    /// <param name="text">Token numbers.</param>
    /// <param name="weights">Emptied and filled: 0-based features and their weights; tokens outside the vocabulary are left out.</param>
    public void Weigh(int[] text, List<(int Feature, double Weight)> weights)
    {
        weights.Clear();
        var features = new List<int>();
        foreach (Gram gram in Gram.All(text))
        {
            if (_features.TryGetValue(gram, out int feature))
            {
                features.Add(feature);
            }
        }

        features.Sort();
        double squares = 0;
        for (int i = 0, end; i < features.Count; i = end)
        {
            end = i + 1;
            while (end < features.Count && features[end] == features[i])
            {
                end++;
            }

            double weight = (end - i) * Terms[features[i]].Idf;
            squares += weight * weight;
            weights.Add((features[i], weight));
        }

        double length = Math.Sqrt(squares);
        for (int i = 0; i < weights.Count; i++)
        {
            weights[i] = (weights[i].Feature, weights[i].Weight / length);
        }
    }

    private static double Idf(int trainingRows, int rows) => Math.Log((1.0 + trainingRows) / (1.0 + rows)) + 1;
}
