using Codeword.Numerics;
using Codeword.Retrieval;
using Codeword.Tests.Reference;
using Codeword.Tests.Storage;

namespace Codeword.Tests.Retrieval;

public sealed class HammingMethodTests
{
    [Theory]
    [InlineData(12, 20_000, 0)]
    [InlineData(64, 12_000, 0)]
    [InlineData(64, 12_000, 3)]
    [InlineData(130, 11_000, 0)]
    public void AnIndexWithTablesFindsWhatItFindsWithout(int bits, int count, int tables)
    {
        HammingIndex scan = Sample(bits, count);
        HammingIndex index = scan.With(HammingMethod.Tables, tables);
        Assert.Equal((HammingMethod.Scan, HammingMethod.Tables), (scan.Method, index.Method));
        byte[][] queries = [.. SampleNeighbors.Draw(20, bits, 5), .. Near(scan, 40)];
        byte[] flat = SampleNeighbors.Flat(queries);
        foreach (int wanted in new[] { 1, 10, 300 })
        {
            var expected = new Neighbor[queries.Length * wanted];
            var batch = new Neighbor[queries.Length * wanted];
            Assert.Equal(scan.SearchBatch(flat, wanted, expected), index.SearchBatch(flat, wanted, batch));
            Assert.Equal(expected, batch);
            Assert.All(queries, query => Assert.Equal(SampleNeighbors.Search(scan, query, wanted), SampleNeighbors.Search(index, query, wanted)));
            foreach (int radius in new[] { 0, 2, bits / 3 })
            {
                int[] many = new int[queries.Length];
                int[] found = new int[queries.Length];
                scan.WithinBatch(flat, radius, wanted, expected, many);
                index.WithinBatch(flat, radius, wanted, batch, found);
                Assert.Equal(many, found);
                Assert.All(Enumerable.Range(0, queries.Length), q => Assert.Equal(expected[(q * wanted)..((q * wanted) + many[q])], batch[(q * wanted)..((q * wanted) + many[q])]));
                Assert.All(queries, query => Assert.Equal(scan.CountWithin(query, radius), index.CountWithin(query, radius)));
            }
        }
    }

    [Fact]
    public void IdsWithHolesAreFoundInTablesOfALoadedIndex()
    {
        using var folder = new TemporaryFolder();
        HammingIndexBuilder builder = Sample(64, 12_000).ToBuilder();
        for (int id = 0; id < 12_000; id += 3)
        {
            builder.Remove(id);
        }

        builder.Add(SampleNeighbors.Flat(SampleNeighbors.Draw(10, 64, 6)), [.. Enumerable.Range(0, 10).Select(i => 20_000L + (7 * i))]);
        HammingIndex scan = builder.Build();
        scan.Save(folder.File("index"));
        using HammingIndex loaded = HammingIndex.Load(folder.File("index")).With(HammingMethod.Tables);
        Assert.All(Near(scan, 30), query => Assert.Equal(SampleNeighbors.Search(scan, query, 20), SampleNeighbors.Search(loaded, query, 20)));
        loaded.Save(folder.File("again"));
        Assert.Equal(File.ReadAllBytes(folder.File("index")), File.ReadAllBytes(folder.File("again")));
        Assert.Equal(scan.Count, loaded.ToBuilder().Build().Count);
    }

    [Fact]
    public void OneMaskOverCodesAndQueriesChangesNothing()
    {
        byte[] mask = SampleNeighbors.Draw(1, 64, 7)[0];
        HammingIndex plain = Sample(64, 12_000);
        byte[][] codes = [.. Enumerable.Range(0, plain.Count).Select(id => CodeOf(plain, id))];
        HammingIndex masked = SampleNeighbors.Index(64, [.. codes.Select(Mask)]).With(HammingMethod.Tables);
        HammingIndex index = plain.With(HammingMethod.Tables);
        Assert.All(Near(plain, 20), query => Assert.Equal(SampleNeighbors.Search(index, query, 50), SampleNeighbors.Search(masked, Mask(query), 50)));

        byte[] Mask(byte[] code) => [.. code.Select((value, i) => (byte)(value ^ mask[i]))];
    }

    [Fact]
    public void AWarmSearchAllocatesNothingAndThreadsShareTables()
    {
        HammingIndex scan = Sample(64, 20_000);
        HammingIndex index = scan.With(HammingMethod.Tables);
        byte[][] near = [.. Near(scan, 30)];
        byte[] queries = SampleNeighbors.Flat(near);
        var results = new Neighbor[30 * 20];
        Assert.Equal(0, Allocations.WhenWarm(() =>
        {
            index.Search(queries.AsSpan(0, 8), results.AsSpan(0, 20));
            index.SearchBatch(queries, 20, results);
            index.CountWithin(queries.AsSpan(0, 8), 3);
        }));
        Neighbor[][] expected = [.. near.Select(query => SampleNeighbors.Search(scan, query, 25))];
        Parallel.For(0, 8 * near.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
            Assert.Equal(expected[i % near.Length], SampleNeighbors.Search(index, near[i % near.Length], 25)));
    }

