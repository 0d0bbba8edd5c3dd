using Codeword.Numerics;

namespace Codeword.Models;

/// <summary>
/// One repetition's hash of the input: feature j is added to row h(j) with sign s(j), both 2-universal and of the repetition's own seed
/// (Weinberger et al. 2009: the sign keeps inner products unbiased). The bias keeps a row of its own.
/// </summary>
public sealed class InputHash
{
    private readonly UniversalHash _place;
    private readonly int _biasIndex;

    /// <summary>Draws the hash that a seed names.</summary>
    /// <param name="features">d, where the bias feature stands.</param>
    /// <param name="buckets">Rows the d features share, 1 or more.</param>
    /// <param name="seed">Names the hash.</param>
    public InputHash(int features, int buckets, ulong seed)
    {
        var random = new SplitMix64(seed);
        _place = UniversalHash.Draw(ref random, checked(2 * buckets));
        _biasIndex = features;
        Buckets = buckets;
        Seed = seed;
    }

    /// <summary>Rows the features share.</summary>
    public int Buckets { get; }

    /// <summary>Names the hash.</summary>
    public ulong Seed { get; }

    /// <summary>d + 1: the features that are hashed, and the bias.</summary>
    public long Inputs => _biasIndex + 1L;

    /// <summary>Buckets + 1: the last row is the bias.</summary>
    public long Rows => Buckets + 1L;

    /// <summary>The row of a feature and its sign, +1 or −1.</summary>
    public int Place(int feature, out float sign)
    {
        if (feature == _biasIndex)
        {
            sign = 1;
            return Buckets;
        }

        int place = _place.Bucket(feature);
        sign = (place & 1) == 0 ? 1 : -1;
        return place >> 1;
    }
}
