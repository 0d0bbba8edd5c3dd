using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Codeword.Numerics;

/// <content>Buckets of many keys, sixteen at a time.</content>
public readonly partial record struct UniversalHash
{
    // Remainders are found in doubles, in which numbers up to 2⁵³ are exact: a remainder below B, 31 bits on, must be.
    private const int MostVectorBuckets = 1 << 21;
    private const int HighShift = 31;

    /// <summary>The buckets of the keys first, first + 1, …: what <see cref="Bucket"/> gives for each.</summary>
    internal void FillBuckets(int first, Span<int> buckets)
    {
        int i = 0;
        for (; IsVector && i + Vector512<uint>.Count <= buckets.Length; i += Vector512<uint>.Count)
        {
            BucketsOf(Vector512.Create(unchecked((uint)(first + i))) + Vector512<uint>.Indices).CopyTo(buckets[i..]);
        }

        for (; i < buckets.Length; i++)
        {
            buckets[i] = Bucket(first + i);
        }
    }

    /// <summary>The buckets of some keys: what <see cref="Bucket"/> gives for each.</summary>
    internal void FillBuckets(ReadOnlySpan<int> keys, Span<int> buckets)
    {
        int i = 0;
        for (; IsVector && i + Vector512<uint>.Count <= keys.Length; i += Vector512<uint>.Count)
        {
            BucketsOf(Vector512.Create(keys[i..]).AsUInt32()).CopyTo(buckets[i..]);
        }

        for (; i < keys.Length; i++)
        {
            buckets[i] = Bucket(keys[i]);
        }
    }

    // Asked of the processor itself: Vector512.IsHardwareAccelerated is false where wide registers slow the clock down, which these products are worth.
    private bool IsVector => Avx512DQ.IsSupported && Buckets <= MostVectorBuckets;

    private Vector512<int> BucketsOf(Vector512<uint> keys)
    {
        (Vector512<ulong> low, Vector512<ulong> high) = Vector512.Widen(Scatter(keys));
        return Vector512.Narrow(Remainder(Value(low)), Remainder(Value(high)));
    }

    private static Vector512<uint> Scatter(Vector512<uint> keys)
    {
        keys = (keys ^ (keys >>> 16)) * Vector512.Create(0x85EBCA6Bu);
        keys = (keys ^ (keys >>> 13)) * Vector512.Create(0xC2B2AE35u);
        return keys ^ (keys >>> 16);
    }

    // A is cut into 29 high and 32 low bits. Of the high product the 2⁶¹s, and of the low one those above 61 bits, come back as ones: 2⁶¹ ≡ 1 (mod p).
    // All that is added stays below 2⁶³; folded once more, it is at most p + 3.
    private Vector512<ulong> Value(Vector512<ulong> keys)
    {
        const int LowBits = 32;
        const int HighBits = 61 - LowBits;
        var prime = Vector512.Create(Prime);
        Vector512<ulong> high = keys * Vector512.Create(A >> LowBits);
        Vector512<ulong> low = keys * Vector512.Create(A & uint.MaxValue);
        Vector512<ulong> sum = (low & prime) + (low >>> 61) + (high >>> HighBits)
            + ((high & Vector512.Create((1UL << HighBits) - 1)) << LowBits) + Vector512.Create(C);
        sum = (sum & prime) + (sum >>> 61);
        return Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(sum, prime), sum - prime, sum);
    }

    private Vector512<long> Remainder(Vector512<ulong> values)
    {
        Vector512<double> high = Reduce(Vector512.ConvertToDouble((values >>> HighShift).AsInt64()));
        var low = Vector512.ConvertToDouble((values & Vector512.Create((1UL << HighShift) - 1)).AsInt64());
        return Vector512.ConvertToInt64(Reduce((high * Vector512.Create((double)(1UL << HighShift))) + low));
    }

    // The quotient is off by one at most; everything here is a whole number below 2⁵³, and so exact.
    private Vector512<double> Reduce(Vector512<double> values)
    {
        var buckets = Vector512.Create((double)Buckets);
        Vector512<double> rest = values - (Vector512.Floor(values * Vector512.Create(1.0 / Buckets)) * buckets);
        rest = Vector512.ConditionalSelect(Vector512.LessThan(rest, Vector512<double>.Zero), rest + buckets, rest);
        return Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(rest, buckets), rest - buckets, rest);
    }
}
