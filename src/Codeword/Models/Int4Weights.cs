using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Codeword.Numerics;

namespace Codeword.Models;

/// <summary>
/// Weights of 4 bits each: w ≈ s·level[q] with q in 0 … 15, 16 levels for the whole matrix and one scale s, of binary16, for each 64 columns of a row. Of a run of n
/// columns, byte j holds column j in its lower half and column j + ⌈n/2⌉ in its upper one.
/// </summary>
public sealed class Int4Weights : HeadWeights
{
    /// <summary>Columns that share a scale.</summary>
    public const int Run = 64;

    // Scales that are tried, as shares of a run's largest weight: cutting the largest off may fit the others better.
    private static readonly float[] Shares = [1, 0.9f, 0.8f, 0.7f, 0.6f];
    private readonly float[] _levels;

    internal Int4Weights(long rows, int columns, ReadOnlySpan<float> levels)
        : base(rows, columns)
    {
        _levels = levels.ToArray();
        Codes = new RowArray<byte>(rows, (columns / Run * Run / 2) + (((columns % Run) + 1) / 2));
        Scales = new RowArray<Half>(rows, (columns + Run - 1) / Run);
    }

    /// <inheritdoc/>
    public override WeightFormat Format => WeightFormat.Int4;

    /// <inheritdoc/>
    public override long StoredBytes => Rows * (Codes.Length + (2L * Scales.Length));

    /// <summary>The 16 levels, ascending.</summary>
    public ReadOnlySpan<float> Levels => _levels;

    internal RowArray<byte> Codes { get; }

    internal RowArray<Half> Scales { get; }

    /// <summary>Rounds weights: of each run's scales that are tried the one with the least squared error is taken.</summary>
    internal static Int4Weights Of(WeightMatrix weights, ReadOnlySpan<float> levels)
    {
        var rounded = new Int4Weights(weights.Rows, weights.Columns, levels);
        Span<byte> codes = stackalloc byte[Run], best = stackalloc byte[Run];
        for (long row = 0; row < weights.Rows; row++)
        {
            for (int run = 0; run < rounded.Scales.Length; run++)
            {
                int first = run * Run, count = Math.Min(Run, weights.Columns - first);
                ReadOnlySpan<float> from = weights.Row(row).Slice(first, count);
                float largest = Math.Min(MathF.Abs(TensorPrimitives.MaxMagnitude(from)), (float)Half.MaxValue);
                double least = double.PositiveInfinity;
                foreach (float share in Shares)
                {
                    var scale = (Half)(share * largest);
                    double error = rounded.Round(from, (float)scale, codes);
                    if (error < least)
                    {
                        least = error;
                        rounded.Scales.Row(row)[run] = scale;
                        codes.CopyTo(best);
                    }
                }

                Pack(best[..count], rounded.CodesOf(row, run, count));
            }
        }

        return rounded;
    }

    /// <inheritdoc/>
    internal override void AddRow(float x, long row, Span<float> outputs)
    {
        ReadOnlySpan<Half> scales = Scales.Row(row);
        var levels = Vector512.Create<float>(_levels);
        for (int run = 0; run < scales.Length; run++)
        {
            int count = Math.Min(Run, Columns - (run * Run));
            ReadOnlySpan<byte> codes = CodesOf(row, run, count);
            Span<float> own = outputs.Slice(run * Run, count);
            float factor = x * (float)scales[run];
            if (count == Run)
            {
                AddRun(levels * factor, codes, own);
                continue;
            }

            for (int i = 0; i < count; i++)
            {
                own[i] += factor * _levels[Unpack(codes, i)];
            }
        }
    }

    // 32 bytes to 64 columns: 16 bytes give columns j and, from their upper halves, j + 32.
    private static void AddRun(Vector512<float> levels, ReadOnlySpan<byte> codes, Span<float> outputs)
    {
        ref byte q = ref MemoryMarshal.GetReference(codes);
        ref float o = ref MemoryMarshal.GetReference(outputs);
        for (nuint i = 0; i < Run / 2; i += VectorMath.Lanes)
        {
            Vector512<int> pairs = Widen(Vector128.LoadUnsafe(ref q, i));
            Vector512<float> lower = Vector512.Shuffle(levels, pairs & Vector512.Create(15)), upper = Vector512.Shuffle(levels, pairs >>> 4);
            (Vector512.LoadUnsafe(ref o, i) + lower).StoreUnsafe(ref o, i);
            (Vector512.LoadUnsafe(ref o, i + (Run / 2)) + upper).StoreUnsafe(ref o, i + (Run / 2));
        }
    }

    private static Vector512<int> Widen(Vector128<byte> codes)
    {
        if (System.Runtime.Intrinsics.X86.Avx512F.IsSupported)
        {
            return System.Runtime.Intrinsics.X86.Avx512F.ConvertToVector512Int32(codes);
        }

        (Vector128<ushort> lower, Vector128<ushort> upper) = Vector128.Widen(codes);
        (Vector128<uint> first, Vector128<uint> second) = Vector128.Widen(lower);
        (Vector128<uint> third, Vector128<uint> fourth) = Vector128.Widen(upper);
        return Vector512.Create(Vector256.Create(first, second), Vector256.Create(third, fourth)).AsInt32();
    }

    private static void Pack(ReadOnlySpan<byte> codes, Span<byte> to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            int upper = i + to.Length < codes.Length ? codes[i + to.Length] << 4 : 0;
            to[i] = (byte)(codes[i] | upper);
        }
    }

    private static int Unpack(ReadOnlySpan<byte> codes, int column) => column < codes.Length ? codes[column] & 15 : codes[column - codes.Length] >> 4;

    private Span<byte> CodesOf(long row, int run, int count) => Codes.Row(row).Slice(run * Run / 2, (count + 1) / 2);

    // The nearest level of each weight, and the squared error of all.
    private double Round(ReadOnlySpan<float> weights, float scale, Span<byte> codes)
    {
        double error = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            int level = WeightLevels.Nearest(_levels, scale > 0 ? weights[i] / scale : 0);
            codes[i] = (byte)level;
            double difference = weights[i] - (scale * _levels[level]);
            error += difference * difference;
        }

        return error;
    }
}
