using Codeword.Codes;
using Codeword.Retrieval;
using Codeword.Tests.Decoding;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Retrieval;

public sealed class HammingIndexTests
{
    [Theory]
    [InlineData(1, 70, 10)]
    [InlineData(8, 1, 3)]
    [InlineData(8, 1000, 10)]
    [InlineData(20, 64, 64)]
    [InlineData(61, 65, 100)]
    [InlineData(64, 5000, 1)]
    [InlineData(64, 5000, 10)]
    [InlineData(64, 3000, 1000)]
    [InlineData(100, 700, 7)]
    [InlineData(248, 500, 10)]
    [InlineData(249, 500, 10)]
    [InlineData(256, 1500, 200)]
    [InlineData(500, 333, 10)]
    [InlineData(512, 900, 10)]
    public void WhatIsFoundIsWhatTheObviousSearchFinds(int bits, int count, int neighbors)
    {
        foreach (bool isClustered in new[] { false, true })
        {
            byte[][] codes = SampleNeighbors.Draw(count, bits, 1, isClustered);
            using HammingIndex index = SampleNeighbors.Index(bits, codes);
            byte[][] queries = [codes[0], codes[^1], [.. codes[0].Select((value, i) => (byte)(Opposite(bits, i) ^ value))], .. SampleNeighbors.Draw(15, bits, 2)];
            SampleNeighbors.Check(index, SampleNeighbors.ById(codes), queries, neighbors);
            SampleNeighbors.Check(index, SampleNeighbors.ById(codes), queries[..5], neighbors);
        }
    }

    [Fact]
    public void MoreQueriesThanAGroupAreAllAnswered()
    {
        byte[][] codes = SampleNeighbors.Draw(300, 40, 3);
        SampleNeighbors.Check(SampleNeighbors.Index(40, codes), SampleNeighbors.ById(codes), SampleNeighbors.Draw(150, 40, 4), 5);
    }

    [Fact]
    public void CodesOfManyChunksAndTilesAreAllSearched()
    {
        const int count = (1 << 20) + 12_345;
        byte[] codes = new byte[count];
        foreach (int marked in new[] { 5, 1 << 19, (1 << 20) - 1, 1 << 20, count - 1 })
        {
            codes[marked] = 0xFF;
        }

        using HammingIndex index = HammingIndex.Create(8, codes);

        Assert.Equal(
            [new(5, 1), new(1 << 19, 1), new((1 << 20) - 1, 1), new(1 << 20, 1), new(count - 1, 1), new(0, 7)], SampleNeighbors.Search(index, [0x7F], 6));
        Assert.Equal(5, index.CountWithin([0xFF], 3));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(40)]
    public void ManyNeighborsOfManyCodesAreFoundInBatchesAndAlone(int bits)
    {
        const int Wanted = 2000;
        byte[] codes = SampleNeighbors.Flat(SampleNeighbors.Draw(100_000, bits, 31));
        using HammingIndex index = HammingIndex.Create(bits, codes);
        CheckMany(index, codes, SampleNeighbors.Draw(20, bits, 32), Wanted, bits, bits / 4);
    }

    // Each cluster's codes stand together, so that a sample of blocks has all of one or none.
    [Fact]
    public void ClustersInOrderOfTheirCodesAreFoundInBatchesAndAlone()
    {
        const int Members = 100;
        byte[][] centers = SampleNeighbors.Draw(700, 64, 33);
        byte[][] noise = SampleNeighbors.Draw(centers.Length * Members, 64, 34);
        byte[] codes = [.. Enumerable.Range(0, noise.Length).SelectMany(i => Near(centers[i / Members], noise[i], noise[noise.Length - 1 - i]))];
        using HammingIndex index = HammingIndex.Create(64, codes);
        CheckMany(index, codes, centers[..20], Members, 64);

        static IEnumerable<byte> Near(byte[] center, byte[] a, byte[] b) => center.Select((value, i) => (byte)(value ^ (a[i] & b[i] & 0x55)));
    }

    // Each 64 codes that the sample may have are near, or far, while all others are the contrary: it promises too much, or nothing.
    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    public void ASampleUnlikeTheOtherCodesChangesNothing(byte value)
    {
        const int Blocks = 1600;
        byte[] codes = [.. Enumerable.Repeat((byte)(value ^ 0xFF), 64 * Blocks)];
        for (int i = 0; i < 256; i++)
        {
            codes.AsSpan((int)((long)i * (Blocks - 1) / 256) * 64, 64).Fill(value);
        }

        using HammingIndex index = HammingIndex.Create(8, codes);
        byte[][] queries = [.. Enumerable.Range(0, 16).Select(i => new[] { (byte)(i % 3) })];
        CheckMany(index, codes, queries, 20_000, 8);
    }

    // By planes in a batch, by bytes a few at a time and alone, and by the obvious search.
    private static void CheckMany(HammingIndex index, byte[] codes, byte[][] queries, int wanted, params int[] radii)
    {
        Dictionary<long, byte[]> byId = SampleNeighbors.ById([.. codes.Chunk(index.BytesPerCode)]);
        Neighbor[][] all = [.. queries.Select(query => ReferenceNeighbors.Within(byId, query, index.Bits))];
        foreach (int radius in radii)
        {
            Neighbor[][] expected = [.. all.Select(neighbors => neighbors.TakeWhile(neighbor => neighbor.Distance <= radius).Take(wanted).ToArray())];
            foreach (int count in new[] { queries.Length, 5, 1 })
            {
                var found = new Neighbor[count * wanted];
                int[] counts = new int[count];
                index.WithinBatch(SampleNeighbors.Flat(queries[..count]), radius, wanted, found, counts);
                for (int q = 0; q < count; q++)
                {
                    Assert.Equal(expected[q], found.AsSpan(q * wanted, counts[q]).ToArray());
                }
            }

            var alone = new Neighbor[wanted];
            for (int q = 0; q < queries.Length; q++)
            {
                Assert.Equal(expected[q], alone[..index.Within(queries[q], radius, alone)]);
                Assert.Equal(expected[q].Length, Math.Min(wanted, index.CountWithin(queries[q], radius)));
            }
        }
    }

