using System.Runtime.Intrinsics;
using Codeword.Numerics;
using Codeword.Retrieval;
using Codeword.Tests.Reference;

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
        (byte[] blocks, byte[] query, int[] distances) = Draw(bytes);
        foreach (Kernel kernel in Kernels())
        {
            foreach (int limit in Limits(distances, bytes))
            {
                NearBlock[] expected = [.. Enumerable.Range(0, Blocks).Select(block => new NearBlock(block, Nearer(distances, block, limit))).Where(near => near.Codes != 0)];
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
        (byte[] blocks, byte[] query, int[] distances) = Draw(bytes);
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

    private static IEnumerable<int> Limits(int[] distances, int bytes) =>
        new[] { 1, distances.Min(), distances.Min() + 1, (int)distances.Average(), distances.Max(), distances.Max() + 1, 8 * bytes, (8 * bytes) + 1 }
            .Where(limit => limit > 0).Distinct();

    // The first code is the query, the last its opposite; in between are few and many differences, block by block.
    private static (byte[] Blocks, byte[] Query, int[] Distances) Draw(int bytes)
    {
        var random = new SplitMix64((ulong)bytes);
        byte[] query = [.. Enumerable.Range(0, bytes).Select(_ => (byte)random.NextIndex(256))];
        byte[][] codes = new byte[Blocks * 64][];
        for (int i = 0; i < codes.Length; i++)
        {
            int share = i == 0 ? 0 : i == codes.Length - 1 ? 100 : 10 + ((i / 64 * 37 % Blocks) * 20);
            codes[i] = [.. query.Select(value => (byte)(value ^ Mask(ref random, share)))];
        }

        byte[] blocks = new byte[codes.Length * bytes];
        for (int i = 0; i < codes.Length; i++)
        {
            for (int b = 0; b < bytes; b++)
            {
                blocks[(((i / 64 * bytes) + b) * 64) + (i % 64)] = codes[i][b];
            }
        }

        byte[] table = [.. query.SelectMany(value => Enumerable.Repeat(value, 64))];
        return (blocks, table, [.. codes.Select(code => ReferenceNeighbors.Distance(code, query))]);
    }

    private static byte Mask(ref SplitMix64 random, int percent)
    {
        int mask = 0;
        for (int j = 0; j < 8; j++)
        {
            mask |= random.NextIndex(100) < percent ? 1 << j : 0;
        }

        return (byte)mask;
    }

    private static ulong Nearer(int[] distances, int block, int limit)
    {
        ulong nearer = 0;
        for (int i = 0; i < 64; i++)
        {
            nearer |= distances[(64 * block) + i] < limit ? 1UL << i : 0;
        }

        return nearer;
    }
}
