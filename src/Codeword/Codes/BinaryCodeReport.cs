using System.Numerics;
using Codeword.Numerics;

namespace Codeword.Codes;

/// <summary>How well binary codes tell classes apart and how well their bits are used, counted.</summary>
public sealed record BinaryCodeReport
{
    /// <summary>Up to this many codes all pairs are compared; of more, the pairs of as many codes drawn at random.</summary>
    public const int MostCompared = 20_000;

    private const ulong SampleSeed = 9;

    private BinaryCodeReport(BinaryCodes codes, int distinct, long collidingPairs)
    {
        (Count, Bits, UniqueCodes, CollidingPairs) = (codes.Count, codes.Bits, distinct, collidingPairs);
        BitTable table = new(codes);
        MeanDistance = codes.Count > 1 ? table.MeanDistance() : null;
        (SmallestShare, MeanShare, LargestShare) = table.Shares();
        (MeanCorrelation, LargestCorrelation) = table.Correlations();
        if (codes.Count > 1)
        {
            MinimumDistance = collidingPairs > 0 ? 0 : Nearest(codes);
            IsSampled = collidingPairs == 0 && codes.Count > MostCompared;
        }
    }

    /// <summary>K.</summary>
    public int Count { get; }

    /// <summary>k.</summary>
    public int Bits { get; }

    /// <summary>How many different codes there are, 1 to K.</summary>
    public int UniqueCodes { get; }

    /// <summary>Pairs of classes with the same code: no decoder can tell them apart.</summary>
    public long CollidingPairs { get; }

    /// <summary>The smallest number of bits in which two codes differ; null for one code. See <see cref="IsSampled"/>.</summary>
    public int? MinimumDistance { get; }

    /// <summary>The mean number of bits in which two codes differ, over all pairs; null for one code.</summary>
    public double? MeanDistance { get; }

    /// <summary>
    /// Whether <see cref="MinimumDistance"/> is that of <see cref="MostCompared"/> codes drawn at random (always the same ones), because there are more: two codes
    /// that were not drawn may be nearer.
    /// </summary>
    public bool IsSampled { get; }

    /// <summary>The smallest share of ones of a bit, in [0, 1].</summary>
    public double SmallestShare { get; }

    /// <summary>The mean share of ones over the bits.</summary>
    public double MeanShare { get; }

    /// <summary>The largest share of ones of a bit.</summary>
    public double LargestShare { get; }

    /// <summary>
    /// The mean of |correlation| over the pairs of bits, in [0, 1]; bits that are the same for all classes correlate with none and are left out. 0 without
    /// a pair.
    /// </summary>
    public double MeanCorrelation { get; }

    /// <summary>The largest |correlation| of two bits.</summary>
    public double LargestCorrelation { get; }

    /// <summary>Counts: O(k²·K/64) steps for the bits, O(K²) for at most <see cref="MostCompared"/> codes.</summary>
    public static BinaryCodeReport Of(BinaryCodes codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        var index = new CodeIndex(codes);
        long pairs = 0;
        for (int i = 0; i < codes.Count; i++)
        {
            bool isFirst = index.First(codes.CodeOf(i)) == i;
            long size = 0;
            for (int same = i; isFirst && same >= 0; same = index.Next(same))
            {
                pairs += size++;
            }
        }

        return new BinaryCodeReport(codes, index.Distinct, pairs);
    }

    private static int Nearest(BinaryCodes codes)
    {
        int[] rows = [.. Enumerable.Range(0, codes.Count)];
        if (rows.Length > MostCompared)
        {
            new SplitMix64(SampleSeed).Shuffle<int>(rows);
            rows = rows[..MostCompared];
        }

        int nearest = codes.Bits;
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<ulong> code = codes.CodeOf(rows[i]);
            for (int j = 0; j < i; j++)
            {
                nearest = Math.Min(nearest, BinaryCodes.Distance(code, codes.CodeOf(rows[j])));
            }
        }

        return nearest;
    }

    /// <summary>The codes bit by bit: k rows of K bits, so that two bits are compared 64 classes at a time.</summary>
    private sealed class BitTable
    {
        private readonly ulong[][] _rows;
        private readonly long[] _ones;
        private readonly int _count;

        public BitTable(BinaryCodes codes)
        {
            _count = codes.Count;
            _rows = [.. Enumerable.Range(0, codes.Bits).Select(_ => new ulong[(codes.Count + 63) / 64])];
            for (int i = 0; i < codes.Count; i++)
            {
                for (int j = 0; j < codes.Bits; j++)
                {
                    _rows[j][i / 64] |= (codes[i, j] ? 1UL : 0) << (i % 64);
                }
            }

            _ones = [.. _rows.Select(row => CountBoth(row, row))];
        }

        // Two codes differ in bit j in ones · zeros of the pairs.
        public double MeanDistance() => _ones.Sum(ones => (double)ones * (_count - ones)) / ((double)_count * (_count - 1) / 2);

        public (double Smallest, double Mean, double Largest) Shares() =>
            ((double)_ones.Min() / _count, (double)_ones.Sum() / _count / _ones.Length, (double)_ones.Max() / _count);

        public (double Mean, double Largest) Correlations()
        {
            double sum = 0;
            double largest = 0;
            long pairs = 0;
            for (int i = 0; i < _rows.Length; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    double spread = Math.Sqrt((double)_ones[i] * (_count - _ones[i])) * Math.Sqrt((double)_ones[j] * (_count - _ones[j]));
                    if (spread > 0)
                    {
                        double both = CountBoth(_rows[i], _rows[j]);
                        double correlation = Math.Min(1, Math.Abs((both * _count) - ((double)_ones[i] * _ones[j])) / spread);
                        (sum, largest, pairs) = (sum + correlation, Math.Max(largest, correlation), pairs + 1);
                    }
                }
            }

            return (pairs > 0 ? sum / pairs : 0, largest);
        }

        private static long CountBoth(ulong[] first, ulong[] second)
        {
            long count = 0;
            for (int w = 0; w < first.Length; w++)
            {
                count += BitOperations.PopCount(first[w] & second[w]);
            }

            return count;
        }
    }
}
