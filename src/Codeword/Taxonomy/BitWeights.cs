using System.Numerics;
using Codeword.Codes;

namespace Codeword.Taxonomy;

/// <summary>
/// What each bit in which two codes differ adds to their distance: 1 for the Hamming distance, more for a bit that can be relied on. Whole multiples of a
/// fraction of a bit, so that sums are exact. Immutable.
/// </summary>
public sealed class BitWeights
{
    private const int Fractions = 64;
    private const double LeastRate = 1e-3;
    private readonly int[] _units;

    private BitWeights(int[] units, int fractions) => (_units, UnitsPerBit) = (units, fractions);

    /// <summary>k, how many bits there are.</summary>
    public int Bits => _units.Length;

    /// <summary>What one bit adds, in bits; 1 on average.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such bit.</exception>
    public double this[int bit] => bit >= 0 && bit < _units.Length
        ? (double)_units[bit] / UnitsPerBit
        : throw new ArgumentOutOfRangeException(nameof(bit), bit, $"There are {_units.Length} bits.");

    /// <summary>How many units a distance of one bit has.</summary>
    internal int UnitsPerBit { get; }

    /// <summary>The weights in units; their sum is below 2¹⁶.</summary>
    internal ReadOnlySpan<int> Units => _units;

    private bool AreEqual => UnitsPerBit == 1;

    /// <summary>Weights of 1: the Hamming distance.</summary>
    /// <param name="bits">k, 1 to <see cref="BinaryCodes.MostBits"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of bits is out of range.</exception>
    public static BitWeights Equal(int bits)
    {
        RequireBits(bits);
        int[] units = new int[bits];
        Array.Fill(units, 1);
        return new BitWeights(units, 1);
    }

    /// <summary>
    /// Weights in proportion to (1 − 2e_j)·ln((1 − e_j)/e_j), where e_j is how often bit j of an instance is not that of its class: the distance of two codes is
    /// then, up to a factor, by how much an instance's bits are expected to speak for its class and against the other (their Kullback–Leibler divergence). They are
    /// scaled to 1 on average and rounded to 1/64. Rates below 0.001 count as 0.001, those above 0.999 as that.
    /// </summary>
    /// <param name="rates">A rate a bit, each in [0, 1].</param>
    /// <exception cref="ArgumentException">A rate is outside [0, 1], or all are 1/2, where no bit says anything.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no rates, or more than a code has bits.</exception>
    public static BitWeights OfErrorRates(ReadOnlySpan<double> rates)
    {
        RequireBits(rates.Length);
        double[] weights = new double[rates.Length];
        for (int j = 0; j < weights.Length; j++)
        {
            if (!(rates[j] >= 0 && rates[j] <= 1))
            {
                throw new ArgumentException(FormattableString.Invariant($"The error rate of bit {j} is {rates[j]}; expected one from 0 to 1."), nameof(rates));
            }

            double rate = Math.Clamp(rates[j], LeastRate, 1 - LeastRate);
            weights[j] = (1 - (2 * rate)) * Math.Log((1 - rate) / rate);
        }

        double mean = weights.Average();
        return mean > 0
            ? new BitWeights([.. weights.Select(weight => (int)Math.Round(weight / mean * Fractions))], Fractions)
            : throw new ArgumentException("Each bit is wrong half the time, so that none says anything; expected another rate somewhere.", nameof(rates));
    }

    /// <summary>The distances of codes, in bits.</summary>
    /// <exception cref="ArgumentException">The codes have another number of bits.</exception>
    public Func<int, int, double> DistancesOf(BinaryCodes codes)
    {
        RequireBitsOf(codes);
        return (first, second) => (double)Distance(codes.CodeOf(first), codes.CodeOf(second)) / UnitsPerBit;
    }

    /// <summary>Refuses codes of another number of bits.</summary>
    /// <exception cref="ArgumentException">They are.</exception>
    internal void RequireBitsOf(BinaryCodes codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        if (codes.Bits != Bits)
        {
            throw new ArgumentException($"There are weights for {Bits} bits; the codes have {codes.Bits}.", nameof(codes));
        }
    }

    /// <summary>The distance of two codes, in units.</summary>
    internal int Distance(ReadOnlySpan<ulong> first, ReadOnlySpan<ulong> second)
    {
        if (AreEqual)
        {
            return BinaryCodes.Distance(first, second);
        }

        int distance = 0;
        for (int w = 0; w < first.Length; w++)
        {
            for (ulong differing = first[w] ^ second[w]; differing != 0; differing &= unchecked(differing - 1))
            {
                distance += _units[(64 * w) + BitOperations.TrailingZeroCount(differing)];
            }
        }

        return distance;
    }

    private static void RequireBits(int bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, BinaryCodes.MostBits);
    }
}
