using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Codeword.Numerics;

namespace Codeword.Models;

/// <summary>
/// A rows × columns matrix of float32 weights in row order, kept in blocks of whole rows so that it may hold more than 2³¹ elements.
/// </summary>
public sealed class WeightMatrix
{
    private const long BlockElements = 1L << 26;
    private readonly float[][] _blocks;
    private readonly int _rowsPerBlock;

    /// <summary>A matrix of zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public WeightMatrix(long rows, int columns)
        : this(rows, columns, BlockElements)
    {
    }

    /// <summary>A matrix in blocks of another size, so that a small one can have several.</summary>
    internal WeightMatrix(long rows, int columns, long blockElements)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        Rows = rows;
        Columns = columns;
        _rowsPerBlock = (int)Math.Max(1, Math.Min(rows, blockElements / columns));
        _blocks = new float[(rows + _rowsPerBlock - 1) / _rowsPerBlock][];
        for (int i = 0; i < _blocks.Length; i++)
        {
            long remaining = rows - ((long)i * _rowsPerBlock);
            _blocks[i] = new float[(int)Math.Min(_rowsPerBlock, remaining) * columns];
        }
    }

    /// <summary>How many rows: one an input feature.</summary>
    public long Rows { get; }

    /// <summary>How many columns: one an output.</summary>
    public int Columns { get; }

    /// <summary>Rows × columns.</summary>
    public long Count => Rows * Columns;

    /// <summary>One row, writable while the model is being built.</summary>
    internal Span<float> Row(long row) => _blocks[row / _rowsPerBlock].AsSpan((int)(row % _rowsPerBlock) * Columns, Columns);

    /// <summary>The blocks in order, whole rows each: what is written to a file and read from one.</summary>
    internal IReadOnlyList<float[]> Blocks => _blocks;

    /// <summary>outputs += Σⱼ xⱼ·w[j], four rows a pass so that outputs are loaded and stored a quarter as often.</summary>
    internal void AddRows(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> outputs)
    {
        int i = 0;
        for (; i + 4 <= indices.Length; i += 4)
        {
            AddFour(
                values[i], Row(indices[i]), values[i + 1], Row(indices[i + 1]), values[i + 2], Row(indices[i + 2]), values[i + 3], Row(indices[i + 3]), outputs);
        }

        for (; i < indices.Length; i++)
        {
            VectorMath.MultiplyAdd(values[i], Row(indices[i]), outputs);
        }
    }

    /// <summary>outputs = w[last] + Σᵢ xᵢ·w[i] over all inputs, where the last row belongs to the constant 1; inputs that are 0 are skipped.</summary>
    internal void MultiplyDense(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        Row(Rows - 1).CopyTo(outputs);
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] != 0)
            {
                VectorMath.MultiplyAdd(inputs[i], Row(i), outputs);
            }
        }
    }

    // Each output's sum runs over the features in order, as in four calls of MultiplyAdd: the same bits.
    internal static void AddFour(
        float x0, ReadOnlySpan<float> w0, float x1, ReadOnlySpan<float> w1, float x2, ReadOnlySpan<float> w2, float x3, ReadOnlySpan<float> w3,
        Span<float> outputs)
    {
        ref float r0 = ref MemoryMarshal.GetReference(w0), r1 = ref MemoryMarshal.GetReference(w1);
        ref float r2 = ref MemoryMarshal.GetReference(w2), r3 = ref MemoryMarshal.GetReference(w3);
        ref float o = ref MemoryMarshal.GetReference(outputs);
        Vector512<float> v0 = Vector512.Create(x0), v1 = Vector512.Create(x1), v2 = Vector512.Create(x2), v3 = Vector512.Create(x3);
        nuint b = 0;
        for (; b + VectorMath.Lanes <= (nuint)outputs.Length; b += VectorMath.Lanes)
        {
            Vector512<float> sum = Vector512.FusedMultiplyAdd(v0, Vector512.LoadUnsafe(ref r0, b), Vector512.LoadUnsafe(ref o, b));
            sum = Vector512.FusedMultiplyAdd(v1, Vector512.LoadUnsafe(ref r1, b), sum);
            sum = Vector512.FusedMultiplyAdd(v2, Vector512.LoadUnsafe(ref r2, b), sum);
            Vector512.FusedMultiplyAdd(v3, Vector512.LoadUnsafe(ref r3, b), sum).StoreUnsafe(ref o, b);
        }

        for (int t = (int)b; t < outputs.Length; t++)
        {
            float sum = MathF.FusedMultiplyAdd(x0, w0[t], outputs[t]);
            sum = MathF.FusedMultiplyAdd(x1, w1[t], sum);
            sum = MathF.FusedMultiplyAdd(x2, w2[t], sum);
            outputs[t] = MathF.FusedMultiplyAdd(x3, w3[t], sum);
        }
    }
}
