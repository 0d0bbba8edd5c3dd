using Codeword.Decoding;
using Codeword.Numerics;

namespace Codeword.Tests.Decoding;

public sealed class LookupKernelsTests
{
    private static readonly int[] Lengths = [0, 1, 15, 16, 17, 31, 33, 100];

    [Fact]
    public void ByteDigitsGiveTheBitsOfTheObviousLoopForEveryBucketCount()
    {
        var random = new SplitMix64(1);
        for (int buckets = 1; buckets <= 256; buckets++)
        {
            // Tables as the scorer lays them out: 64 or more, and whole vectors; the padding must never be read.
            float[] table = [.. Draw(buckets, ref random), .. Enumerable.Repeat(float.NaN, Padding(buckets))];
            foreach (int length in Lengths)
            {
                byte[] digits = [.. Digits(length, buckets, ref random)];
                float[] scores = Draw(length, ref random);
                float[] expected = [.. scores];
                LookupKernels.Add<byte>(digits, table, expected);

                LookupKernels.AddBytes(digits, table, buckets, scores);

                Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), scores.Select(BitConverter.SingleToInt32Bits));
            }
        }
    }

    [Fact]
    public void EveryDigitReadsItsOwnEntry()
    {
        for (int buckets = 1; buckets <= 256; buckets++)
        {
            float[] table = [.. Enumerable.Range(0, buckets + Padding(buckets)).Select(entry => (float)entry)];
            byte[] digits = [.. Enumerable.Range(0, buckets).Select(digit => (byte)digit).Reverse()];
            float[] scores = new float[buckets];

            LookupKernels.AddBytes(digits, table, buckets, scores);

            Assert.Equal(digits.Select(digit => (float)digit), scores);
        }
    }

    [Fact]
    public void ATableTooShortForRegistersIsReadAllTheSame()
    {
        float[] scores = new float[20];
        LookupKernels.AddBytes([.. Enumerable.Repeat((byte)1, 20)], [3, 4], 2, scores);

        Assert.All(scores, score => Assert.Equal(4, score));
    }

    [Fact]
    public void WiderDigitsReadTheirEntries()
    {
        float[] scores = [10, 20];
        LookupKernels.Add<ushort>([300, 0], [1, .. new float[299], 5], scores);
        LookupKernels.Add<int>([70_000, 1], [0, 2, .. new float[69_998], 7], scores);

        Assert.Equal([22, 23], scores);
    }

    private static int Padding(int buckets) => Math.Max(LookupKernels.ShortTable, (buckets + 15) / 16 * 16) - buckets;

    private static byte[] Digits(int length, int buckets, ref SplitMix64 random)
    {
        byte[] digits = new byte[length];
        for (int i = 0; i < length; i++)
        {
            digits[i] = (byte)random.NextIndex(buckets);
        }

        return digits;
    }

    private static float[] Draw(int length, ref SplitMix64 random)
    {
        float[] values = new float[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = (float)((2 * random.NextDouble()) - 1);
        }

        return values;
    }
}
