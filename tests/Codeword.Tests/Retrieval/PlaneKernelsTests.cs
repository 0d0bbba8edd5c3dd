using System.Runtime.Intrinsics;
using Codeword.Retrieval;

namespace Codeword.Tests.Retrieval;

public sealed class PlaneKernelsTests
{
    // Two groups of 8 blocks and part of a third.
    private const int Blocks = 19;
    private const int Groups = 3;

    public static TheoryData<int> Lengths => [.. Enumerable.Range(1, 64)];

    private delegate int Kernel(ReadOnlySpan<ulong> planes, ReadOnlySpan<ulong> query, int highest, int limit, int start, Span<ulong> sums);

    [Theory]
    [MemberData(nameof(Lengths))]
    public void EveryWidthFindsTheCodesOfTheObviousDistances(int bytes)
    {
        (byte[] blocks, byte[] code, int[] distances) = SampleBlocks.Draw(bytes, Blocks);
        int planes = PlaneKernels.PlanesOf(8 * bytes), highest = PlaneKernels.HighestDigit(8 * bytes);
        ulong[] turned = new ulong[Groups * planes * 8], query = new ulong[planes], sums = new ulong[(highest + 1) * 8];
        PlaneKernels.Turn(blocks, bytes, turned);
        PlaneKernels.Spread(code, query);

        foreach (Kernel kernel in Kernels())
        {
            foreach (int limit in SampleBlocks.Limits(distances[..^192], bytes))
            {
                for (int start = 0; start < Groups - 1; start++)
                {
                    int expected = Enumerable.Range(start, Groups - 1 - start).FirstOrDefault(group => IsNear(distances, group, limit), Groups - 1);
                    int found = kernel(turned, query, highest, limit, start, sums);
                    if (expected < Groups - 1)
                    {
                        Assert.Equal(expected, found);
                        CheckGroup(distances, found, sums, highest, limit);
                    }
                    else
                    {
                        Assert.True(found >= expected, "an earlier group was taken for near");
                    }
                }
            }
        }
    }

    [Fact]
    public void EveryCodeIsToldInAGroupThatIsNotFull()
    {
        (byte[] blocks, byte[] code, int[] distances) = SampleBlocks.Draw(3, Blocks);
        ulong[] turned = new ulong[Groups * 32 * 8], query = new ulong[32], sums = new ulong[6 * 8];
        PlaneKernels.Turn(blocks, 3, turned);
        PlaneKernels.Spread(code, query);

        Assert.Equal(2, PlaneKernels.FindNearer(turned, query, 5, 25, 2, sums));
        for (int i = 1024; i < distances.Length; i++)
        {
            Assert.Equal(distances[i], PlaneKernels.Distance(sums, 5, 25, (i / 64) - 16, i % 64));
        }
    }

    private static bool IsNear(int[] distances, int group, int limit) =>
        Enumerable.Range(8 * group, 8).Any(block => SampleBlocks.Nearer(distances, block, limit) != 0);

    private static void CheckGroup(int[] distances, int group, ulong[] sums, int highest, int limit)
    {
        for (int b = 0; b < 8; b++)
        {
            ulong nearer = SampleBlocks.Nearer(distances, (8 * group) + b, limit);
            Assert.Equal(nearer, ~sums[(8 * highest) + b]);
            for (int i = 0; i < 64; i++)
            {
                if (((nearer >> i) & 1) != 0)
                {
                    Assert.Equal(distances[(64 * ((8 * group) + b)) + i], PlaneKernels.Distance(sums, highest, limit, b, i));
                }
            }
        }
    }

    // Every vector that this processor has, and what is chosen among them.
    private static IEnumerable<Kernel> Kernels()
    {
        yield return PlaneKernels.FindNearer;
        yield return PlaneKernels.FindNearer<Lanes64, ulong>;
        if (Lanes128.IsSupported)
        {
            yield return PlaneKernels.FindNearer<Lanes128, Vector128<byte>>;
        }

        if (Lanes256.IsSupported)
        {
            yield return PlaneKernels.FindNearer<Lanes256, Vector256<byte>>;
        }

        if (Lanes512.IsSupported)
        {
            yield return PlaneKernels.FindNearer<Lanes512, Vector512<byte>>;
        }
    }
}
