using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Codeword.Numerics;

namespace Codeword.Models;

/// <summary>A matrix of float32 weights: what training fills, and what all other forms are made of.</summary>
public sealed class WeightMatrix : HeadWeights
{
    private readonly RowArray<float> _rows;

    /// <summary>A matrix of zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public WeightMatrix(long rows, int columns)
        : base(rows, columns) => _rows = new RowArray<float>(rows, columns);

    /// <summary>A matrix in blocks of another size, so that a small one can have several.</summary>
    internal WeightMatrix(long rows, int columns, long blockElements)
        : base(rows, columns) => _rows = new RowArray<float>(rows, columns, blockElements);

    /// <inheritdoc/>
    public override WeightFormat Format => WeightFormat.Float32;

    /// <inheritdoc/>
    public override long StoredBytes => sizeof(float) * Count;

    /// <summary>One row, writable while the model is being built.</summary>
    internal Span<float> Row(long row) => _rows.Row(row);

    /// <summary>The blocks in order, whole rows each: what is written to a file and read from one.</summary>
    internal IReadOnlyList<float[]> Blocks => _rows.Blocks;

    /// <summary>Refuses weights that are none.</summary>
    /// <exception cref="NotFiniteNumberException">A weight is infinite or no number.</exception>
    internal void RequireFinite()
    {
        if (Blocks.Any(block => !float.IsFinite(TensorPrimitives.MaxMagnitude<float>(block))))
        {
            throw new NotFiniteNumberException(
                "A weight became infinite or no number: the learning rates are too high for this data; lower them (ten times lower is a good next try).");
        }
    }

    /// <summary>A matrix of the same weights, to be changed.</summary>
    internal WeightMatrix Copy()
    {
        var copy = new WeightMatrix(Rows, Columns);
        for (long row = 0; row < Rows; row++)
        {
            Row(row).CopyTo(copy.Row(row));
        }

        return copy;
    }

    /// <summary>These weights in another form.</summary>
    /// <param name="format">The form.</param>
    /// <param name="threshold">Of Sparse: the least magnitude that is kept.</param>
    internal HeadWeights To(WeightFormat format, float threshold = 0) => format switch
    {
        WeightFormat.Float32 => this,
        WeightFormat.Float16 => HalfWeights.Of(this),
        WeightFormat.Int8 => Int8Weights.Of(this),
        WeightFormat.Int4 => Int4Weights.Of(this, WeightLevels.Of(this, Int4Weights.Run)),
        WeightFormat.Sparse => SparseWeights.Of(this, threshold),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such form of weights."),
    };

    /// <inheritdoc/>
    internal override void AddRow(float x, long row, Span<float> outputs) => VectorMath.MultiplyAdd(x, Row(row), outputs);

    /// <summary>outputs += Σⱼ xⱼ·w[j], four rows a pass so that outputs are loaded and stored a quarter as often.</summary>
    internal override void AddRows(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> outputs)
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
