using System.Runtime.Intrinsics.X86;
using Codeword.Decoding;
using Codeword.Numerics;

namespace Codeword.Tests.Decoding;

public sealed class ByteKernelsTests
{
    private static readonly int[] Columns = [1, 2, 7, 16, 33];

    // Entries up to so much: sums that all stay below 255, some of them, none but few.
    private static readonly int[] Highest = [7, 30, 255];

    [Fact]
    public void EveryVersionSumsAsTheObviousOneDoesForEveryBucketCount()
    {
        var random = new SplitMix64(1);
        for (int buckets = 1; buckets <= DigitTiles.MostBuckets; buckets++)
        {
            foreach ((int columns, int highest) in from columns in Columns from highest in Highest select (columns, highest))
            {
                byte[] digits = Draw(columns * DigitTiles.BlockClasses, buckets, ref random);
                byte[] tables = Draw(columns * ByteKernels.TableBytes, highest + 1, ref random);
                byte[] expected = new byte[DigitTiles.BlockClasses];
                bool any = ByteKernels.SumPlainly(digits, tables, expected);

                AssertSame(any, expected, sums => ByteKernels.Sum(digits, tables, buckets, sums));
                if (Avx2.IsSupported && buckets <= 64)
                {
                    AssertSame(any, expected, sums => ByteKernels.SumShuffled(digits, tables, buckets, sums));
                }
            }
        }
    }

    [Fact]
    public void EveryDigitReadsItsOwnEntry()
    {
        byte[] tables = [.. Enumerable.Range(0, 256).Select(entry => (byte)(entry / 2))];
        byte[] digits = [.. Enumerable.Range(0, 256).Select(digit => (byte)(255 - digit))];
        byte[] sums = new byte[256];

        Assert.True(ByteKernels.Sum(digits, tables, 256, sums));
        Assert.Equal(digits.Select(digit => (byte)(digit / 2)), sums);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(256)]
    public void ABlockWithoutASumBelow255IsToldAndOneLeftIsFound(int buckets)
    {
        byte[] digits = new byte[2 * 256];
        byte[] tables = new byte[2 * 256];
        (tables[0], tables[256]) = (200, 100);
        byte[] sums = new byte[256];
        Assert.False(ByteKernels.Sum(digits, tables, buckets, sums));
        Assert.False(ByteKernels.SumPlainly(digits, tables, sums));

        for (int left = 0; left < 256; left++)
        {
            digits.AsSpan().Clear();
            digits[256 + left] = 1;

            Assert.True(ByteKernels.Sum(digits, tables, buckets, sums));
            Assert.Equal(left, sums.AsSpan().IndexOfAnyExcept(byte.MaxValue));
            Assert.Equal(200, sums[left]);
        }
    }

    private static void AssertSame(bool any, byte[] expected, Func<byte[], bool> sum)
    {
        byte[] sums = new byte[DigitTiles.BlockClasses];
        Assert.Equal(any, sum(sums));
        Assert.Equal(any ? expected : sums, sums);
    }

    private static byte[] Draw(int length, int values, ref SplitMix64 random)
    {
        byte[] drawn = new byte[length];
        for (int i = 0; i < length; i++)
        {
            drawn[i] = (byte)random.NextIndex(values);
        }

        return drawn;
    }
}
