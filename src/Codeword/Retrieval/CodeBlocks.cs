using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Codeword.Storage;

namespace Codeword.Retrieval;

/// <summary>
/// Codes in blocks of 64, side by side: first byte 0 of each of the block's codes, then byte 1 of each, and so on. So a vector holds the same byte of many codes, whatever
/// their length, and ⌈k/8⌉ bytes a code are all there is; the last block is filled up with zeros. In memory, or in a mapped file. Immutable.
/// </summary>
internal sealed class CodeBlocks
{
    public const int CodesPerBlock = 64;

    /// <summary>Blocks stand in arrays of so many, 2²⁰ codes each, the last of fewer.</summary>
    public const int BlocksPerChunk = 1 << 14;

    // What the first-level cache holds beside a query.
    private const int TileBytes = 1 << 15;
    private readonly byte[][] _chunks;
    private readonly Section? _section;

    public CodeBlocks(int bytesPerCode, int count, byte[][] chunks)
        : this(bytesPerCode, count) => _chunks = chunks;

    public CodeBlocks(int bytesPerCode, int count, Section section)
        : this(bytesPerCode, count) => _section = section;

    private CodeBlocks(int bytesPerCode, int count)
    {
        (BlockBytes, Count, _chunks) = (bytesPerCode * CodesPerBlock, count, []);
        TileBlocks = Math.Max(1, (int)BitOperations.RoundUpToPowerOf2((uint)(TileBytes / BlockBytes) + 1) / 2);
    }

    public int BlockBytes { get; }

    /// <summary>How many blocks.</summary>
    public int Count { get; }

    /// <summary>How many blocks are worth comparing with one query after the other; a power of two, which divides <see cref="BlocksPerChunk"/>.</summary>
    public int TileBlocks { get; }

    /// <summary>All bytes.</summary>
    public long Bytes => (long)Count * BlockBytes;

    /// <summary>How many blocks hold so many codes.</summary>
    public static int BlocksOf(int codes) => (int)(((long)codes + CodesPerBlock - 1) / CodesPerBlock);

    /// <summary>Some blocks, of one chunk.</summary>
    public ReadOnlySpan<byte> Slice(int block, int count) => _section is null
        ? _chunks[block / BlocksPerChunk].AsSpan(block % BlocksPerChunk * BlockBytes, count * BlockBytes)
        : _section.Slice<byte>((long)block * BlockBytes, count * BlockBytes);

    /// <summary>The tile that begins at a block, a multiple of <see cref="TileBlocks"/>.</summary>
    public ReadOnlySpan<byte> Tile(int block) => Slice(block, Math.Min(TileBlocks, Count - block));

    /// <summary>Copies a chunk.</summary>
    public void CopyChunk(int chunk, Span<byte> bytes)
    {
        int first = chunk * BlocksPerChunk;
        Slice(first, Math.Min(BlocksPerChunk, Count - first)).CopyTo(bytes);
    }

    /// <summary>The chunk itself where it is in memory and full, so that nobody will write to it; null otherwise.</summary>
    public byte[]? Shared(int chunk, int codes) =>
        _section is null && codes / CodesPerBlock >= (chunk + 1) * BlocksPerChunk ? _chunks[chunk] : null;

    /// <summary>A code's first byte; the others follow it, <see cref="CodesPerBlock"/> apart.</summary>
    /// <param name="position">Which code, below <see cref="Count"/> · <see cref="CodesPerBlock"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref byte FirstByteOf(int position)
    {
        unchecked
        {
            uint block = (uint)position / CodesPerBlock;
            ref byte first = ref _section is null
                ? ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_chunks[block / BlocksPerChunk]), (nint)(block % BlocksPerChunk) * BlockBytes)
                : ref Unsafe.AsRef(in _section.At((long)block * BlockBytes));
            return ref Unsafe.Add(ref first, (uint)position % CodesPerBlock);
        }
    }

    /// <summary>Copies one code's bytes.</summary>
    public void CopyCode(int position, Span<byte> code)
    {
        ReadOnlySpan<byte> block = Slice(position / CodesPerBlock, 1);
        for (int i = 0; i < BlockBytes / CodesPerBlock; i++)
        {
            code[i] = block[(i * CodesPerBlock) + (position % CodesPerBlock)];
        }
    }
}
