namespace Codeword.Data;

/// <summary>
/// The scratch of one thread in which a <see cref="TextFeaturizer"/> makes features; once it has grown to the longest text it allocates
/// nothing more. It may serve several featurizers, one text at a time.
/// </summary>
public sealed class FeatureBuffer
{
    private int[] _indices = [];
    private float[] _values = [];
    private double[] _weights = [];

    /// <summary>The features of the text transformed last, valid until the next one.</summary>
    public Features Features => Features.Sparse(_indices.AsSpan(0, Count), _values.AsSpan(0, Count));

    /// <summary>How many features they are.</summary>
    public int Count { get; private set; }

    internal TermScanner Terms { get; } = new();

    /// <summary>Room for so many ids.</summary>
    internal Span<int> Ids(int count)
    {
        if (_indices.Length < count)
        {
            _indices = new int[Math.Max(count, _indices.Length * 2)];
            _values = new float[_indices.Length];
            _weights = new double[_indices.Length];
        }

        return _indices.AsSpan(0, count);
    }

    /// <summary>Room for as many values as there are ids.</summary>
    internal Span<float> Values => _values;

    /// <summary>The same in double precision, so that only the finished value is rounded.</summary>
    internal Span<double> Weights => _weights;

    internal void SetCount(int count) => Count = count;
}
