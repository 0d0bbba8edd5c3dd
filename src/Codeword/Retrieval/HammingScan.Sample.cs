using System.Buffers;
using System.Numerics;

namespace Codeword.Retrieval;

/// <content>
/// A nearer limit to begin with, from a sample of the codes: of many neighbours, a list without one takes in several times as many codes as it keeps while its limit comes down.
/// Where the sample promised too much, and fewer are found than are wanted, the query is searched for again without it.
/// </content>
internal readonly partial struct HammingScan
{
    private const int SampleBlocks = 256;
    private const int SampleCodes = SampleBlocks * CodeBlocks.CodesPerBlock;

    // Fewer than a quarter of the codes make the sample, and so many of the wanted ones are expected in it that it tells something.
    private const int FewestTimesSample = 4;
    private const int FewestExpected = 8;

    private bool SampleTells(int wanted) =>
        _ids.Count / SampleCodes >= FewestTimesSample && (long)wanted * SampleCodes >= (long)FewestExpected * _ids.Count;

    /// <summary>Lowers the limits of empty lists to what will hold all that is wanted, most likely.</summary>
    private void LowerLimits(ReadOnlySpan<ulong> masks, Span<int> lists, int room, int wanted)
    {
        int planes = PlaneKernels.PlanesOf(_bits);
        ulong[] turned = ArrayPool<ulong>.Shared.Rent(PlaneKernels.GroupsOf(SampleBlocks) * planes * PlaneKernels.WordsPerPlane);
        byte[] sample = ArrayPool<byte>.Shared.Rent(SampleBlocks * _blocks.BlockBytes);
        try
        {
            for (int i = 0; i < SampleBlocks; i++)
            {
                // Never the last block, which may hold places without codes.
                int block = (int)((long)i * (_blocks.Count - 1) / SampleBlocks);
                _blocks.Slice(block, 1).CopyTo(sample.AsSpan(i * _blocks.BlockBytes));
            }

            Span<ulong> own = turned.AsSpan(0, PlaneKernels.GroupsOf(SampleBlocks) * planes * PlaneKernels.WordsPerPlane);
            PlaneKernels.Turn(sample.AsSpan(0, SampleBlocks * _blocks.BlockBytes), BytesPerCode, own);
            int enough = Enough(wanted);
            for (int q = 0; q < lists.Length / room; q++)
            {
                NearestList list = ListOf(lists, room, wanted, q);
                list.Start(LowestLimit(own, masks.Slice(q * planes, planes), list.Limit, enough));
            }
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(turned);
            ArrayPool<byte>.Shared.Return(sample);
        }
    }

    // The wanted ones' share of the sample and four deviations of it, so that one query in ten thousands is searched for twice.
    private int Enough(int wanted)
    {
        double expected = (double)wanted * SampleCodes / _ids.Count;
        return (int)Math.Ceiling(expected + (4 * Math.Sqrt(expected)));
    }

    /// <summary>The lowest limit with so many codes of a sample nearer, or the one given.</summary>
    private int LowestLimit(ReadOnlySpan<ulong> sample, ReadOnlySpan<ulong> query, int most, int enough)
    {
        (int low, int high) = (1, most);
        while (low < high)
        {
            int limit = (low + high) / 2;
            (low, high) = CountNearer(sample, query, limit) >= enough ? (low, limit) : (limit + 1, high);
        }

        return high;
    }

    private int CountNearer(ReadOnlySpan<ulong> planes, ReadOnlySpan<ulong> query, int limit)
    {
        int highest = PlaneKernels.HighestDigit(_bits);
        Span<ulong> sums = stackalloc ulong[(highest + 1) * PlaneKernels.WordsPerPlane];
        int groups = planes.Length / (query.Length * PlaneKernels.WordsPerPlane);
        int count = 0;
        for (int g = PlaneKernels.FindNearer(planes, query, highest, limit, 0, sums); g < groups; g = PlaneKernels.FindNearer(planes, query, highest, limit, g + 1, sums))
        {
            foreach (ulong farther in sums.Slice(highest * PlaneKernels.WordsPerPlane, PlaneKernels.WordsPerPlane))
            {
                count += BitOperations.PopCount(~farther);
            }
        }

        return count;
    }
}
