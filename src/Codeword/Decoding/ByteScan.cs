using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Codeword.Codes;
using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>
/// The best classes by sums, found in bytes and scored in floats. What a bucket lacks of its column's best, in steps of 1/255 of what the best class may lack and
/// still be among the best so far, is rounded down to a byte. Where these bytes add up to 255 or more, the class is out; the few others are scored as
/// <see cref="ClassScorer"/> scores them. So the answer is that of scoring all, bit for bit. docs/math.md has the bound.
/// </summary>
internal sealed class ByteScan : TileScan
{
    // Tables are made anew when classes may lack less than this share of what the tables were made for.
    private const double Worthwhile = 15.0 / 16;

    private ByteScan(ClassScorer scorer, Codebook codebook, DigitTiles tiles)
        : base(scorer, codebook, tiles)
    {
    }

    /// <summary>The scan of a codebook; null where floats are as fast, or a digit takes more than a byte or is computed.</summary>
    public static ByteScan? For(ClassScorer scorer, Codebook codebook, DigitTiles tiles) =>
        IsTiled(codebook, tiles) && ByteKernels.AreFast(codebook.Columns.Max(column => column.Buckets))
            ? new ByteScan(scorer, codebook, tiles) : null;

    /// <summary>Ranks the classes, as <see cref="ClassScorer.Rank"/> does.</summary>
    public void Rank(Decoder decoder, ReadOnlySpan<float> tables, ref TopK top, Span<float> scratch)
    {
        Span<float> highs = scratch[^Buckets.Length..];
        (double highest, double slack) = Highest(tables, highs);
        int first = 0;
        bool isBounded = double.IsFinite(highest + slack);
        for (; first < Scorer.Classes && (!isBounded || float.IsNegativeInfinity(top.Threshold)); first += ClassScorer.TileSize)
        {
            OfferAll(decoder, tables, first, ClassScorer.TileSize, ref top, scratch);
        }

        Span<byte> bytes = MemoryMarshal.AsBytes(scratch[ClassScorer.TileSize..]);
        Span<byte> lacks = bytes[..(Buckets.Length * ByteKernels.TableBytes)];
        Span<byte> sums = bytes.Slice(lacks.Length, DigitTiles.BlockClasses);
        int widest = Buckets.Max();
        double reach = double.PositiveInfinity;
        for (; first < Scorer.Classes; first += DigitTiles.BlockClasses)
        {
            double mayLack = highest - top.Threshold + slack;
            if (mayLack < Worthwhile * reach)
            {
                reach = mayLack;
                Fill(tables, highs, mayLack, lacks);
            }

            if (ByteKernels.Sum(Tiles.Block(first / DigitTiles.BlockClasses), lacks, widest, sums))
            {
                OfferLeft(decoder, tables, first, sums, ref top, scratch);
            }
        }
    }

    // The step is a little above mayLack/255, by more than what rounding in floats may take off: a sum of 255 steps is more than a class may lack.
    private void Fill(ReadOnlySpan<float> tables, ReadOnlySpan<float> highs, double mayLack, Span<byte> lacks)
    {
        var perStep = Vector512.Create((float)(byte.MaxValue * (1 - Math.ScaleB(1, -20)) / Math.Max(mayLack, 1e-30)));
        var most = Vector512.Create((float)byte.MaxValue);
        for (int r = 0; r < highs.Length; r++)
        {
            ReadOnlySpan<float> table = tables[Scorer.TableOf(r)];
            Span<byte> own = lacks.Slice(r * ByteKernels.TableBytes, ByteKernels.TableBytes);
            var high = Vector512.Create(highs[r]);
            for (int b = 0; b < table.Length; b += VectorMath.Lanes)
            {
                Vector512<int> steps = Vector512.ConvertToInt32(Vector512.Min((high - Vector512.Create(table[b..])) * perStep, most));
                Vector256<short> narrow = Vector256.Narrow(steps.GetLower(), steps.GetUpper());
                Vector128.Narrow(narrow.GetLower(), narrow.GetUpper()).AsByte().CopyTo(own[b..]);
            }
        }
    }

    private void OfferLeft(Decoder decoder, ReadOnlySpan<float> tables, int first, ReadOnlySpan<byte> sums, ref TopK top, Span<float> scratch)
    {
        int count = Math.Min(DigitTiles.BlockClasses, Scorer.Classes - first);
        if (count - sums[..count].Count(byte.MaxValue) > MostSingles)
        {
            OfferAll(decoder, tables, first, count, ref top, scratch);
            return;
        }

        for (int i = sums[..count].IndexOfAnyExcept(byte.MaxValue); i >= 0 && i < count;)
        {
            top.Offer(first + i, Scorer.SumOf(first + i, tables));
            int next = sums[(i + 1)..count].IndexOfAnyExcept(byte.MaxValue);
            i = next < 0 ? count : i + 1 + next;
        }
    }
}
