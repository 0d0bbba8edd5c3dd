namespace Codeword.Data;

/// <summary>
/// One example as it was read: a buffer that an <see cref="ExampleReader"/> fills anew for each row.
/// Its content is valid until the next <see cref="ExampleReader.Read"/>.
/// </summary>
public sealed class Example
{
    private int[] _indices = [];
    private float[] _values = [];

    /// <summary>Names of the example's labels, in the order of the file; may be empty.</summary>
    public List<string> Labels { get; } = [];

    /// <summary>The text, or null when the row holds features.</summary>
    public string? Text { get; set; }

    /// <summary>The example's weight, above 0; 1 unless the data says otherwise.</summary>
    public float Weight { get; set; } = 1;

    /// <summary>1-based line of the file the example begins in.</summary>
    public long Line { get; set; }

    /// <summary>The sparse features, 0-based and strictly ascending; empty when the row holds text.</summary>
    public Features Features => Features.Sparse(_indices.AsSpan(0, FeatureCount), _values.AsSpan(0, FeatureCount));

    /// <summary>How many sparse features the row has.</summary>
    public int FeatureCount { get; private set; }

    /// <summary>Appends a feature. The reader checks order and range.</summary>
    public void Add(int index, float value)
    {
        if (FeatureCount == _indices.Length)
        {
            int capacity = Math.Max(16, checked(FeatureCount * 2));
            Array.Resize(ref _indices, capacity);
            Array.Resize(ref _values, capacity);
        }

        _indices[FeatureCount] = index;
        _values[FeatureCount++] = value;
    }

    /// <summary>Empties the buffer for the next row.</summary>
    public void Clear()
    {
        Labels.Clear();
        Text = null;
        Weight = 1;
        FeatureCount = 0;
    }
}
