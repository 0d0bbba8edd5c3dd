using System.Security.Cryptography;

namespace Codeword.Storage;

/// <summary>The constants of the container and the arithmetic its writer and reader share; docs/model-format.md describes it.</summary>
internal static class SectionFormat
{
    /// <summary>A change that older readers cannot follow raises the major version, which they refuse.</summary>
    public const ushort Major = 1;

    /// <summary>A change that older readers can skip (a new optional section) raises the minor version.</summary>
    public const ushort Minor = 0;

    /// <summary>A cache line, and a multiple of every vector: what a mapped section may be read with.</summary>
    public const int Alignment = 64;

    public const int HashSize = SHA256.HashSizeInBytes;

    // Enough to keep system calls rare; small enough to stay in the cache between hashing and writing.
    public const int BlockSize = 1 << 16;

    /// <summary>As much padding as there ever is.</summary>
    public static ReadOnlySpan<byte> Zeros => new byte[Alignment];

    public static ReadOnlySpan<byte> Magic => "CODEWORD"u8;

    /// <summary>The first aligned offset at or after this one.</summary>
    public static long Align(long offset) => Align(offset, Alignment);

    /// <summary>The first multiple of a power of two at or after this offset.</summary>
    public static long Align(long offset, int alignment) => offset + ((alignment - (offset & (alignment - 1))) & (alignment - 1));

    /// <summary>What values of a size are aligned to within a section: the largest power of two that divides it, at most 8.</summary>
    public static int AlignmentOf(int size) => Math.Min(8, size & -size);

    /// <summary>Sections are read in place, as the machine's own numbers.</summary>
    public static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException(
                "Found a big-endian machine; Codeword's files are read in place and need a little-endian one.");
        }
    }
}
