using System.Buffers;
using System.Numerics;

namespace Codeword.Retrieval;

/// <summary>
/// One pass over all codes for many queries: a tile of codes stays in the cache while every query of a group is compared with it, turned into planes
/// (<see cref="PlaneKernels"/>) where there are queries enough. What is written to is borrowed from a pool of arrays, so that a warm search allocates nothing.
/// </summary>
internal readonly struct HammingScan(CodeBlocks blocks, CodeIds ids, int bits)
{
    private const int MostQueries = 64;

    // From as many on, turning a tile into planes takes less than comparing with planes saves.
    private const int FewestForPlanes = 16;
    private const int MostNumbers = 1 << 22;
    private readonly CodeBlocks _blocks = blocks;
    private readonly CodeIds _ids = ids;
    private readonly int _bits = bits;

    private int BytesPerCode => (_bits + 7) / 8;

    /// <summary>The k nearest codes of each query, nearest first, of those nearer than a limit.</summary>
    /// <param name="queries">⌈k/8⌉ bytes each.</param>
    /// <param name="wanted">How many neighbours, 1 or more.</param>
    /// <param name="stride">How far apart the queries' results begin, as many as wanted or more.</param>
    /// <param name="limit">1 to bits + 1.</param>
    /// <param name="results">Those of query i from place i · stride on.</param>
    /// <param name="found">How many each has.</param>
    public void Search(ReadOnlySpan<byte> queries, int wanted, int stride, int limit, Span<Neighbor> results, Span<int> found)
    {
        int room = NearestList.Room(wanted, _ids.Count, _bits);
        int group = Math.Clamp(MostNumbers / room, 1, Math.Min(MostQueries, found.Length));
        int[] memory = ArrayPool<int>.Shared.Rent(group * room);
        try
        {
            for (int first = 0; first < found.Length; first += group)
            {
                int count = Math.Min(group, found.Length - first);
                Span<int> lists = memory.AsSpan(0, count * room);
                for (int q = 0; q < count; q++)
                {
                    ListOf(lists, room, wanted, q).Start(limit);
                }

                ScanAll(queries.Slice(first * BytesPerCode, count * BytesPerCode), lists, room, wanted);
                for (int q = 0; q < count; q++)
                {
                    found[first + q] = ListOf(lists, room, wanted, q).WriteTo(results.Slice((first + q) * stride, wanted), _ids);
                }
            }
        }
        finally
        {
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
        for (int first = 0; first < _blocks.Count; first += _blocks.TileBlocks)
        {
            ReadOnlySpan<byte> tile = _blocks.Tile(first);
            for (int b = HammingKernels.FindNearer(tile, table, limit, 0, out ulong nearer);
                b < tile.Length / table.Length;
                b = HammingKernels.FindNearer(tile, table, limit, b + 1, out nearer))
            {
                count += BitOperations.PopCount(nearer & Present(first + b));
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
            ScanBytes(queries, lists, room, wanted);
        }
    }

    private void ScanBytes(ReadOnlySpan<byte> queries, Span<int> lists, int room, int wanted)
    {
        byte[] tables = ArrayPool<byte>.Shared.Rent(queries.Length * CodeBlocks.CodesPerBlock);
        try
        {
            Fill(queries, tables);
            for (int first = 0; first < _blocks.Count; first += _blocks.TileBlocks)
            {
                ReadOnlySpan<byte> tile = _blocks.Tile(first);
                for (int q = 0; q < lists.Length / room; q++)
                {
                    ScanTile(tile, first, tables.AsSpan(q * _blocks.BlockBytes, _blocks.BlockBytes), ListOf(lists, room, wanted, q));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(tables);
        }
    }

    private void ScanPlanes(ReadOnlySpan<byte> queries, Span<int> lists, int room, int wanted)
    {
        int planes = PlaneKernels.PlanesOf(_bits);
        ulong[] turned = ArrayPool<ulong>.Shared.Rent(PlaneKernels.GroupsOf(_blocks.TileBlocks) * planes * PlaneKernels.WordsPerPlane);
        ulong[] masks = ArrayPool<ulong>.Shared.Rent(lists.Length / room * planes);
        try
        {
            for (int q = 0; q < lists.Length / room; q++)
            {
                PlaneKernels.Spread(queries.Slice(q * BytesPerCode, BytesPerCode), masks.AsSpan(q * planes, planes));
            }

            for (int first = 0; first < _blocks.Count; first += _blocks.TileBlocks)
            {
                ReadOnlySpan<byte> tile = _blocks.Tile(first);
                Span<ulong> own = turned.AsSpan(0, PlaneKernels.GroupsOf(tile.Length / _blocks.BlockBytes) * planes * PlaneKernels.WordsPerPlane);
                PlaneKernels.Turn(tile, BytesPerCode, own);
                for (int q = 0; q < lists.Length / room; q++)
                {
                    ScanTurned(own, first, masks.AsSpan(q * planes, planes), ListOf(lists, room, wanted, q));
                }
            }
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(turned);
            ArrayPool<ulong>.Shared.Return(masks);
        }
    }

    private void ScanTurned(ReadOnlySpan<ulong> planes, int first, ReadOnlySpan<ulong> query, NearestList list)
    {
        int highest = PlaneKernels.HighestDigit(_bits);
        Span<ulong> sums = stackalloc ulong[(highest + 1) * PlaneKernels.WordsPerPlane];
        int groups = planes.Length / (query.Length * PlaneKernels.WordsPerPlane);
        for (int g = 0; g < groups && list.Limit > 0; g++)
        {
            int limit = list.Limit;
            g = PlaneKernels.FindNearer(planes, query, highest, limit, g, sums);
            for (int b = 0; g < groups && b < PlaneKernels.BlocksPerGroup; b++)
            {
                int block = first + (g * PlaneKernels.BlocksPerGroup) + b;
                for (ulong nearer = ~sums[(highest * PlaneKernels.WordsPerPlane) + b] & Present(block); nearer != 0; nearer &= nearer - 1)
                {
                    int code = BitOperations.TrailingZeroCount(nearer);
                    int distance = PlaneKernels.Distance(sums, highest, limit, b, code);
                    if (distance < list.Limit)
                    {
                        list.Add((block * CodeBlocks.CodesPerBlock) + code, distance);
                    }
                }
            }
        }
    }

    private void ScanTile(ReadOnlySpan<byte> tile, int first, ReadOnlySpan<byte> query, NearestList list)
    {
        int count = tile.Length / query.Length;
        for (int b = 0; b < count && list.Limit > 0; b++)
        {
            b = HammingKernels.FindNearer(tile, query, list.Limit, b, out ulong nearer);
            if (b == count)
            {
                return;
            }

            ReadOnlySpan<byte> block = tile.Slice(b * query.Length, query.Length);
            for (nearer &= Present(first + b); nearer != 0; nearer &= nearer - 1)
            {
                int code = BitOperations.TrailingZeroCount(nearer);
                int distance = HammingKernels.Distance(block, query, code);
                if (distance < list.Limit)
                {
                    list.Add(((first + b) * CodeBlocks.CodesPerBlock) + code, distance);
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