    [Fact]
    public void TheMethodIsChosenByWhatSearchesCost()
    {
        HammingIndex clustered = Sample(64, 400_000).With(HammingMethod.Auto);
        Assert.Equal(HammingMethod.Tables, clustered.Method);
        Assert.Matches(
            "^[345] tables addressed by [0-9]+( to [0-9]+)? bits, 3[0-9]{5} of 400000 codes being different; of 32 codes with one bit in 32 changed, "
                + "the 10 nearest cost [0-9.]+ % of a scan on average$",
            clustered.MethodReason);
        Assert.InRange(clustered.TableBytes, 4L * clustered.TableCount * 390_000, (long)(4.2 * clustered.TableCount * 400_000));

        HammingIndex random = SampleNeighbors.Index(256, SampleNeighbors.Draw(12_000, 256, 8)).With(HammingMethod.Auto);
        Assert.Equal((HammingMethod.Scan, 0L, 0), (random.Method, random.TableBytes, random.TableCount));
        Assert.EndsWith("of 32 codes with one bit in 32 changed, the 10 nearest cost 100 or more % of a scan on average", random.MethodReason, StringComparison.Ordinal);

        Assert.Equal("9999 codes are scanned at once; tables are for 10000 and more", Sample(64, 9999).With(HammingMethod.Auto).MethodReason);
        Assert.Equal("a scan was asked for", clustered.With(HammingMethod.Scan).MethodReason);
        Assert.Equal("no tables were asked for", Sample(64, 10).MethodReason);
    }

    [Fact]
    public void EqualCodesAreToldAndTakeLess()
    {
        byte[][] some = SampleNeighbors.Draw(100, 64, 9);
        HammingIndex index = SampleNeighbors.Index(64, [.. Enumerable.Range(0, 5000).Select(i => some[i % 100])]).With(HammingMethod.Tables, 3);
        Assert.StartsWith("tables were asked for: 3 tables addressed by ", index.MethodReason, StringComparison.Ordinal);
        Assert.EndsWith("bits, 100 of 5000 codes being different", index.MethodReason, StringComparison.Ordinal);
        Assert.InRange(index.TableBytes, 4 * 4900, 5 * 5000);
    }

    [Fact]
    public void AnEmptyIndexHasTablesThatFindNothing()
    {
        HammingIndex index = HammingIndex.Create(64, []).With(HammingMethod.Tables);
        Assert.Equal(0, index.Search(new byte[8], new Neighbor[3]));
        Assert.Equal(0, index.CountWithin(new byte[8], 3));
    }

    [Fact]
    public void AWrongCallIsToldSo()
    {
        HammingIndex index = Sample(12, 10);
        Assert.Throws<ArgumentOutOfRangeException>(() => index.With(HammingMethod.Tables, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.With(HammingMethod.Tables, 13));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sample(100, 10).With(HammingMethod.Tables, 65));
        index.Dispose();
        Assert.Throws<ObjectDisposedException>(() => index.With(HammingMethod.Tables));
    }

    // Codes around one in two hundred others, so that a query's neighbours are few bits away.
    private static HammingIndex Sample(int bits, int count)
    {
        var random = new SplitMix64(3);
        byte[][] centres = SampleNeighbors.Draw((count / 200) + 1, bits, 4);
        byte[][] codes = new byte[count][];
        for (int i = 0; i < count; i++)
        {
            codes[i] = (byte[])centres[random.NextIndex(centres.Length)].Clone();
            for (int flip = 0; flip < 4; flip++)
            {
                int bit = random.NextIndex(bits);
                codes[i][bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        return SampleNeighbors.Index(bits, codes);
    }

    // Some of an index's codes with a bit changed.
    private static IEnumerable<byte[]> Near(HammingIndex index, int count)
    {
        var random = new SplitMix64(5);
        for (int i = 0; i < count; i++)
        {
            byte[] code = new byte[index.BytesPerCode];
            index.Blocks.CopyCode(random.NextIndex(index.Count), code);
            int bit = random.NextIndex(index.Bits);
            code[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return code;
        }
    }

    private static byte[] CodeOf(HammingIndex index, long id)
    {
        byte[] code = new byte[index.BytesPerCode];
        Assert.True(index.TryGetCode(id, code));
        return code;
    }
}
