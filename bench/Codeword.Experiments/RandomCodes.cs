using System.Runtime.InteropServices;
using Codeword.Numerics;

namespace Codeword.Experiments;

/// <summary>Codes of whole words to search among, and queries like them.</summary>
internal static class RandomCodes
{
    private const int Around = 100;

    public static string Description =>
        $"uniform: fair coins. clustered: one random centre for {Around} codes; a code or query is a centre with each bit changed with probability 1/16.";

    /// <param name="set"><c>uniform</c> or <c>clustered</c>.</param>
    /// <param name="count">How many codes.</param>
    /// <param name="queries">How many queries, which are none of the codes.</param>
    /// <param name="bits">A multiple of 64.</param>
    public static (byte[] Codes, byte[] Queries) Draw(string set, int count, int queries, int bits)
    {
        if (set == "uniform")
        {
            return (Words((long)count * bits / 8, 1), Words((long)queries * bits / 8, 2));
        }

        byte[] centres = Words(Math.Max(1L, count / Around) * bits / 8, 3);
        return set == "clustered" ? (Near(centres, count, bits, 4), Near(centres, queries, bits, 5))
            : throw new ArgumentException($"There is no set \"{set}\"; expected uniform or clustered.");
    }

    private static byte[] Words(long bytes, ulong seed)
    {
        var random = new SplitMix64(seed);
        byte[] drawn = new byte[bytes];
        foreach (ref ulong word in MemoryMarshal.Cast<byte, ulong>(drawn.AsSpan()))
        {
            word = random.Next();
        }

        return drawn;
    }

    // A bit is changed where four random words all have it: one in sixteen.
    private static byte[] Near(byte[] centres, int count, int bits, ulong seed)
    {
        var random = new SplitMix64(seed);
        byte[] drawn = new byte[(long)count * bits / 8];
        for (int start = 0; start < drawn.Length; start += bits / 8)
        {
            Span<byte> code = drawn.AsSpan(start, bits / 8);
            centres.AsSpan(random.NextIndex(centres.Length / code.Length) * code.Length, code.Length).CopyTo(code);
            foreach (ref ulong word in MemoryMarshal.Cast<byte, ulong>(code))
            {
                word ^= random.Next() & random.Next() & random.Next() & random.Next();
            }
        }

        return drawn;
    }
}
