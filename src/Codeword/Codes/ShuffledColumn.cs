using System.Numerics;
using Codeword.Numerics;

namespace Codeword.Codes;

/// <summary>
/// A digit dealt out like cards: the classes in a random order, class after class into bucket 0, 1, … B − 1, 0, …, so that bucket loads
/// differ by at most one. Nothing is stored but a seed: a class's place in the order is computed by a Feistel network on the smallest even number
/// of bits that counts the classes, walked again while it leads beyond them (Black and Rogaway 2002). Classes added later have digits that are stored, so that the order of
/// those dealt out stays what it was.
/// </summary>
public sealed class ShuffledColumn : DigitColumn
{
    private const int Rounds = 6;
    private readonly int _halfBits;
    private readonly int[] _added;

    /// <summary>Deals the classes out.</summary>
    /// <param name="classes">K.</param>
    /// <param name="buckets">B.</param>
    /// <param name="seed">Names the order.</param>
    public ShuffledColumn(int classes, int buckets, ulong seed)
        : this(classes, buckets, seed, [])
    {
    }

    /// <summary>Deals classes out, and takes the digits of those added later.</summary>
    /// <param name="dealt">How many classes are dealt out, 1 or more.</param>
    /// <param name="buckets">B.</param>
    /// <param name="seed">Names the order.</param>
    /// <param name="added">One digit, 0 to B − 1, for each further class; copied.</param>
    /// <exception cref="ArgumentException">A digit is outside 0 to B − 1.</exception>
    public ShuffledColumn(int dealt, int buckets, ulong seed, ReadOnlySpan<int> added)
        : base(checked(dealt + added.Length), buckets)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dealt);
        ClusteredColumn.Require(added, buckets, dealt, nameof(added));
        (Seed, Dealt, _added) = (seed, dealt, added.ToArray());
        _halfBits = Math.Max(1, (BitOperations.Log2(unchecked((uint)Math.Max(1, dealt - 1))) + 2) / 2);
    }

    /// <summary>How many classes were dealt out: all but those added later.</summary>
    public int Dealt { get; }

    /// <summary>The digits of the classes from <see cref="Dealt"/> on.</summary>
    public ReadOnlySpan<int> Added => _added;

    /// <summary>Names the order the classes were dealt in.</summary>
    public ulong Seed { get; }

    /// <inheritdoc/>
    public override string Kind => "shuffled";

    /// <inheritdoc/>
    public override long StoredBytes => (long)_added.Length * ClusteredColumn.BytesPerDigit(Buckets);

    internal override bool IsComputed => true;

    private protected override int Digit(int index)
    {
        if (index >= Dealt)
        {
            return _added[index - Dealt];
        }

        ulong place = (ulong)index;
        do
        {
            place = Permute(place);
        }
        while (place >= (ulong)Dealt);
        return (int)(place % (ulong)Buckets);
    }

    private ulong Permute(ulong value)
    {
        ulong mask = (1UL << _halfBits) - 1;
        (ulong left, ulong right) = (value >> _halfBits, value & mask);
        for (ulong round = 0; round < Rounds; round++)
        {
            ulong mixed = SplitMix64.ForPart(Seed, round, right).Next();
            (left, right) = (right, left ^ (mixed & mask));
        }

        return (left << _halfBits) | right;
    }
}