    [Fact]
    public void OneMaskOverCodesAndQueriesChangesNothing()
    {
        byte[] mask = SampleNeighbors.Draw(1, 130, 5)[0];
        byte[][] codes = SampleNeighbors.Draw(2000, 130, 6, isClustered: true);
        byte[][] queries = SampleNeighbors.Draw(20, 130, 7);
        HammingIndex plain = SampleNeighbors.Index(130, codes);
        HammingIndex masked = SampleNeighbors.Index(130, [.. codes.Select(Mask)]);
        Assert.All(queries, query => Assert.Equal(SampleNeighbors.Search(plain, query, 50), SampleNeighbors.Search(masked, Mask(query), 50)));

        byte[] Mask(byte[] code) => [.. code.Select((value, i) => (byte)(value ^ mask[i]))];
    }

    [Fact]
    public void AnEmptyIndexFindsNothing()
    {
        using HammingIndex index = HammingIndex.Create(12, []);
        var results = new Neighbor[4];
        Assert.Equal(0, index.Count);
        Assert.Equal(0, index.Bytes);
        Assert.Equal(0, index.Search([1, 2], results));
        Assert.Equal(0, index.SearchBatch([1, 2, 3, 4], 2, results));
        Assert.Equal(0, index.CountWithin([1, 2], 3));
        Assert.Equal(0, SampleNeighbors.Index(12, [[1, 0]]).Search([1, 2], []));
    }

    [Fact]
    public void ClassCodesAreFoundByTheirClass()
    {
        BinaryCodes codes = SampleCodes.Draw(200, 37, 8);
        using HammingIndex index = HammingIndex.Create(codes);
        byte[] code = new byte[codes.BytesPerCode];
        codes.CopyTo(77, code);
        Assert.All(SampleNeighbors.Search(index, code, 200), neighbor => Assert.Equal(codes.Distance(77, (int)neighbor.Id), neighbor.Distance));
    }

    [Theory]
    [InlineData(5000)]
    [InlineData(70_000)]
    public void ASearchAllocatesNothingOnceWarm(int count)
    {
        byte[][] codes = SampleNeighbors.Draw(count, 96, 9);
        HammingIndex index = SampleNeighbors.Index(96, codes);
        byte[] queries = SampleNeighbors.Flat(SampleNeighbors.Draw(30, 96, 10));
        int wanted = count / 100;
        var results = new Neighbor[30 * wanted];
        Assert.Equal(0, Allocations.WhenWarm(() =>
        {
            index.Search(queries.AsSpan(0, 12), results.AsSpan(0, wanted));
            index.SearchBatch(queries, wanted, results);
            index.CountWithin(queries.AsSpan(0, 12), 30);
        }));
    }

    [Fact]
    public void ThreadsShareOneIndex()
    {
        byte[][] codes = SampleNeighbors.Draw(4000, 64, 11);
        byte[][] queries = SampleNeighbors.Draw(200, 64, 12);
        HammingIndex index = SampleNeighbors.Index(64, codes);
        Neighbor[][] expected = [.. queries.Select(query => SampleNeighbors.Search(index, query, 25))];
        Parallel.For(0, 4 * queries.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
            Assert.Equal(expected[i % queries.Length], SampleNeighbors.Search(index, queries[i % queries.Length], 25)));
    }

    [Fact]
    public void MemoryIsTheCodesAlone()
    {
        Assert.Equal(128 * 5, SampleNeighbors.Index(37, SampleNeighbors.Draw(100, 37, 13)).Bytes);
        Assert.Equal(64 * 64, SampleNeighbors.Index(512, SampleNeighbors.Draw(64, 512, 13)).Bytes);
    }

    [Fact]
    public void AWrongCallIsToldSo()
    {
        HammingIndex index = HammingIndex.Create(12, [1, 2, 3, 4]);
        var results = new Neighbor[4];
        AssertMessage("Found a query of 1 bytes; expected 2 for 12 bits.", () => index.Search([1], results));
        AssertMessage("Found a query of 4 bytes; expected 2 for 12 bits.", () => index.CountWithin([1, 2, 3, 4], 1));
        AssertMessage("Code 0 has a bit beyond its 12; expected 0 there.", () => index.Search([1, 16], results));
        AssertMessage("Found 3 bytes; expected a multiple of 2, the bytes of a code of 12 bits.", () => index.SearchBatch([1, 2, 3], 1, results));
        AssertMessage("Found room for 4 neighbours; expected 6, 3 a query.", () => index.SearchBatch([1, 2, 3, 4], 3, results));
        AssertMessage("Found room for 1 counts; expected 2, one a query.", () => index.WithinBatch([1, 2, 3, 4], 1, 2, results, new int[1]));
        AssertMessage("Found room for 1 bytes; expected 2 for 12 bits.", () => index.TryGetCode(0, new byte[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Within([1, 2], -1, results));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.CountWithin([1, 2], -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.SearchBatch([], -1, results));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.SearchBatch([], HammingIndex.MostNeighbors + 1, results));
    }

    private static int Opposite(int bits, int place) => place == bits / 8 ? (1 << (bits % 8)) - 1 : 0xFF;

    private static void AssertMessage(string expected, Action call) => Assert.StartsWith(expected, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);
}
