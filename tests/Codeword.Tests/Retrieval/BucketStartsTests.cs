using Codeword.Numerics;
using Codeword.Retrieval;

namespace Codeword.Tests.Retrieval;

public sealed class BucketStartsTests
{
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(1, 5000, 1)]
    [InlineData(3, 70, 2)]
    [InlineData(500, 1, 3)]
    [InlineData(1000, 3, 1)]
    [InlineData(1024, 40, 20)]
    [InlineData(5000, 100_000, 999)]
    public void EachBucketBeginsWhereTheOnesBeforeItEnd(int buckets, int most, int emptyShare)
    {
        var random = new SplitMix64((ulong)buckets);
        int[] counts = [.. Enumerable.Range(0, buckets).Select(_ => random.NextIndex(emptyShare) == 0 ? random.NextIndex(most + 1) : 0)];
        var starts = new BucketStarts(counts);
        int start = 0;
        for (int bucket = 0; bucket < buckets; bucket++)
        {
            Assert.Equal((start, counts[bucket]), starts[bucket]);
            start += counts[bucket];
        }

        Assert.Equal(buckets, starts.Buckets);
        Assert.Equal(BucketStarts.BytesOf(start, buckets), starts.Bytes);
    }

    [Fact]
    public void ACrowdedBucketBetweenEmptyOnesIsFound()
    {
        int[] counts = new int[1000];
        (counts[0], counts[499], counts[500], counts[999]) = (1, 3_000_000, 2, 7);
        var starts = new BucketStarts(counts);
        Assert.Equal((0, 1), starts[0]);
        Assert.Equal((1, 0), starts[498]);
        Assert.Equal((1, 3_000_000), starts[499]);
        Assert.Equal((3_000_001, 2), starts[500]);
        Assert.Equal((3_000_003, 0), starts[998]);
        Assert.Equal((3_000_003, 7), starts[999]);
    }

    [Fact]
    public void AnEntryAndABucketTakeALittleMoreThanABitEach()
    {
        Assert.InRange(BucketStarts.BytesOf(7_000_000, 1 << 21) * 8 / (7_000_000.0 + (1 << 21)), 1, 1.13);
        Assert.InRange(BucketStarts.BytesOf(2_000_000_000, 1 << 28) * 8 / (2_000_000_000.0 + (1 << 28)), 1, 1.13);
    }
}
