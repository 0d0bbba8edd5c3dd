namespace Codeword.Models;

/// <summary>
/// A rows × columns matrix of weights, of which predictions add multiples of rows. The closed set of forms is <see cref="WeightMatrix"/> (float32),
/// <see cref="HalfWeights"/>, <see cref="Int8Weights"/>, <see cref="Int4Weights"/> and <see cref="SparseWeights"/>.
/// </summary>
public abstract class HeadWeights
{
    private protected HeadWeights(long rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        (Rows, Columns) = (rows, columns);
    }

    /// <summary>How many rows: one an input feature.</summary>
    public long Rows { get; }

    /// <summary>How many columns: one an output.</summary>
    public int Columns { get; }

    /// <summary>Rows × columns.</summary>
    public long Count => Rows * Columns;

    /// <summary>How weights are stored.</summary>
    public abstract WeightFormat Format { get; }

    /// <summary>Bytes of the weights, with their scales.</summary>
    public abstract long StoredBytes { get; }

    /// <summary>outputs += x·w[row].</summary>
    internal abstract void AddRow(float x, long row, Span<float> outputs);

    /// <summary>outputs += Σⱼ xⱼ·w[j].</summary>
    internal virtual void AddRows(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> outputs)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            AddRow(values[i], indices[i], outputs);
        }
    }

    /// <summary>outputs = w[last] + Σᵢ xᵢ·w[i] over all inputs, where the last row belongs to the constant 1; inputs that are 0 are skipped.</summary>
    internal void MultiplyDense(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        outputs.Clear();
        AddRow(1, Rows - 1, outputs);
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] != 0)
            {
                AddRow(inputs[i], i, outputs);
            }
        }
    }
}
