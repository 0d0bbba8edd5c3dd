using System.Buffers.Binary;
using Codeword.Retrieval;

namespace Codeword.Tests.Retrieval;

public sealed class EqualCodesTests
{
    [Theory]
    [InlineData(3, 500)]
    [InlineData(8, 1000)]
    [InlineData(12, 700)]
    [InlineData(64, 300)]
    [InlineData(65, 2000)]
    [InlineData(300, 900)]
    public void TheFirstOfEqualCodesStaysAndTheOthersHangOnIt(int bits, int count)
    {
        byte[][] some = SampleNeighbors.Draw(40, bits, 1);
        byte[][] codes = [.. Enumerable.Range(0, count).Select(i => some[i * i % 41 % some.Length]), .. SampleNeighbors.Draw(50, bits, 2)];
        EqualCodes found = Find(bits, codes);
        int left = 0;
        foreach (IGrouping<string, int> group in Enumerable.Range(0, codes.Length).GroupBy(i => Convert.ToHexString(codes[i])))
        {
            int first = group.Min();
            Assert.False(found.IsRepeat(first));
            Assert.Equal(group.Order().Skip(1), found.Of(first).ToArray());
            Assert.All(group.Where(i => i != first), i => Assert.True(found.IsRepeat(i)));
            left += group.Count() - 1;
        }

        Assert.Equal(left, found.Count);
        Assert.InRange(found.Bytes, 4 * left, (8.3 * left) + 100);
    }

    [Fact]
    public void CodesThatDifferTakeNothing()
    {
        byte[][] codes = [.. Enumerable.Range(0, 256).Select(i => new[] { (byte)i })];
        EqualCodes found = Find(8, codes).WithoutMarks();
        Assert.Equal((0, 0L), (found.Count, found.Bytes));
        Assert.Empty(found.Of(7).ToArray());
    }

    [Fact]
    public void LongCodesOfOneHashAreToldApart()
    {
        byte[] one = Words(5, 7);
        byte[] other = Words(9, Mixed(9) ^ Mixed(5) ^ 7);
        EqualCodes found = Find(128, [other, one, other, one, one]);
        Assert.Equal([2], found.Of(0).ToArray());
        Assert.False(found.IsRepeat(0));
        Assert.False(found.IsRepeat(1));   // One that differs from the first of its hash stays, and so do its equals: nothing is lost.
        Assert.Equal(1, found.Count);
    }

    private static ulong Mixed(ulong word) => unchecked((word ^ (word >> 32)) * 0x9E3779B97F4A7C15);

    private static byte[] Words(ulong first, ulong second)
    {
        byte[] code = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(code, first);
        BinaryPrimitives.WriteUInt64LittleEndian(code.AsSpan(8), second);
        return code;
    }

    private static EqualCodes Find(int bits, byte[][] codes)
    {
        HammingIndex index = SampleNeighbors.Index(bits, codes);
        return EqualCodes.Find(index.Blocks, index.Count);
    }
}
