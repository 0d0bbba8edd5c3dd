using System.Numerics.Tensors;
using Codeword.Numerics;

namespace Codeword.Models;

/// <summary>Weights of 2 bytes each, IEEE 754 binary16; those beyond its range become its largest.</summary>
public sealed class HalfWeights : HeadWeights
{
    private const int Run = 64;

    internal HalfWeights(long rows, int columns)
        : base(rows, columns) => Values = new RowArray<Half>(rows, columns);

    /// <inheritdoc/>
    public override WeightFormat Format => WeightFormat.Float16;

    /// <inheritdoc/>
    public override long StoredBytes => 2 * Count;

    internal RowArray<Half> Values { get; }

    /// <summary>Rounds weights.</summary>
    public static HalfWeights Of(WeightMatrix weights)
    {
        var rounded = new HalfWeights(weights.Rows, weights.Columns);
        for (long row = 0; row < weights.Rows; row++)
        {
            ReadOnlySpan<float> from = weights.Row(row);
            Span<Half> to = rounded.Values.Row(row);
            for (int i = 0; i < to.Length; i++)
            {
                to[i] = (Half)Math.Clamp(from[i], (float)Half.MinValue, (float)Half.MaxValue);
            }
        }

        return rounded;
    }

    /// <inheritdoc/>
    internal override void AddRow(float x, long row, Span<float> outputs)
    {
        ReadOnlySpan<Half> values = Values.Row(row);
        Span<float> run = stackalloc float[Run];
        for (int first = 0; first < values.Length; first += Run)
        {
            int count = Math.Min(Run, values.Length - first);
            TensorPrimitives.ConvertToSingle(values.Slice(first, count), run[..count]);
            VectorMath.MultiplyAdd(x, run[..count], outputs.Slice(first, count));
        }
    }
}
