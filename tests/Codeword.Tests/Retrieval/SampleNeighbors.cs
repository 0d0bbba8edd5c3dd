using Codeword.Numerics;
using Codeword.Retrieval;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Retrieval;

/// <summary>Codes and queries to try an index on.</summary>
internal static class SampleNeighbors
{
    /// <summary>Random codes, or such as differ from one of five in two bits at most, so that most distances are shared by many.</summary>
    public static byte[][] Draw(int count, int bits, ulong seed, bool isClustered = false)
    {
        var random = new SplitMix64(seed);
        byte[][] codes = new byte[count][];
        for (int i = 0; i < count; i++)
        {
            codes[i] = isClustered && i >= 5 ? (byte[])codes[i % 5].Clone() : Random(ref random, bits);
            for (int flip = 0; isClustered && flip < 2; flip++)
            {
                int bit = random.NextIndex(bits);
                codes[i][bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        return codes;
    }

    public static byte[] Flat(IEnumerable<byte[]> codes) => [.. codes.SelectMany(code => code)];

    public static Dictionary<long, byte[]> ById(byte[][] codes) => codes.Select((code, i) => (Id: (long)i, code)).ToDictionary(pair => pair.Id, pair => pair.code);

    public static HammingIndex Index(int bits, byte[][] codes) => HammingIndex.Create(bits, Flat(codes));

    /// <summary>The k nearest as the index finds them.</summary>
    public static Neighbor[] Search(HammingIndex index, byte[] query, int count)
    {
        var results = new Neighbor[count];
        return results[..index.Search(query, results)];
    }

    /// <summary>Holds an index to what it must find of each query: the nearest, those within a radius, and the same in batches.</summary>
    public static void Check(HammingIndex index, IReadOnlyDictionary<long, byte[]> codes, byte[][] queries, int count)
    {
        Assert.Equal(codes.Count, index.Count);
        var batch = new Neighbor[queries.Length * count];
        int each = index.SearchBatch(Flat(queries), count, batch);
        Assert.Equal(Math.Min(count, codes.Count), each);
        for (int q = 0; q < queries.Length; q++)
        {
            Neighbor[] all = ReferenceNeighbors.Within(codes, queries[q], index.Bits);
            Assert.Equal(all.Take(count), Search(index, queries[q], count));
            Assert.Equal(all.Take(count), batch.AsSpan(q * count, each).ToArray());
        }

        foreach (int radius in new[] { 0, 2, index.Bits / 2, index.Bits + 1 })
        {
            CheckRadius(index, codes, queries, count, radius);
        }
    }

    private static void CheckRadius(HammingIndex index, IReadOnlyDictionary<long, byte[]> codes, byte[][] queries, int count, int radius)
    {
        var batch = new Neighbor[queries.Length * count];
        int[] found = new int[queries.Length];
        index.WithinBatch(Flat(queries), radius, count, batch, found);
        for (int q = 0; q < queries.Length; q++)
        {
            Neighbor[] within = ReferenceNeighbors.Within(codes, queries[q], radius);
            Assert.Equal(within.Length, index.CountWithin(queries[q], radius));
            var results = new Neighbor[within.Length + 3];
            Assert.Equal(within, results[..index.Within(queries[q], radius, results)]);
            Assert.Equal(within.Take(count), batch.AsSpan(q * count, found[q]).ToArray());
        }
    }

    private static byte[] Random(ref SplitMix64 random, int bits)
    {
        byte[] code = new byte[(bits + 7) / 8];
        for (int j = 0; j < bits; j++)
        {
            code[j / 8] |= (byte)((random.Next() & 1) << (j % 8));
        }

        return code;
    }
}
