namespace Codeword.Numerics;

/// <summary>
/// One member of Carter and Wegman's 2-universal family h(x) = ((a·x + c) mod p) mod B over the prime field of p = 2⁶¹ − 1:
/// two different keys below p share a bucket with probability at most 1/B + 1/p over the draw of a and c.
/// Nothing is stored but a, c and B.
/// </summary>
public readonly record struct UniversalHash
{
    /// <summary>The field's prime, 2⁶¹ − 1.</summary>
    public const ulong Prime = (1UL << 61) - 1;

    /// <summary>Makes the function of given coefficients.</summary>
    /// <param name="a">Multiplier, 1 to p − 1.</param>
    /// <param name="c">Offset, 0 to p − 1.</param>
    /// <param name="buckets">B, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A coefficient is outside its range.</exception>
    public UniversalHash(ulong a, ulong c, int buckets)
    {
        ArgumentOutOfRangeException.ThrowIfZero(a);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(a, Prime);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(c, Prime);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(buckets);
        A = a;
        C = c;
        Buckets = buckets;
    }

    /// <summary>Multiplier, 1 to p − 1.</summary>
    public ulong A { get; }

    /// <summary>Offset, 0 to p − 1.</summary>
    public ulong C { get; }

    /// <summary>B, the number of buckets.</summary>
    public int Buckets { get; }

    /// <summary>Draws a function of the family.</summary>
    public static UniversalHash Draw(ref SplitMix64 random, int buckets) =>
        new(1 + random.Next(Prime - 1), random.Next(Prime), buckets);

    /// <summary>The key's bucket, 0 to B − 1.</summary>
    public int Bucket(int key) => (int)(Value((uint)key) % (uint)Buckets);

    /// <summary>a·x + c in the field, 0 to p − 1: what the bucket is cut from.</summary>
    public ulong Value(ulong key)
    {
        unchecked
        {
            // 2⁶¹ ≡ 1 (mod p): the high part of the 128-bit sum is added to the low 61 bits, twice, then one subtraction.
            UInt128 sum = ((UInt128)A * key) + C;
            ulong folded = ((ulong)sum & Prime) + (ulong)(sum >> 61);
            folded = (folded & Prime) + (folded >> 61);
            return folded >= Prime ? folded - Prime : folded;
        }
    }
}
