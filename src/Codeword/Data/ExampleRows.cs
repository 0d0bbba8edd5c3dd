namespace Codeword.Data;

/// <summary>The rows of an <see cref="ExampleSet"/>, wherever they are. Immutable and safe for several threads; a row asked for must exist.</summary>
internal abstract class ExampleRows
{
    /// <summary>n.</summary>
    public abstract int Count { get; }

    /// <summary>How many values all rows have together.</summary>
    public abstract long NonZeros { get; }

    /// <summary>The folder of the file that the rows are read from as they are needed; null when they are in memory.</summary>
    public virtual string? StoreFolder => null;

    /// <summary>A row's features, sparse.</summary>
    public abstract Features FeaturesOf(int row);

    /// <summary>A row's labels, ascending.</summary>
    public abstract ReadOnlySpan<LabelId> LabelsOf(int row);

    /// <summary>A row's weight, finite and above 0.</summary>
    public abstract float WeightOf(int row);

    /// <summary>How many labels of a row were left out.</summary>
    public abstract int UnseenLabelsOf(int row);

    /// <summary>How many values of a row were left out.</summary>
    public abstract int UnseenFeaturesOf(int row);

    /// <summary>Whether any weight is other than 1.</summary>
    public abstract bool HasWeights { get; }

    /// <summary>The given rows in the given order, copied.</summary>
    public abstract ExampleRows Select(ReadOnlySpan<int> rows);

    /// <summary>All rows but those given, which ascend strictly.</summary>
    public abstract ExampleRows Except(int[] rows);
}
