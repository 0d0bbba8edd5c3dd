using System.Buffers;

namespace Codeword.Retrieval;

/// <content>
/// A nearer limit to begin with, from a sample of the codes: of many neighbours, a list without one takes in several times as many codes as it keeps while its limit comes down.
/// Where the sample promised too much, and fewer are found than are wanted, the query is searched for again without it.
/// </content>
internal readonly partial struct HammingScan
{
    private const int SampleBlocks = 256;
    private const int SampleCodes = SampleBlocks * CodeBlocks.CodesPerBlock;

    // At most a quarter of the codes make the sample, and so many of the wanted ones are expected in it that it tells something.
    private const int FewestTimesSample = 4;
    private const int FewestExpected = 8;

    // So many vectors of codes are compared in the time that one code takes to enter a list: 40 ns, where 800 bytes were compared by 512 bits.
    private const double VectorsPerEntry = 12.5;

    private bool SampleTells(int wanted) =>
        _ids.Count / SampleCodes >= FewestTimesSample && (long)wanted * SampleCodes >= (long)FewestExpected * _ids.Count;

    // By bytes the sample is compared once a step of the bisection; what it saves are most of the k·ln(N/k) codes that enter the list.
    private bool SampleSaves(int wanted) =>
        SampleTells(wanted) &&
        VectorsPerEntry * HammingKernels.VectorBytes * wanted * Math.Log((double)_ids.Count / wanted) > Math.Log2(_bits + 1) * SampleBlocks * _blocks.BlockBytes;

    /// <summary>Lowers the limits of empty lists to what will hold all that is wanted, most likely; compares byte by byte.</summary>
    /// <param name="tables">Each query as a block.</param>
    /// <param name="lists">The queries' lists.</param>
    /// <param name="room">The numbers of a list.</param>
    /// <param name="wanted">k.</param>
    private void LowerLimitsByBytes(ReadOnlySpan<byte> tables, Span<int> lists, int room, int wanted)
    {
        byte[] sample = ArrayPool<byte>.Shared.Rent(SampleBlocks * _blocks.BlockBytes);
        try
        {
            Span<NearBlock> found = stackalloc NearBlock[SampleBlocks];
            ReadOnlySpan<byte> own = Sample(sample);
            for (int q = 0; q < lists.Length / room; q++)
            {
                Lower(ListOf(lists, room, wanted, q), new ByteSample(own, tables.Slice(q * _blocks.BlockBytes, _blocks.BlockBytes), found), wanted);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(sample);
        }
    }

    /// <summary>The same by planes, of a batch of queries.</summary>
    /// <param name="masks">Each query, spread.</param>
    /// <param name="lists">The queries' lists.</param>
    /// <param name="room">The numbers of a list.</param>
    /// <param name="wanted">k.</param>
    private void LowerLimitsByPlanes(ReadOnlySpan<ulong> masks, Span<int> lists, int room, int wanted)
    {
        int planes = PlaneKernels.PlanesOf(_bits);
        ulong[] turned = ArrayPool<ulong>.Shared.Rent(PlaneKernels.GroupsOf(SampleBlocks) * planes * PlaneKernels.WordsPerPlane);
        byte[] sample = ArrayPool<byte>.Shared.Rent(SampleBlocks * _blocks.BlockBytes);
        try
        {
            Span<ulong> own = turned.AsSpan(0, PlaneKernels.GroupsOf(SampleBlocks) * planes * PlaneKernels.WordsPerPlane);
            PlaneKernels.Turn(Sample(sample), BytesPerCode, own);
            for (int q = 0; q < lists.Length / room; q++)
            {
                Lower(ListOf(lists, room, wanted, q), new PlaneSample(own, masks.Slice(q * planes, planes), _bits), wanted);
            }
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(turned);
            ArrayPool<byte>.Shared.Return(sample);
        }
    }

    // Blocks that are evenly spread; never the last one, which may hold places without codes.
    private ReadOnlySpan<byte> Sample(Span<byte> memory)
    {
        for (int i = 0; i < SampleBlocks; i++)
        {
            int block = (int)((long)i * (_blocks.Count - 1) / SampleBlocks);
            _blocks.Slice(block, 1).CopyTo(memory[(i * _blocks.BlockBytes)..]);
        }

        return memory[..(SampleBlocks * _blocks.BlockBytes)];
    }

    private void Lower<TSample>(NearestList list, TSample sample, int wanted)
        where TSample : ICodeSample, allows ref struct =>
        list.Start(SampledLimit.Lowest(sample, SampleBlocks, (double)wanted * SampleCodes / _ids.Count, list.Limit, mayBeFew: list.Limit <= _bits));
}
