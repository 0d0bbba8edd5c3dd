namespace Codeword.Data;

/// <summary>
/// One example as it was read: a buffer that an <see cref="ExampleReader"/> fills anew for each row.
/// Its content is valid until the next <see cref="ExampleReader.Read"/>.
/// </summary>
public sealed class Example
{
    private int[] _indices = [];
    private float[] _values = [];
    private bool _isDense;

    /// <summary>Names of the example's labels, in the order of the file; may be empty.</summary>
    public List<string> Labels { get; } = [];

    /// <summary>The text, or null when the row holds features.</summary>
    public string? Text { get; set; }

    /// <summary>The example's weight, above 0; 1 unless the data says otherwise.</summary>
    public float Weight { get; set; } = 1;

    /// <summary>1-based line of the file the example begins in.</summary>
    public long Line { get; set; }

    /// <summary>The features: sparse, 0-based and strictly ascending, or dense; empty when the row holds text.</summary>
    public Features Features => _isDense
        ? Features.Dense(_values.AsSpan(0, FeatureCount))
        : Features.Sparse(_indices.AsSpan(0, FeatureCount), _values.AsSpan(0, FeatureCount));

    /// <summary>How many features the row has: of a sparse row those given, of a dense row all.</summary>
    public int FeatureCount { get; private set; }

    /// <summary>Appends a feature to a sparse row. The reader checks order and range.</summary>
    public void Add(int index, float value)
    {
        if (FeatureCount == _indices.Length)
        {
            int capacity = Math.Max(16, Math.Max(_values.Length, checked(FeatureCount * 2)));
            Array.Resize(ref _indices, capacity);
            Array.Resize(ref _values, capacity);
        }

        _indices[FeatureCount] = index;
        _values[FeatureCount++] = value;
    }

    /// <summary>Appends so many features to a dense row, for the reader to write; an example that was cleared becomes dense by the first.</summary>
    internal Span<float> AddDense(int count)
    {
        _isDense = true;
        int start = FeatureCount;
        FeatureCount += count;
        if (FeatureCount > _values.Length)
        {
            Array.Resize(ref _values, (int)Math.Min(Math.Max(FeatureCount, 2L * _values.Length), Array.MaxLength));
        }

        return _values.AsSpan(start, count);
    }

    /// <summary>Empties the buffer for the next row.</summary>
    public void Clear()
    {
        Labels.Clear();
        Text = null;
        Weight = 1;
        FeatureCount = 0;
        _isDense = false;
    }
}
