using System.Numerics.Tensors;
using Codeword.Codes;
using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>What scans of <see cref="DigitTiles"/> have in common: cheap sums tell most classes out, and what is left is scored as <see cref="ClassScorer"/> scores it.</summary>
internal abstract class TileScan
{
    /// <summary>Below this many classes floats are as fast.</summary>
    public const int FewestClasses = 4 * ClassScorer.TileSize;

    // A block with more classes left than this is scored whole: scores that are all alike must not cost more than a look-up a digit.
    private protected const int MostSingles = DigitTiles.BlockClasses / 4;

    private protected TileScan(ClassScorer scorer, Codebook codebook, DigitTiles tiles) =>
        (Scorer, Tiles, Buckets) = (scorer, tiles, [.. codebook.Columns.Select(column => column.Buckets)]);

    private protected ClassScorer Scorer { get; }

    private protected DigitTiles Tiles { get; }

    private protected int[] Buckets { get; }

    /// <summary>Whether a codebook is large enough, and all its digits stand in tiles.</summary>
    private protected static bool IsTiled(Codebook codebook, DigitTiles tiles) => tiles.Columns == codebook.Length && codebook.Classes >= FewestClasses;

    /// <summary>Each column's best entry, their sum, and how far a sum of floats may be from that of the numbers they stand for: infinitely where it may overflow.</summary>
    private protected (double Highest, double Slack) Highest(ReadOnlySpan<float> tables, Span<float> highs)
    {
        (double highest, double magnitude) = (0, 0);
        for (int r = 0; r < highs.Length; r++)
        {
            ReadOnlySpan<float> table = tables[Scorer.TableOf(r)][..Buckets[r]];
            highs[r] = TensorPrimitives.Max(table);
            highest += highs[r];
            magnitude += Math.Abs(TensorPrimitives.MaxMagnitude(table));
        }

        return (highest, magnitude <= float.MaxValue ? highs.Length * Math.ScaleB(magnitude, -23) : double.PositiveInfinity);
    }

    /// <summary>Scores classes in floats and offers them all.</summary>
    private protected void OfferAll(Decoder decoder, ReadOnlySpan<float> tables, int first, int most, ref TopK top, Span<float> scratch)
    {
        int count = Math.Min(most, Scorer.Classes - first);
        Scorer.Score(decoder, tables, first, scratch[..count], []);
        new ScoreMass(0).AddTile(scratch[..ClassScorer.TileSize], count, first, ref top);
    }
}
