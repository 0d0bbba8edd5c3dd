using Codeword.Numerics;

namespace Codeword.Codes;

/// <summary>
/// A digit dealt out like cards: the classes in a random order, class after class into bucket 0, 1, … B − 1, 0, …, so that bucket loads
/// differ by at most one. Only the seed is stored; the digits are dealt again when the column is made.
/// </summary>
public sealed class ShuffledColumn : DigitColumn
{
    private readonly int[] _digits;

    /// <summary>Deals the classes out.</summary>
    /// <param name="classes">K.</param>
    /// <param name="buckets">B.</param>
    /// <param name="seed">Names the order.</param>
    public ShuffledColumn(int classes, int buckets, ulong seed)
        : base(classes, buckets)
    {
        Seed = seed;
        _digits = new int[classes];
        for (int i = 0; i < classes; i++)
        {
            _digits[i] = i % buckets;
        }

        var random = new SplitMix64(seed);
        random.Shuffle<int>(_digits);
    }

    /// <summary>Names the order the classes were dealt in.</summary>
    public ulong Seed { get; }

    /// <inheritdoc/>
    public override string Kind => "shuffled";

    /// <inheritdoc/>
    public override long StoredBytes => 0;

    private protected override int Digit(int label) => _digits[label];
}
