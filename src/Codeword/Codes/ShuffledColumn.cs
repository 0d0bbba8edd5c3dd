using System.Numerics;
using Codeword.Numerics;

namespace Codeword.Codes;

/// <summary>
/// A digit dealt out like cards: the classes in a random order, class after class into bucket 0, 1, … B − 1, 0, …, so that bucket loads
/// differ by at most one. Nothing is stored but a seed: a class's place in the order is computed by a Feistel network on the smallest even number
/// of bits that counts the classes, walked again while it leads beyond them (Black and Rogaway 2002).
/// </summary>
public sealed class ShuffledColumn : DigitColumn
{
    private const int Rounds = 6;
    private readonly int _halfBits;

    /// <summary>Deals the classes out.</summary>
    /// <param name="classes">K.</param>
    /// <param name="buckets">B.</param>
    /// <param name="seed">Names the order.</param>
    public ShuffledColumn(int classes, int buckets, ulong seed)
        : base(classes, buckets)
    {
        Seed = seed;
        _halfBits = Math.Max(1, (BitOperations.Log2(unchecked((uint)Math.Max(1, classes - 1))) + 2) / 2);
    }

    /// <summary>Names the order the classes were dealt in.</summary>
    public ulong Seed { get; }

    /// <inheritdoc/>
    public override string Kind => "shuffled";

    /// <inheritdoc/>
    public override long StoredBytes => 0;

    private protected override int Digit(int index)
    {
        ulong place = (ulong)index;
        do
        {
            place = Permute(place);
        }
        while (place >= (ulong)Classes);
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
