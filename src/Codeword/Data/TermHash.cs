using System.Buffers.Binary;
using Codeword.Numerics;

namespace Codeword.Data;

/// <summary>A 64-bit hash of a term. Hashed features depend on it: it is part of the model format and never changes.</summary>
internal static class TermHash
{
    /// <summary>
    /// Multiply-and-fold over little-endian words of 8 bytes, the last one filled up with zeros, the length mixed in; then SplitMix64's mixer.
    /// </summary>
    public static ulong Of(ReadOnlySpan<byte> term, ulong seed)
    {
        unchecked
        {
            ulong hash = seed ^ ((ulong)term.Length * 0x9E3779B97F4A7C15);
            while (term.Length >= 8)
            {
                hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(term));
                term = term[8..];
            }

            ulong rest = 0;
            for (int i = 0; i < term.Length; i++)
            {
                rest |= (ulong)term[i] << (8 * i);
            }

            return new SplitMix64(Fold(hash ^ rest)).Next();
        }
    }

    private static ulong Fold(ulong word)
    {
        unchecked
        {
            word *= 0xD6E8FEB86659FD93;
            return word ^ (word >> 32);
        }
    }
}
