using System.Runtime.Intrinsics;
using Codeword.Retrieval;

namespace Codeword.Tests.Retrieval;

public sealed class HammingKernelsTests
{
    private const int Blocks = 5;

    public static TheoryData<int> Lengths => [.. Enumerable.Range(1, 64)];

    private delegate int Kernel(ReadOnlySpan<byte> blocks, ReadOnlySpan<byte> query, int limit, Span<NearBlock> found);

    [Theory]
    [MemberData(nameof(Lengths))]
    public void EveryWidthFindsTheBlocksOfTheObviousDistances(int bytes)
    {
        (byte[] blocks, byte[] code, int[] distances) = SampleBlocks.Draw(bytes, Blocks);
        byte[] query = [.. code.SelectMany(value => Enumerable.Repeat(value, 64))];
        foreach (Kernel kernel in Kernels())
        {
            foreach (int limit in SampleBlocks.Limits(distances, bytes))
            {
                IEnumerable<NearBlock> expected = Enumerable.Range(0, Blocks)
                    .Select(block => new NearBlock(block, SampleBlocks.Nearer(distances, block, limit))).Where(near => near.Codes != 0);
                var found = new NearBlock[Blocks];
                Assert.Equal(expected, found[..kernel(blocks, query, limit, found)]);
            }

            Assert.Throws<ArgumentOutOfRangeException>(() => kernel(blocks, query, 1, new NearBlock[Blocks - 1]));
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void ACodesDistanceIsTheObviousOne(int bytes)
    {
        (byte[] blocks, byte[] code, int[] distances) = SampleBlocks.Draw(bytes, Blocks);
        byte[] query = [.. code.SelectMany(value => Enumerable.Repeat(value, 64))];
        for (int i = 0; i < distances.Length; i++)
        {
            Assert.Equal(distances[i], HammingKernels.Distance(blocks.AsSpan(i / 64 * query.Length, query.Length), query, i % 64));
        }
    }

    // Every vector that this processor has, and what is chosen among them.
    private static IEnumerable<Kernel> Kernels()
    {
        yield return HammingKernels.FindNearer;
        yield return HammingKernels.FindNearer<Lanes64, ulong>;
        if (Lanes128.IsSupported)
        {
            yield return HammingKernels.FindNearer<Lanes128, Vector128<byte>>;
        }

        if (Lanes256.IsSupported)
        {
            yield return HammingKernels.FindNearer<Lanes256, Vector256<byte>>;
        }

        if (Lanes512.IsSupported)
        {
            yield return HammingKernels.FindNearer<Lanes512, Vector512<byte>>;
        }

        if (LanesVbmi.IsSupported)
        {
            yield return HammingKernels.FindNearer<LanesVbmi, Vector512<byte>>;
        }
    }
}
