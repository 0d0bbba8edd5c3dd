using Codeword.Retrieval;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Retrieval;

public sealed class HammingTablesTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 70, 1 }, { 8, 1, 1 }, { 8, 1000, 0 }, { 8, 1000, 2 }, { 12, 3000, 0 }, { 20, 64, 0 }, { 20, 300, 3 }, { 61, 700, 0 }, { 64, 2500, 1 }, { 64, 2500, 3 },
        { 64, 900, 64 }, { 100, 700, 5 }, { 249, 500, 0 }, { 256, 600, 12 }, { 509, 333, 0 }, { 512, 300, 64 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void TablesFindWhatTheObviousSearchFinds(int bits, int count, int tables)
    {
        foreach (byte[][] codes in Samples(bits, count))
        {
            HammingTables made = Create(bits, codes, tables);
            Dictionary<long, byte[]> byId = SampleNeighbors.ById(codes);
            foreach (byte[] query in new[] { codes[0], codes[^1], SampleNeighbors.Draw(1, bits, 9)[0] })
            {
                Neighbor[] all = ReferenceNeighbors.Within(byId, query, bits);
                foreach (int wanted in new[] { 1, 10, count })
                {
                    Assert.Equal(all.Take(wanted), Search(made, query, wanted, bits));
                }

                foreach (int radius in new[] { 0, 1, Math.Min(3, bits), bits / 4, bits })
                {
                    Neighbor[] within = [.. all.Where(neighbor => neighbor.Distance <= radius)];
                    Assert.Equal(within.Take(7), Search(made, query, 7, radius));
                    Assert.Equal(within.Length, made.Count(query, radius, long.MaxValue));
                }
            }
        }
    }

    [Fact]
    public void AMillionEqualCodesAreOneEntry()
    {
        const int count = 1_000_000;
        byte[] codes = new byte[8 * (count + 3)];
        codes[8 * (count + 1)] = 1;
        HammingIndex index = HammingIndex.Create(64, codes);
        var made = HammingTables.Create(index.Blocks, index.Ids, 64, 3);
        long budget = 10_000;   // As much as comparing forty codes.
        var results = new Neighbor[10];
        Assert.Equal(10, made.Search(new byte[8], 10, 64, ref budget, results));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => new Neighbor(i, 0)), results);
        Assert.Equal(10, made.Search([3, 0, 0, 0, 0, 0, 0, 0], 10, 64, ref budget, results));
        Assert.Equal([new Neighbor(count + 1, 1), .. Enumerable.Range(0, 9).Select(i => new Neighbor(i, 2))], results);
        Assert.Equal(count + 2, made.Count(new byte[8], 0, 10_000));
    }

    [Fact]
    public void ACrowdedBucketIsLeftAloneWhereOtherTablesWillDo()
    {
        byte[][] codes = SampleNeighbors.Draw(60_000, 64, 4);
        foreach (byte[] code in codes)
        {
            code.AsSpan(0, 4).Clear();   // One bucket of the first of two tables holds all.
        }

        byte[] query = (byte[])codes[123].Clone();
        query[7] ^= 1;
        HammingTables made = Create(64, codes, 2);
        Assert.Equal(codes.Length, made.Tables[0].CountOf(0));
        long budget = 200_000;
        var results = new Neighbor[1];
        Assert.Equal(1, made.Search(query, 1, 64, ref budget, results));
        Assert.Equal([new Neighbor(123, 1)], results);
        Assert.True(budget >= 0);
    }

    [Fact]
    public void NothingIsAnsweredBeyondTheBudget()
    {
        HammingTables made = Create(64, SampleNeighbors.Draw(5000, 64, 5), 3);
        byte[] query = SampleNeighbors.Draw(1, 64, 6)[0];
        long budget = 50_000;
        Assert.Equal(-1, made.Search(query, 10, 64, ref budget, new Neighbor[10]));
        Assert.Equal(-1, made.Count(query, 30, 50_000));
        long none = 0;
        Assert.Equal(-1, made.Search(query, 10, 64, ref none, new Neighbor[10]));
    }

    [Theory]
    [InlineData(64, 100_000, 0, 1)]
    [InlineData(64, 100_000, 0, 3)]
    [InlineData(64, 100_000, 2, 2)]
    [InlineData(128, 50_000, 0, 40)]
    [InlineData(256, 20_000, 7, 1)]
    public void FourBytesATableAndCodeAndAtMostATwentiethMore(int bits, int count, int tables, int copies)
    {
        byte[][] some = SampleNeighbors.Draw(count / copies, bits, 7);
        HammingTables made = Create(bits, [.. Enumerable.Range(0, count).Select(i => some[i % some.Length])], tables);
        Assert.InRange(made.Bytes, 4L * made.Tables.Length * some.Length, 4.2 * made.Tables.Length * count);
    }

    [Theory]
    [InlineData(16, 20_000, 1)]
    [InlineData(17, 20_000, 2)]
    [InlineData(20, 1_000_000, 1)]
    [InlineData(32, 1_000_000, 2)]
    [InlineData(64, 1_000_000, 4)]
    [InlineData(64, 7_000_000, 3)]
    [InlineData(256, 1_000_000, 14)]
    [InlineData(512, 1, 64)]
    public void TheNumberOfTablesFollowsFromBitsAndCodes(int bits, int codes, int expected) => Assert.Equal(expected, HammingTables.CountFor(bits, codes));

    [Fact]
    public void ShortCodesAreTheirOwnAddress()
    {
        HammingTables made = Create(14, SampleNeighbors.Draw(5000, 14, 8), 0);
        Assert.True(made.IsDirect);
        Assert.Equal("1 table addressed by 14 bits", made.Shape);
        Assert.InRange(made.Bytes, 4 * 5000, 5 * 5000);
        Assert.Equal("3 tables addressed by 9 bits", Create(64, SampleNeighbors.Draw(2000, 64, 8), 3).Shape);
    }

    // Random ones, clustered ones, some that come again and again, and one code alone.
    private static IEnumerable<byte[][]> Samples(int bits, int count)
    {
        byte[][] random = SampleNeighbors.Draw(count, bits, 1);
        yield return random;
        yield return SampleNeighbors.Draw(count, bits, 2, isClustered: true);
        yield return [.. Enumerable.Range(0, count).Select(i => random[i * i % 37 % count])];
        yield return [.. Enumerable.Repeat(random[0], count)];
    }

    private static HammingTables Create(int bits, byte[][] codes, int tables)
    {
        HammingIndex index = SampleNeighbors.Index(bits, codes);
        return HammingTables.Create(index.Blocks, index.Ids, bits, tables);
    }

    private static Neighbor[] Search(HammingTables tables, byte[] query, int wanted, int radius)
    {
        long budget = long.MaxValue;
        var results = new Neighbor[wanted];
        return results[..tables.Search(query, wanted, radius, ref budget, results)];
    }
}
