using System.Runtime.InteropServices;

namespace Codeword.Data;

/// <summary>
/// Examples held in memory, what training and evaluation work on: sparse rows one after the other (compressed sparse rows), the labels of
/// each, and weights. Immutable and safe for several threads.
/// </summary>
public sealed class ExampleSet
{
    private readonly ExampleArrays _arrays;

    internal ExampleSet(ExampleArrays arrays, int featureCount, LabelSet labels, IReadOnlyList<string> unseenLabelExamples)
    {
        _arrays = arrays;
        FeatureCount = featureCount;
        Labels = labels;
        UnseenLabelExamples = unseenLabelExamples;
        IsMultiLabel = Enumerable.Range(0, Count).Any(row => LabelCountOf(row) != 1);
        UnseenLabels = arrays.UnseenLabels.Sum(count => (long)count);
        RowsWithUnseenLabels = arrays.UnseenLabels.Count(count => count > 0);
        UnseenFeatures = arrays.UnseenFeatures.Sum(count => (long)count);
    }

    /// <summary>n, the number of rows.</summary>
    public int Count => _arrays.RowStarts.Length - 1;

    /// <summary>D: every index lies below it.</summary>
    public int FeatureCount { get; }

    /// <summary>The registry the rows' labels refer to.</summary>
    public LabelSet Labels { get; }

    /// <summary>How many values are stored.</summary>
    public long NonZeros => _arrays.Values.LongLength;

    /// <summary>Whether any row has a number of labels other than one; labels that are not in <see cref="Labels"/> count too.</summary>
    public bool IsMultiLabel { get; }

    /// <summary>How many times a row has a label that is not in <see cref="Labels"/>: such labels were counted and left out.</summary>
    public long UnseenLabels { get; }

    /// <summary>How many rows have such a label.</summary>
    public int RowsWithUnseenLabels { get; }

    /// <summary>The first of their names, five at most, as they were met in reading (a subset keeps those of the whole).</summary>
    public IReadOnlyList<string> UnseenLabelExamples { get; }

    /// <summary>How many values were left out because their index is not below <see cref="FeatureCount"/>.</summary>
    public long UnseenFeatures { get; }

    /// <summary>Where each row's values begin in <see cref="Indices"/> and <see cref="Values"/>: n + 1 ascending positions.</summary>
    public ReadOnlySpan<long> RowStarts => _arrays.RowStarts;

    /// <summary>The indices of all rows, ascending within a row.</summary>
    public ReadOnlySpan<int> Indices => _arrays.Indices;

    /// <summary>The values of all rows.</summary>
    public ReadOnlySpan<float> Values => _arrays.Values;

    /// <summary>Where each row's labels begin in <see cref="LabelIds"/>: n + 1 ascending positions.</summary>
    public ReadOnlySpan<long> LabelStarts => _arrays.LabelStarts;

    /// <summary>The labels of all rows, ascending within a row.</summary>
    public ReadOnlySpan<LabelId> LabelIds => _arrays.LabelIds;

    /// <summary>The weight of each row; empty when all are 1.</summary>
    public ReadOnlySpan<float> Weights => _arrays.Weights;

    /// <summary>A row's features, sparse.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Features Row(int row)
    {
        (int start, int length) = Bounds(_arrays.RowStarts, row);
        return Features.Sparse(_arrays.Indices.AsSpan(start, length), _arrays.Values.AsSpan(start, length));
    }

    /// <summary>The row's labels that are in <see cref="Labels"/>, ascending; may be empty.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<LabelId> LabelsOf(int row)
    {
        (int start, int length) = Bounds(_arrays.LabelStarts, row);
        return _arrays.LabelIds.AsSpan(start, length);
    }

    /// <summary>How many labels the row has in truth, those that are not in <see cref="Labels"/> among them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public int LabelCountOf(int row) =>
        Bounds(_arrays.LabelStarts, row).Length + (_arrays.UnseenLabels.Length == 0 ? 0 : _arrays.UnseenLabels[row]);

    /// <summary>The row's weight, finite and above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public float WeightOf(int row)
    {
        (_, _) = Bounds(_arrays.RowStarts, row);
        return _arrays.Weights.Length == 0 ? 1 : _arrays.Weights[row];
    }

    /// <summary>The given rows, in the given order, with the same labels and dimension. A row may be given more than once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ExampleSet Subset(ReadOnlySpan<int> rows)
    {
        foreach (int row in rows)
        {
            (_, _) = Bounds(_arrays.RowStarts, row);
        }

        return new ExampleSet(_arrays.Select(rows), FeatureCount, Labels, UnseenLabelExamples);
    }

    /// <summary>Reads a whole source to train on: the labels are collected, in the order in which they are met.</summary>
    /// <param name="source">The examples.</param>
    /// <param name="featurizer">Makes features of text; null when the source holds features.</param>
    /// <exception cref="ArgumentException">A featurizer is missing, or there is no use for it.</exception>
    /// <exception cref="DataFormatException">A row breaks the format.</exception>
    public static ExampleSet Read(ExampleSource source, TextFeaturizer? featurizer) =>
        Read(source, featurizer, out _);

    /// <summary>Reads a whole source to train on, and tells how it was written, with anything guessed filled in.</summary>
    internal static ExampleSet Read(ExampleSource source, TextFeaturizer? featurizer, out DataFormat format) =>
        Read(source, featurizer, new ExampleSetBuilder(labels: null, featurizer?.FeatureCount), out format);

    /// <summary>
    /// Reads a whole source to test on. Labels that are not in <paramref name="labels"/> and features at or beyond
    /// <paramref name="featureCount"/> are left out of the rows, and counted.
    /// </summary>
    /// <param name="source">The examples.</param>
    /// <param name="featurizer">Makes features of text; null when the source holds features.</param>
    /// <param name="labels">The labels of the model.</param>
    /// <param name="featureCount">D, the model's dimension.</param>
    /// <exception cref="ArgumentException">A featurizer is missing, or there is no use for it.</exception>
    /// <exception cref="DataFormatException">A row breaks the format.</exception>
    public static ExampleSet Read(ExampleSource source, TextFeaturizer? featurizer, LabelSet labels, int featureCount) =>
        Read(source, featurizer, new ExampleSetBuilder(labels, featureCount), out _);

    private static ExampleSet Read(ExampleSource source, TextFeaturizer? featurizer, ExampleSetBuilder builder, out DataFormat format)
    {
        if (source.HoldsText != featurizer is not null)
        {
            throw new ArgumentException(source.HoldsText
                ? $"{source.Name} holds text, which needs a featurizer."
                : $"{source.Name} holds features, for which a featurizer has no use.", nameof(featurizer));
        }

        var buffer = new FeatureBuffer();
        using ExampleReader reader = source.Open();
        while (reader.Read())
        {
            Example row = reader.Current;
            Features features = featurizer is null ? row.Features : featurizer.Transform(row.Text, buffer);
            builder.Add(features, CollectionsMarshal.AsSpan(row.Labels), row.Weight);
        }

        format = reader.Format;
        return builder.Build();
    }

    private (int Start, int Length) Bounds(long[] starts, int row) => row >= 0 && row < Count
        ? ((int)starts[row], (int)(starts[row + 1] - starts[row]))
        : throw new ArgumentOutOfRangeException(nameof(row), row, $"The set has {Count} rows.");
}
