using Codeword.Numerics;
using Codeword.Retrieval;

namespace Codeword.Tests.Retrieval;

public sealed class NearestKeysTests
{
    [Theory]
    [InlineData(1, 0, 8)]
    [InlineData(1, 100, 8)]
    [InlineData(10, 1000, 8)]
    [InlineData(10, 7, 64)]
    [InlineData(100, 5000, 512)]
    [InlineData(1000, 1001, 3)]
    public void TheNearestInAnyOrderAreThoseOfSorting(int wanted, int codes, int bits)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var random = new SplitMix64(seed);
            int radius = seed % 2 == 0 ? bits : random.NextIndex(bits + 1);
            Neighbor[] all = [.. Enumerable.Range(0, codes).Select(i => new Neighbor(i, random.NextIndex(bits + 1)))];
            Neighbor[] shuffled = [.. all.OrderBy(n => n.Id * 7919 % 1009)];
            var keys = new NearestKeys(new long[NearestKeys.Room(wanted)], wanted, radius);
            foreach (Neighbor neighbor in shuffled)
            {
                keys.Add((int)neighbor.Id, neighbor.Distance);
                if (random.NextIndex(50) == 0)
                {
                    keys.Tighten();
                }
            }

            var results = new Neighbor[wanted];
            int found = keys.WriteTo(results, new CodeIds(codes));
            Assert.Equal(all.Where(n => n.Distance <= radius).OrderBy(n => n.Distance).ThenBy(n => n.Id).Take(wanted), results[..found]);
        }
    }

    [Fact]
    public void WhatCanEnterIsToldByTheLast()
    {
        var keys = new NearestKeys(new long[NearestKeys.Room(2)], 2, 5);
        Assert.Equal(5, keys.Reach);
        Assert.False(keys.Add(0, 6));
        Assert.True(keys.Add(7, 3));
        Assert.True(keys.Add(8, 2));
        Assert.True(keys.Add(9, 4));
        keys.Tighten();
        Assert.Equal(3, keys.Reach);
        Assert.False(keys.Add(8, 3));
        Assert.True(keys.Add(6, 3));
        Assert.True(keys.Add(0, 0));
        Assert.True(keys.Add(1, 0));
        keys.Tighten();
        Assert.Equal(0, keys.Reach);   // Position 0 could still take the place of 1, were it not there itself.
        Assert.False(keys.Add(2, 0));
    }
}
