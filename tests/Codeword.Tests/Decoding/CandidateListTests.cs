using Codeword.Decoding;
using Codeword.Numerics;

namespace Codeword.Tests.Decoding;

public sealed class CandidateListTests
{
    [Fact]
    public void TheHighestGainsAreKeptAscendingAndTheLimitIsNeverBelowWhatIsDropped()
    {
        var list = new CandidateList();
        for (ulong seed = 1; seed <= 60; seed++)
        {
            var random = new SplitMix64(seed);
            int most = 1 + random.NextIndex(300);
            int values = 1 + random.NextIndex(60_000);
            ushort[][] chunks = [.. Enumerable.Range(0, 4).Select(_ => Draw(values, ref random))];
            list.Clear(most);
            for (int chunk = 0; chunk < chunks.Length; chunk++)
            {
                list.Add(chunks[chunk], chunk * 1000);
            }

            list.Cut();
            Dictionary<int, int> gains = chunks.SelectMany((chunk, c) => chunk.Select((gain, i) => ((c * 1000) + i, (int)gain))).Where(pair => pair.Item2 > 0).ToDictionary();
            int[] kept = list.Classes.ToArray();
            Assert.Equal(Math.Min(most, gains.Count), kept.Length);
            Assert.Equal(kept.Order().Distinct(), kept);
            Assert.All(gains.Where(pair => !kept.Contains(pair.Key)), pair => Assert.InRange(pair.Value, 0, list.Limit));

            // Those kept are the highest but for the last four bits.
            int nth = gains.Values.OrderDescending().ElementAt(kept.Length - 1);
            Assert.All(kept, label => Assert.InRange(gains[label] >> 4, nth >> 4, int.MaxValue));
        }
    }

    [Fact]
    public void OfEqualGainsTheFirstAreKept()
    {
        var list = new CandidateList();
        list.Clear(3);
        list.Add([.. Enumerable.Repeat((ushort)7, 32)], 64);
        list.Add([9, 70, .. new ushort[30]], 128);
        list.Cut();

        Assert.Equal([64, 65, 129], list.Classes.ToArray());
        Assert.Equal(15, list.Limit);
    }

    [Fact]
    public void WhatGainsNothingIsNoCandidate()
    {
        var list = new CandidateList();
        list.Clear(3);
        list.Add([0, 0, 5, .. new ushort[29]], 0);
        list.Cut();

        Assert.Equal([2], list.Classes.ToArray());
        Assert.Equal(0, list.Limit);
    }

    private static ushort[] Draw(int values, ref SplitMix64 random)
    {
        ushort[] gains = new ushort[32 * (1 + random.NextIndex(20))];
        foreach (ref ushort gain in gains.AsSpan())
        {
            gain = (ushort)(random.NextIndex(3) == 0 ? 0 : random.NextIndex(values));
        }

        return gains;
    }
}
