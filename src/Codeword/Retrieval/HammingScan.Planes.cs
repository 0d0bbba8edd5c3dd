using System.Buffers;
using System.Numerics;

namespace Codeword.Retrieval;

/// <content>Comparing many queries with tiles that are turned into planes.</content>
internal readonly partial struct HammingScan
{
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

            if (SampleTells(wanted))
            {
                LowerLimitsByPlanes(masks.AsSpan(0, lists.Length / room * planes), lists, room, wanted);
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
}
