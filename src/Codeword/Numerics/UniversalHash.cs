namespace Codeword.Numerics;

/// <summary>
/// One member of Carter and Wegman's 2-universal family h(x) = ((a·s(x) + c) mod p) mod B over the prime field of p = 2⁶¹ − 1:
/// two different keys share a bucket with probability at most 1/B over the draw of a and c. Nothing is stored but a, c and B.
/// </summary>
/// <remarks>
/// s is one fixed bijection of the 32-bit integers (the finalizer of Appleby's MurmurHash3). A bijection leaves the bound as it is, but scatters
/// keys that stand in a row, such as class indices. Without it a·x + c is an arithmetic progression, collisions of neighbours come in runs
/// (i with i + 1 and i with i + 2 together in about 1 of 2B draws, not 1 of B²), and the variance of the unbiased mean is three to five
/// times the Σ p²/(R(B − 1)) of independent collisions.
/// </remarks>
public readonly partial record struct UniversalHash
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
    /// <param name="key">Any integer; a negative one stands for itself + 2³².</param>
    public int Bucket(int key) => (int)(Value(Scatter(unchecked((uint)key))) % (uint)Buckets);

    /// <summary>a·x + c in the field, 0 to p − 1: what the bucket is cut from. Linear: keys are not scattered here.</summary>
    public ulong Value(ulong key)
    {
        unchecked
        {
            // 2⁶¹ ≡ 1 (mod p): the three 61-bit digits of the 128-bit sum are added, what carries over once more, then one subtraction.
            UInt128 sum = ((UInt128)A * key) + C;
            ulong folded = ((ulong)sum & Prime) + ((ulong)(sum >> 61) & Prime) + (ulong)(sum >> 122);
            folded = (folded & Prime) + (folded >> 61);
            return folded >= Prime ? folded - Prime : folded;
        }
    }

    private static uint Scatter(uint key)
    {
        unchecked
        {
            key = (key ^ (key >> 16)) * 0x85EBCA6B;
            key = (key ^ (key >> 13)) * 0xC2B2AE35;
            return key ^ (key >> 16);
        }
    }
}
