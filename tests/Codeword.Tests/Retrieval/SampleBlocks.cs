using Codeword.Numerics;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Retrieval;

/// <summary>Blocks of 64 codes with a query and the obvious distances.</summary>
internal static class SampleBlocks
{
    /// <summary>The first code is the query, the last its opposite; in between are few and many differences, block by block.</summary>
    public static (byte[] Blocks, byte[] Query, int[] Distances) Draw(int bytes, int count)
    {
        var random = new SplitMix64((ulong)bytes);
        byte[] query = [.. Enumerable.Range(0, bytes).Select(_ => (byte)random.NextIndex(256))];
        byte[][] codes = new byte[count * 64][];
        for (int i = 0; i < codes.Length; i++)
        {
            int share = i == 0 ? 0 : i == codes.Length - 1 ? 100 : 10 + ((i / 64 * 37 % 5) * 20);
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

        return (blocks, query, [.. codes.Select(code => ReferenceNeighbors.Distance(code, query))]);
    }

    /// <summary>Limits at which something changes.</summary>
    public static IEnumerable<int> Limits(int[] distances, int bytes) =>
        new[] { 1, distances.Min(), distances.Min() + 1, (int)distances.Average(), distances.Max(), distances.Max() + 1, 8 * bytes, (8 * bytes) + 1 }
            .Where(limit => limit > 0).Distinct();

    /// <summary>Bit i: whether code i of a block is nearer than the limit.</summary>
    public static ulong Nearer(int[] distances, int block, int limit)
    {
        ulong nearer = 0;
        for (int i = 0; i < 64; i++)
        {
            nearer |= distances[(64 * block) + i] < limit ? 1UL << i : 0;
        }

        return nearer;
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
}
