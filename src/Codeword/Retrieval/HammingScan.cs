using System.Buffers;
using System.Numerics;

namespace Codeword.Retrieval;

/// <summary>
/// One pass over all codes for many queries: a tile of codes stays in the cache while every query of a group is compared with it, turned into planes
/// (<see cref="PlaneKernels"/>) where there are queries enough. What is written to is borrowed from a pool of arrays, so that a warm search allocates nothing.
/// </summary>
internal readonly partial struct HammingScan(CodeBlocks blocks, CodeIds ids, int bits)
{
    /// <summary>From as many queries on, turning a tile into planes takes less than comparing with planes saves.</summary>
    public const int FewestForPlanes = 16;

    private const int MostQueries = 64;
    private const int MostNumbers = 1 << 22;
    private readonly CodeBlocks _blocks = blocks;
    private readonly CodeIds _ids = ids;
    private readonly int _bits = bits;

    private int BytesPerCode => (_bits + 7) / 8;

    /// <summary>The k nearest codes of each query, nearest first, of those nearer than a limit.</summary>
    /// <param name="queries">⌈k/8⌉ bytes each.</param>
    /// <param name="which">The queries that are searched for; results are written and told for these alone.</param>
    /// <param name="wanted">How many neighbours, 1 or more.</param>
    /// <param name="stride">How far apart the queries' results begin, as many as wanted or more.</param>
    /// <param name="limit">1 to bits + 1.</param>
    /// <param name="results">Those of query i from place i · stride on.</param>
    /// <param name="found">How many each has.</param>
    public void Search(ReadOnlySpan<byte> queries, ReadOnlySpan<int> which, int wanted, int stride, int limit, Span<Neighbor> results, Span<int> found)
    {
        int room = NearestList.Room(wanted, _ids.Count, _bits);
        int group = Math.Clamp(MostNumbers / room, 1, Math.Min(MostQueries, which.Length));
        byte[] codes = ArrayPool<byte>.Shared.Rent(group * BytesPerCode);
        int[] memory = ArrayPool<int>.Shared.Rent(group * room);
        try
        {
            for (int first = 0; first < which.Length; first += group)
            {
                int count = Math.Min(group, which.Length - first);
                Span<int> lists = memory.AsSpan(0, count * room);
                for (int q = 0; q < count; q++)
                {
                    queries.Slice(which[first + q] * BytesPerCode, BytesPerCode).CopyTo(codes.AsSpan(q * BytesPerCode));
                    ListOf(lists, room, wanted, q).Start(limit);
                }

                ScanAll(codes.AsSpan(0, count * BytesPerCode), lists, room, wanted);
                for (int q = 0; q < count; q++)
                {
                    NearestList list = ListOf(lists, room, wanted, q);
                    if (list.IsShort && list.Limit < limit)
                    {
                        list.Start(limit);
                        ScanBytes(codes.AsSpan(q * BytesPerCode, BytesPerCode), lists.Slice(q * room, room), room, wanted, sampling: false);
                    }

                    int query = which[first + q];
                    found[query] = list.WriteTo(results.Slice(query * stride, wanted), _ids);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(codes);
            ArrayPool<int>.Shared.Return(memory);
        }
    }

    /// <summary>How many codes are nearer than a limit.</summary>
    public int Count(ReadOnlySpan<byte> query, int limit)
    {
        byte[] table = ArrayPool<byte>.Shared.Rent(_blocks.BlockBytes);
        try
        {
            Fill(query, table);
            return Count(table.AsSpan(0, _blocks.BlockBytes), limit);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(table);
        }
    }

    private int Count(Span<byte> table, int limit)
    {
        int count = 0;
        Span<NearBlock> found = stackalloc NearBlock[_blocks.TileBlocks];
        for (int first = 0; first < _blocks.Count; first += _blocks.TileBlocks)
        {
            foreach (NearBlock near in found[..HammingKernels.FindNearer(_blocks.Tile(first), table, limit, found)])
            {
                count += BitOperations.PopCount(near.Codes & Present(first + near.Block));
            }
        }

        return count;
    }

    private NearestList ListOf(Span<int> lists, int room, int wanted, int query) => new(lists.Slice(query * room, room), wanted, _bits);

    private void ScanAll(ReadOnlySpan<byte> queries, Span<int> lists, int room, int wanted)
    {
        if (queries.Length >= FewestForPlanes * BytesPerCode)
        {
            ScanPlanes(queries, lists, room, wanted);
        }
        else
        {
            ScanBytes(queries, lists, room, wanted, SampleSaves(wanted));
        }
    }

    private void ScanBytes(ReadOnlySpan<byte> queries, Span<int> lists, int room, int wanted, bool sampling)
    {
        byte[] tables = ArrayPool<byte>.Shared.Rent(queries.Length * CodeBlocks.CodesPerBlock);
        try
        {
            Fill(queries, tables);
            if (sampling)
            {
                LowerLimitsByBytes(tables, lists, room, wanted);
            }

            Span<NearBlock> found = stackalloc NearBlock[_blocks.TileBlocks];
            for (int first = 0, count; first < _blocks.Count; first += count)
            {
                // The first tile in pieces that double: until the limits have come down, most codes are nearer.
                count = Math.Min(Math.Min(_blocks.TileBlocks, Math.Max(first, 1)), _blocks.Count - first);
                ReadOnlySpan<byte> piece = _blocks.Slice(first, count);
                for (int q = 0; q < lists.Length / room; q++)
                {
                    ScanPiece(piece, first, tables.AsSpan(q * _blocks.BlockBytes, _blocks.BlockBytes), ListOf(lists, room, wanted, q), found);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(tables);
        }
    }

    private void ScanPiece(ReadOnlySpan<byte> piece, int first, ReadOnlySpan<byte> query, NearestList list, Span<NearBlock> found)
    {
        if (list.Limit == 0)
        {
            return;
        }

        foreach (NearBlock near in found[..HammingKernels.FindNearer(piece, query, list.Limit, found)])
        {
            ReadOnlySpan<byte> block = piece.Slice(near.Block * query.Length, query.Length);
            for (ulong codes = near.Codes & Present(first + near.Block); codes != 0; codes &= codes - 1)
            {
                int code = BitOperations.TrailingZeroCount(codes);
                int distance = HammingKernels.Distance(block, query, code);
                if (distance < list.Limit)
                {
                    list.Add(((first + near.Block) * CodeBlocks.CodesPerBlock) + code, distance);
                }
            }
        }
    }

    // Places that hold no code are never found: the last block's, and those of no block.
    private ulong Present(int block)
    {
        int codes = _ids.Count - (block * CodeBlocks.CodesPerBlock);
        return codes >= CodeBlocks.CodesPerBlock ? ulong.MaxValue : codes > 0 ? (1UL << codes) - 1 : 0;
    }

    private static void Fill(ReadOnlySpan<byte> queries, Span<byte> tables)
    {
        for (int i = 0; i < queries.Length; i++)
        {
            tables.Slice(i * CodeBlocks.CodesPerBlock, CodeBlocks.CodesPerBlock).Fill(queries[i]);
        }
    }
}
