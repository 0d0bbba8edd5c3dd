using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Codeword.Numerics;

namespace Codeword.Models;

/// <summary>
/// Weights of one byte each: w ≈ s·q with q in −127 … 127 and one scale s, of binary16, for each 64 columns of a row: the largest weight there, divided by 127.
/// </summary>
public sealed class Int8Weights : HeadWeights
{
    /// <summary>Columns that share a scale.</summary>
    public const int Run = 64;

    internal Int8Weights(long rows, int columns)
        : base(rows, columns)
    {
        Codes = new RowArray<sbyte>(rows, columns);
        Scales = new RowArray<Half>(rows, (columns + Run - 1) / Run);
    }

    /// <inheritdoc/>
    public override WeightFormat Format => WeightFormat.Int8;

    /// <inheritdoc/>
    public override long StoredBytes => Rows * (Codes.Length + (2L * Scales.Length));

    internal RowArray<sbyte> Codes { get; }

    internal RowArray<Half> Scales { get; }

    /// <summary>Rounds weights.</summary>
    public static Int8Weights Of(WeightMatrix weights)
    {
        var rounded = new Int8Weights(weights.Rows, weights.Columns);
        for (long row = 0; row < weights.Rows; row++)
        {
            for (int run = 0; run < rounded.Scales.Length; run++)
            {
                int first = run * Run, count = Math.Min(Run, weights.Columns - first);
                ReadOnlySpan<float> from = weights.Row(row).Slice(first, count);
                var scale = (Half)Math.Min(MathF.Abs(TensorPrimitives.MaxMagnitude(from)) / sbyte.MaxValue, (float)Half.MaxValue);
                rounded.Scales.Row(row)[run] = scale;
                Span<sbyte> to = rounded.Codes.Row(row).Slice(first, count);
                for (int i = 0; i < count && scale > Half.Zero; i++)
                {
                    to[i] = (sbyte)Math.Clamp(MathF.Round(from[i] / (float)scale), -sbyte.MaxValue, sbyte.MaxValue);
                }
            }
        }

        return rounded;
    }

    /// <inheritdoc/>
    internal override void AddRow(float x, long row, Span<float> outputs)
    {
        ReadOnlySpan<sbyte> codes = Codes.Row(row);
        ReadOnlySpan<Half> scales = Scales.Row(row);
        ref sbyte q = ref MemoryMarshal.GetReference(codes);
        ref float o = ref MemoryMarshal.GetReference(outputs);
        for (int run = 0; run < scales.Length; run++)
        {
            float factor = x * (float)scales[run];
            int end = Math.Min(codes.Length, (run + 1) * Run), i = run * Run;
            var factors = Vector512.Create(factor);
            for (; i + VectorMath.Lanes <= end; i += VectorMath.Lanes)
            {
                Vector512<float> weights = Widen(Vector128.LoadUnsafe(ref q, (nuint)i));
                Vector512.FusedMultiplyAdd(factors, weights, Vector512.LoadUnsafe(ref o, (nuint)i)).StoreUnsafe(ref o, (nuint)i);
            }

            for (; i < end; i++)
            {
                outputs[i] = MathF.FusedMultiplyAdd(factor, codes[i], outputs[i]);
            }
        }
    }

    private static Vector512<float> Widen(Vector128<sbyte> codes)
    {
        if (System.Runtime.Intrinsics.X86.Avx512F.IsSupported)
        {
            return Vector512.ConvertToSingle(System.Runtime.Intrinsics.X86.Avx512F.ConvertToVector512Int32(codes));
        }

        (Vector128<short> lower, Vector128<short> upper) = Vector128.Widen(codes);
        (Vector128<int> first, Vector128<int> second) = Vector128.Widen(lower);
        (Vector128<int> third, Vector128<int> fourth) = Vector128.Widen(upper);
        return Vector512.ConvertToSingle(Vector512.Create(Vector256.Create(first, second), Vector256.Create(third, fourth)));
    }
}
