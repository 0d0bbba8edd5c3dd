using System.Numerics;

namespace Codeword.Tests.Reference;

/// <summary>The 2-universal hash from its definition, in integers of any size.</summary>
internal static class ReferenceHash
{
    public static BigInteger Value(BigInteger a, BigInteger c, BigInteger key) => ((a * key) + c) % (BigInteger.Pow(2, 61) - 1);

    public static int Bucket(BigInteger a, BigInteger c, int buckets, int key) => (int)(Value(a, c, Scatter(key)) % buckets);

    /// <summary>The finalizer of MurmurHash3 in arithmetic modulo 2³².</summary>
    public static BigInteger Scatter(int key)
    {
        BigInteger modulus = BigInteger.Pow(2, 32);
        BigInteger x = key < 0 ? key + modulus : key;
        x = (x ^ (x >> 16)) * 0x85EBCA6B % modulus;
        x = (x ^ (x >> 13)) * 0xC2B2AE35 % modulus;
        return x ^ (x >> 16);
    }
}
