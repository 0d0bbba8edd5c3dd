using System.Runtime.InteropServices;

namespace Codeword.Data;

/// <summary>
/// Examples that training and evaluation work on: sparse rows, the labels of each, and weights, in memory or in an <see cref="ExampleStore"/>. Immutable and safe for
/// several threads.
/// </summary>
public sealed class ExampleSet
{
    private readonly ExampleRows _rows;

    internal ExampleSet(ExampleRows rows, int featureCount, LabelSet labels, IReadOnlyList<string> unseenLabelExamples)
    {
        _rows = rows;
        FeatureCount = featureCount;
        Labels = labels;
        UnseenLabelExamples = unseenLabelExamples;
        for (int row = 0; row < rows.Count; row++)
        {
            int unseen = rows.UnseenLabelsOf(row);
            IsMultiLabel |= rows.LabelsOf(row).Length + unseen != 1;
            UnseenLabels += unseen;
            RowsWithUnseenLabels += unseen > 0 ? 1 : 0;
            UnseenFeatures += rows.UnseenFeaturesOf(row);
        }
    }

    /// <summary>n, the number of rows.</summary>
    public int Count => _rows.Count;

    /// <summary>D: every index lies below it.</summary>
    public int FeatureCount { get; }

    /// <summary>The registry the rows' labels refer to.</summary>
    public LabelSet Labels { get; }

    /// <summary>How many values are stored.</summary>
    public long NonZeros => _rows.NonZeros;

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

    /// <summary>The folder of the store that the rows are read from as they are needed; null when they are in memory.</summary>
    internal string? StoreFolder => _rows.StoreFolder;

    /// <summary>How much of the set takes memory: nothing, when it is in a store.</summary>
    internal (long Rows, long NonZeros) InMemory => StoreFolder is null ? (Count, NonZeros) : (0, 0);

    /// <summary>Whether any row has a weight other than 1.</summary>
    internal bool HasWeights => _rows.HasWeights;

    /// <summary>A row's features, sparse.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Features Row(int row) => _rows.FeaturesOf(Existing(row));

    /// <summary>The row's labels that are in <see cref="Labels"/>, ascending; may be empty.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<LabelId> LabelsOf(int row) => _rows.LabelsOf(Existing(row));

    /// <summary>How many labels the row has in truth, those that are not in <see cref="Labels"/> among them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public int LabelCountOf(int row) => LabelsOf(row).Length + _rows.UnseenLabelsOf(row);

    /// <summary>The row's weight, finite and above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public float WeightOf(int row) => _rows.WeightOf(Existing(row));

    /// <summary>The given rows, in the given order, with the same labels and dimension, copied into memory. A row may be given more than once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ExampleSet Subset(ReadOnlySpan<int> rows)
    {
        foreach (int row in rows)
        {
            Existing(row);
        }

        return new ExampleSet(_rows.Select(rows), FeatureCount, Labels, UnseenLabelExamples);
    }

    /// <summary>All rows but those given, with the same labels and dimension; those of a store stay in it.</summary>
    /// <param name="rows">Rows that exist, strictly ascending.</param>
    internal ExampleSet Except(int[] rows) => new(_rows.Except(rows), FeatureCount, Labels, UnseenLabelExamples);

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

    /// <summary>Reads a whole source of which a model knows the features but not the labels: these are collected, features at or beyond the dimension left out.</summary>
    internal static ExampleSet Read(ExampleSource source, TextFeaturizer? featurizer, int featureCount) =>
        Read(source, featurizer, new ExampleSetBuilder(labels: null, featureCount), out _);

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

    private int Existing(int row) =>
        row >= 0 && row < Count ? row : throw new ArgumentOutOfRangeException(nameof(row), row, $"The set has {Count} rows.");
}
