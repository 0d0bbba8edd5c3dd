using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Codeword.Codes;
using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>
/// The best classes by sums, and ln Σ exp(scale·s) over all classes, by which probabilities are shares of 1. What a bucket lacks of its column's best is counted in steps so small
/// that 24 bits of them reach as far as a class may fall behind the best and still weigh anything. The sums are whole numbers, the same on every machine; ln Σ exp is off by R/2
/// steps at most, and the few classes that may be among the best are scored as <see cref="ClassScorer"/> scores them, bit for bit. docs/math.md has the bounds.
/// </summary>
internal sealed class ShareScan : TileScan
{
    /// <summary>More columns than these could add up to more than 31 bits.</summary>
    public const int MostColumns = 128;

    // Classes that are further behind than e^−64 of the best weigh nothing among 2³¹: their entries may end there.
    private const double Beyond = 64;

    private readonly int _widest;

    private ShareScan(ClassScorer scorer, Codebook codebook, DigitTiles tiles)
        : base(scorer, codebook, tiles) => _widest = Buckets.Max();

    /// <summary>The scan of a codebook; null where it has few classes or many columns, or a digit takes more than a byte or is computed: the same on every machine.</summary>
    public static ShareScan? For(ClassScorer scorer, Codebook codebook, DigitTiles tiles) =>
        IsTiled(codebook, tiles) && codebook.Length <= MostColumns ? new ShareScan(scorer, codebook, tiles) : null;

    /// <summary>Ranks the classes, as <see cref="ClassScorer.Rank"/> does.</summary>
    /// <returns>ln Σ exp(scale·s); null where an entry is no finite number, and nothing was ranked.</returns>
    public double? Rank(Decoder decoder, ReadOnlySpan<float> tables, ref TopK top, float scale, Span<float> scratch)
    {
        Span<float> highs = scratch[^Buckets.Length..];
        (double highest, double slack) = Highest(tables, highs);
        if (!double.IsFinite(highest + slack))
        {
            return null;
        }

        // Of the first tile floats tell how near to the highest sum a class comes.
        OfferAll(decoder, tables, 0, ClassScorer.TileSize, ref top, scratch);
        double behind = Math.Max(0, highest - TensorPrimitives.Max(scratch[..ClassScorer.TileSize]));
        double step = Math.Max(Math.Min(behind + (Beyond / scale), Widest(tables, highs)), 1e-30) / FixedKernels.Most;
        Span<byte> bytes = MemoryMarshal.AsBytes(scratch[ClassScorer.TileSize..]);
        Span<byte> limbs = bytes[..(highs.Length * FixedKernels.LimbBytes)];
        Span<int> steps = MemoryMarshal.Cast<byte, int>(bytes[limbs.Length..])[..(highs.Length * DigitTiles.BlockClasses)];
        Span<int> sums = MemoryMarshal.Cast<byte, int>(bytes[(limbs.Length + (steps.Length * sizeof(int)))..])[..DigitTiles.BlockClasses];
        Fill(tables, highs, 1 / step, steps, limbs);
        var mass = new StepMass((float)Math.Min(scale * step, float.MaxValue));
        for (int first = 0; first < Scorer.Classes; first += DigitTiles.BlockClasses)
        {
            int lowest = FixedKernels.Sum(Tiles.Block(first / DigitTiles.BlockClasses), limbs, steps, _widest, sums);
            int count = Math.Min(DigitTiles.BlockClasses, Scorer.Classes - first);
            if (count < DigitTiles.BlockClasses)
            {
                lowest = FixedKernels.Cut(sums, count);
            }

            mass.Add(sums, lowest);
            if (first >= ClassScorer.TileSize && lowest <= Limit(highest - top.Threshold + (2 * slack), step))
            {
                OfferLeft(decoder, tables, first, count, Limit(highest - top.Threshold + (2 * slack), step), sums, ref top, scratch);
            }
        }

        return (scale * (highest - (step * mass.Reference))) + VectorMath.Log(mass.Sum);
    }

    // The most that an entry lacks of its column's best.
    private double Widest(ReadOnlySpan<float> tables, ReadOnlySpan<float> highs)
    {
        double widest = 0;
        for (int r = 0; r < highs.Length; r++)
        {
            widest = Math.Max(widest, (double)highs[r] - TensorPrimitives.Min(tables[Scorer.TableOf(r)][..Buckets[r]]));
        }

        return widest;
    }

    // In double precision, so that rounding to whole steps is all that an entry is off by; whole numbers of 24 bits are floats as well.
    private void Fill(ReadOnlySpan<float> tables, ReadOnlySpan<float> highs, double perStep, Span<int> steps, Span<byte> limbs)
    {
        for (int r = 0; r < highs.Length; r++)
        {
            ReadOnlySpan<float> table = tables[Scorer.TableOf(r)];
            Span<int> own = steps.Slice(r * DigitTiles.BlockClasses, DigitTiles.BlockClasses);
            var high = Vector512.Create((double)highs[r]);
            for (int b = 0; b < table.Length; b += VectorMath.Lanes)
            {
                (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(Vector512.Create(table[b..]));
                Vector512.ConvertToInt32(Vector512.Narrow(Steps(high - lower, perStep), Steps(high - upper, perStep))).CopyTo(own[b..]);
            }

            FixedKernels.Split(own[..table.Length], limbs.Slice(r * FixedKernels.LimbBytes, FixedKernels.LimbBytes));
        }
    }

    private static Vector512<double> Steps(Vector512<double> lacks, double perStep) =>
        Vector512.Min(Vector512.Round(lacks * perStep), Vector512.Create((double)FixedKernels.Most));

    // Rounding takes less than a step off an entry. Below 0 where what is held already is out of all classes' reach.
    private int Limit(double mayLack, double step) => (int)Math.Clamp((mayLack / step) + Buckets.Length + 1, -1, int.MaxValue - 1);

    private void OfferLeft(Decoder decoder, ReadOnlySpan<float> tables, int first, int count, int limit, ReadOnlySpan<int> sums, ref TopK top, Span<float> scratch)
    {
        if (FixedKernels.CountTo(sums, limit) > MostSingles)
        {
            OfferAll(decoder, tables, first, count, ref top, scratch);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            if (sums[FixedKernels.PlaceOf(i)] <= limit)
            {
                top.Offer(first + i, Scorer.SumOf(first + i, tables));
            }
        }
    }
}
