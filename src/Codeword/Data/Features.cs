namespace Codeword.Data;

/// <summary>
/// One example's features, dense or sparse, borrowed from whoever made it: valid until the owner moves on to its next example.
/// </summary>
public readonly ref struct Features
{
    private Features(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, bool isDense)
    {
        Indices = indices;
        Values = values;
        IsDense = isDense;
    }

    /// <summary>Positions of the values, 0-based and strictly ascending; empty for a dense row.</summary>
    public ReadOnlySpan<int> Indices { get; }

    /// <summary>The values: of all features when dense, of those in <see cref="Indices"/> when sparse.</summary>
    public ReadOnlySpan<float> Values { get; }

    /// <summary>Whether <see cref="Values"/> holds every feature in order.</summary>
    public bool IsDense { get; }

    /// <summary>A dense row.</summary>
    public static Features Dense(ReadOnlySpan<float> values) => new([], values, isDense: true);

    /// <summary>A sparse row.</summary>
    /// <exception cref="ArgumentException">The two spans differ in length.</exception>
    public static Features Sparse(ReadOnlySpan<int> indices, ReadOnlySpan<float> values) => indices.Length == values.Length
        ? new(indices, values, isDense: false)
        : throw new ArgumentException($"{indices.Length} indices, but {values.Length} values; each index needs one value.", nameof(values));
}
