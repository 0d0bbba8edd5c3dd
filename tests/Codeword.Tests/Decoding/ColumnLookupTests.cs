using Codeword.Codes;
using Codeword.Decoding;
using Codeword.Numerics;

namespace Codeword.Tests.Decoding;

public sealed class ColumnLookupTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(64)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(70_000)]
    public void ComputedDigitsReadWhatStoredOnesDo(int buckets)
    {
        var random = new SplitMix64(2);
        var column = new HashedColumn(1500, UniversalHash.Draw(ref random, buckets));
        float[] table = [.. Enumerable.Range(0, Math.Max(64, buckets)).Select(entry => (float)entry)];
        var computed = ColumnLookup.Of(column, computed: true);
        float[] expected = new float[99];
        float[] found = [.. Enumerable.Repeat(float.NaN, 99)];

        ColumnLookup.Of(column, computed: false).Read(1401, table, expected);
        computed.Read(1401, table, found);

        Assert.Equal(0, computed.Bytes);
        Assert.Equal(expected, found);
        Assert.Equal(Enumerable.Range(1401, 99).Select(label => (float)column.Hash.Bucket(label)), found);
    }

    [Fact]
    public void ShuffledDigitsAreComputedWhenTheyMayTakeNoMemory()
    {
        var column = new ShuffledColumn(1500, 7, seed: 3);
        float[] table = [.. Enumerable.Range(0, 64).Select(entry => (float)entry)];
        var computed = ColumnLookup.Of(column, computed: true);
        float[] expected = new float[99];
        float[] found = new float[99];

        ColumnLookup.Of(column, computed: false).Read(1401, table, expected);
        computed.Read(1401, table, found);

        Assert.Equal(0, computed.Bytes);
        Assert.Equal(expected, found);
    }

    [Fact]
    public void DigitsFoundFromDataAreStoredInAnyCase() =>
        Assert.Equal(DigitTiles.BlockClasses, ColumnLookup.Of(new ClusteredColumn([0, 1, 1, 0], 2), computed: true).Bytes);
}
