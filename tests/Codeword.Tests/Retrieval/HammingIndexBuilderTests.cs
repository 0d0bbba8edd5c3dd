using Codeword.Numerics;
using Codeword.Retrieval;

namespace Codeword.Tests.Retrieval;

public sealed class HammingIndexBuilderTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(64)]
    [InlineData(300)]
    public void WhatWasAddedAndRemovedInAnyOrderIsWhatIsFound(int bits)
    {
        var random = new SplitMix64(1);
        byte[][] fresh = SampleNeighbors.Draw(2000, bits, 2, isClustered: true);
        byte[][] queries = SampleNeighbors.Draw(4, bits, 3);
        var builder = new HammingIndexBuilder(bits);
        var codes = new Dictionary<long, byte[]>();
        for (int step = 0; step < 30; step++)
        {
            byte[][] added = fresh[(step * 60)..((step * 60) + random.NextIndex(60))];
            long first = builder.Add(SampleNeighbors.Flat(added));
            for (int i = 0; i < added.Length; i++)
            {
                codes.Add(first + i, added[i]);
            }

            foreach (long id in codes.Keys.Where(_ => random.NextIndex(5) == 0).ToArray())
            {
                Assert.True(builder.Remove(id));
                Assert.False(builder.Remove(id));
                codes.Remove(id);
            }

            Assert.Equal(codes.Count, builder.Count);
            HammingIndex index = builder.Build();
            SampleNeighbors.Check(index, codes, queries, 12);
            builder = step % 3 == 0 ? index.ToBuilder() : builder;
        }
    }

    [Fact]
    public void AnIndexStaysAsItWasWhenItsBuilderGoesOn()
    {
        byte[][] codes = SampleNeighbors.Draw(100, 16, 4);
        var builder = new HammingIndexBuilder(16);
        builder.Add(SampleNeighbors.Flat(codes));
        HammingIndex index = builder.Build();
        HammingIndexBuilder other = index.ToBuilder();
        other.Remove(3);
        other.Add([0xFF, 0xFF]);
        builder.Add([0, 0]);
        builder.Remove(50);
        HammingIndex changed = other.Build();
        builder.Build();

        SampleNeighbors.Check(index, SampleNeighbors.ById(codes), codes[..5], 100);
        Assert.Equal([new Neighbor(100, 0)], SampleNeighbors.Search(changed, [0xFF, 0xFF], 1));
    }

    [Fact]
    public void AnIdIsNeverGivenTwice()
    {
        var builder = new HammingIndexBuilder(8);
        Assert.Equal(0, builder.Add([1, 2, 3]));
        Assert.True(builder.Remove(2));
        HammingIndex index = builder.Build();
        Assert.Equal(3, index.NextId);
        Assert.Equal(3, index.ToBuilder().Add([4]));
        Assert.Equal(64, index.Bytes);   // Ids 0 and 1 take no room.
    }

    [Fact]
    public void IdsOfTheCallersAreKept()
    {
        var builder = new HammingIndexBuilder(8);
        builder.Add([1, 2], [10, 1L << 40]);
        Assert.Equal((1L << 40) + 1, builder.Add([3]));
        HammingIndex index = builder.Build();
        byte[] code = new byte[1];
        Assert.True(index.TryGetCode(1L << 40, code));
        Assert.Equal([(byte)2], code);
        Assert.False(index.TryGetCode(11, code));
        Assert.False(builder.Remove(0));
        Assert.Equal([new Neighbor(10, 0), new Neighbor((1L << 40) + 1, 1), new Neighbor(1L << 40, 2)], SampleNeighbors.Search(index, [1], 3));
        Assert.Equal(64 + (3 * 8), index.Bytes);
    }

    [Fact]
    public void FullChunksAreSharedAndOthersCopied()
    {
        byte[] codes = new byte[(1 << 20) + 100];
        codes.AsSpan().Fill(1);
        HammingIndex index = HammingIndex.Create(8, codes);
        HammingIndexBuilder builder = index.ToBuilder();
        builder.Add([0]);
        HammingIndex larger = builder.Build();
        Assert.True(index.Blocks.Slice(0, 1) == larger.Blocks.Slice(0, 1));
        Assert.False(index.Blocks.Slice(1 << 14, 1) == larger.Blocks.Slice(1 << 14, 1));
        Assert.Equal(codes.Length, index.CountWithin([1], 0));
        Assert.Equal(codes.Length, larger.CountWithin([1], 0));
        Assert.Equal([new Neighbor(codes.Length, 0)], SampleNeighbors.Search(larger, [0], 1));
    }

    [Fact]
    public void WrongCodesAndIdsAddNothing()
    {
        var builder = new HammingIndexBuilder(12);
        builder.Add([1, 2], [7]);
        AssertMessage("Found 3 bytes; expected a multiple of 2, the bytes of a code of 12 bits.", () => builder.Add([1, 2, 3]));
        AssertMessage("Code 1 has a bit beyond its 12; expected 0 there.", () => builder.Add([1, 2, 3, 0x40]));
        AssertMessage("Found 1 ids; expected 2, one a code.", () => builder.Add([1, 2, 3, 4], [9]));
        AssertMessage("Found the id 7; expected 8 or more, since ids ascend, and less than 9223372036854775807.", () => builder.Add([1, 2], [7]));
        AssertMessage("Found the id 9; expected 10 or more, since ids ascend, and less than 9223372036854775807.", () => builder.Add([1, 2, 3, 4], [9, 9]));
        AssertMessage("Found the id 9223372036854775807; expected 8 or more", () => builder.Add([1, 2], [long.MaxValue]));
        Assert.Equal(1, builder.Count);
        Assert.Equal(8, builder.NextId);
        builder.Add([1, 2], [long.MaxValue - 1]);
        Assert.Equal(
            "Found 9223372036854775807 as the next id; expected one with 1 after it.", Assert.Throws<InvalidOperationException>(() => builder.Add([1, 2])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new HammingIndexBuilder(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HammingIndexBuilder(513));
    }

    private static void AssertMessage(string expected, Action call) => Assert.StartsWith(expected, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);
}
