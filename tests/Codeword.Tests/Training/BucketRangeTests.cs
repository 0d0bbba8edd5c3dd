using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class BucketRangeTests
{
    [Theory]
    [InlineData(1, 16)]
    [InlineData(16, 16)]
    [InlineData(17, 32)]
    [InlineData(64, 64)]
    public void TheStrideIsWholeVectors(int count, int stride) => Assert.Equal(stride, new BucketRange(5, count).Stride);

    [Fact]
    public void RangesCoverTheBucketsOnce()
    {
        Assert.Equal([new(0, 16), new(16, 16), new(32, 5)], BucketRange.Split(37, 16));
        Assert.Equal([new(0, 37)], BucketRange.Split(37, 64));
        Assert.Equal([new(0, 32), new(32, 32)], BucketRange.Split(64, 32));
    }

    [Fact]
    public void BucketsAreCutToTheRangeAndCountedFromItsFirst()
    {
        Span<int> buffer = stackalloc int[2];
        int[] buckets = [0, 9, 10, 11, 19, 20, 30];

        Assert.Equal([0, 1, 9], new BucketRange(10, 10).Cut(buckets, ref buffer).ToArray());
        Assert.Equal(14, buffer.Length);   // too small for seven
        Assert.Equal([], new BucketRange(40, 10).Cut(buckets, ref buffer).ToArray());
        Assert.Equal([], new BucketRange(0, 10).Cut([], ref buffer).ToArray());
        Assert.Equal(14, buffer.Length);
    }
}
