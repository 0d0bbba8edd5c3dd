using Codeword.Numerics;
using Codeword.Retrieval;

namespace Codeword.Tests.Retrieval;

public sealed class NearestListTests
{
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(1, 100, 8)]
    [InlineData(3, 100, 1)]
    [InlineData(10, 1000, 8)]
    [InlineData(10, 7, 64)]
    [InlineData(99, 100, 64)]
    [InlineData(100, 5000, 512)]
    [InlineData(1000, 1001, 3)]
    public void TheNearestOfAStreamAreThoseOfSortingIt(int wanted, int codes, int bits)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var random = new SplitMix64(seed);
            int limit = seed % 2 == 0 ? bits + 1 : 1 + random.NextIndex(bits + 1);
            int[] distances = [.. Enumerable.Range(0, codes).Select(_ => random.NextIndex(bits + 1))];
            Neighbor[] expected = [.. distances.Select((distance, i) => new Neighbor(i, distance)).Where(n => n.Distance < limit)
                .OrderBy(n => n.Distance).ThenBy(n => n.Id).Take(wanted)];

            Assert.Equal(expected, Nearest(distances, wanted, bits, limit));
        }
    }

    [Fact]
    public void TheLimitIsTheDistanceOfTheLastOnceTheListIsFull()
    {
        int[] memory = new int[NearestList.Room(2, 9, 8)];
        var list = new NearestList(memory, 2, 8);
        list.Start(9);
        List<int> limits = [list.Limit];
        foreach (int distance in new[] { 7, 5, 5, 2, 0, 1, 0 })
        {
            if (distance < list.Limit)
            {
                list.Add(limits.Count, distance);
            }

            limits.Add(list.Limit);
        }

        Assert.Equal([9, 9, 7, 5, 5, 2, 1, 0], limits);
    }

    private static Neighbor[] Nearest(int[] distances, int wanted, int bits, int limit)
    {
        int[] memory = new int[NearestList.Room(wanted, distances.Length, bits)];
        memory.AsSpan().Fill(-1);
        var list = new NearestList(memory, wanted, bits);
        list.Start(limit);
        for (int i = 0; i < distances.Length; i++)
        {
            if (distances[i] < list.Limit)
            {
                list.Add(i, distances[i]);
            }
        }

        var results = new Neighbor[wanted];
        return results[..list.WriteTo(results, new CodeIds(distances.Length))];
    }
}
