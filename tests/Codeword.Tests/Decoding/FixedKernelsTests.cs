using System.Runtime.Intrinsics.X86;
using Codeword.Decoding;
using Codeword.Numerics;

namespace Codeword.Tests.Decoding;

public sealed class FixedKernelsTests
{
    private static readonly int[] Columns = [1, 2, 7, 16, ShareScan.MostColumns];

    [Fact]
    public void EveryVersionSumsAsTheObviousOneDoesForEveryBucketCount()
    {
        var random = new SplitMix64(1);
        foreach (int buckets in Enumerable.Range(1, 66).Concat([127, 128, 129, 255, DigitTiles.MostBuckets]))
        {
            foreach (int columns in Columns)
            {
                (byte[] digits, int[] steps, byte[] limbs) = Draw(columns, buckets, FixedKernels.Most, ref random);
                int[] expected = new int[DigitTiles.BlockClasses];
                int lowest = FixedKernels.SumPlainly(digits, steps, expected);

                AssertSame(lowest, expected, sums => FixedKernels.Sum(digits, limbs, steps, buckets, sums));
                AssertEveryFastVersion(lowest, expected, digits, steps, limbs, buckets);
            }
        }
    }

    // In a lane of two digits all, the first or the second read 255 of each byte: what a lane of 16 bits is most likely to lose.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void TheLargestSumsFit(byte even, byte odd)
    {
        byte[] digits = [.. Enumerable.Range(0, ShareScan.MostColumns * DigitTiles.BlockClasses).Select(i => i % 2 == 0 ? even : odd)];
        int[] steps = [.. Enumerable.Range(0, digits.Length).Select(i => i % DigitTiles.BlockClasses == 0 ? FixedKernels.Most : 0)];
        byte[] limbs = Limbs(steps);
        const int Largest = ShareScan.MostColumns * FixedKernels.Most;
        int[] expected = new int[DigitTiles.BlockClasses];
        for (int i = 0; i < expected.Length; i++)
        {
            expected[FixedKernels.PlaceOf(i)] = (i % 2 == 0 ? even : odd) == 0 ? Largest : 0;
        }

        int lowest = even + odd == 0 ? Largest : 0;
        AssertSame(lowest, expected, sums => FixedKernels.Sum(digits, limbs, steps, 64, sums));
        AssertSame(lowest, expected, sums => FixedKernels.SumPlainly(digits, steps, sums));
        AssertEveryFastVersion(lowest, expected, digits, steps, limbs, buckets: 64);
        Assert.True(Largest < int.MaxValue);
    }

    [Fact]
    public void EveryClassHasAPlaceOfItsOwn()
    {
        Assert.Equal(Enumerable.Range(0, 256), Enumerable.Range(0, 256).Select(FixedKernels.PlaceOf).Order());

        byte[] digits = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        int[] steps = [.. Enumerable.Range(0, 256).Select(b => b * 65_000)];
        int[] sums = new int[256];
        Assert.Equal(0, FixedKernels.Sum(digits, Limbs(steps), steps, 256, sums));
        Assert.Equal(steps, Enumerable.Range(0, 256).Select(i => sums[FixedKernels.PlaceOf(i)]));
    }

    [Fact]
    public void ClassesThatAreNotThereAreTakenOut()
    {
        int[] sums = [.. Enumerable.Range(0, 256)];
        int least = Enumerable.Range(0, 100).Min(FixedKernels.PlaceOf);
        Assert.Equal(least, FixedKernels.Cut(sums, 100));
        Assert.Equal(156, sums.Count(sum => sum == int.MaxValue));
        Assert.Equal(FixedKernels.PlaceOf(99), sums[FixedKernels.PlaceOf(99)]);
        Assert.Equal(100, FixedKernels.CountTo(sums, 255));
    }

    // Where bytes are not permuted, SumBytes looks them up one by one: all of it is tested but the permutation.
    private static void AssertEveryFastVersion(int lowest, int[] expected, byte[] digits, int[] steps, byte[] limbs, int buckets)
    {
        AssertSame(lowest, expected, sums => FixedKernels.SumBytes(digits, limbs, buckets, sums));
        if (Avx512F.IsSupported && buckets <= 64)
        {
            AssertSame(lowest, expected, sums => FixedKernels.SumPermuted(digits, steps, sums));
        }

        if (Avx2.IsSupported && buckets <= 64)
        {
            AssertSame(lowest, expected, sums => FixedKernels.SumShuffled(digits, limbs, buckets, sums));
        }
    }

    private static void AssertSame(int lowest, int[] expected, Func<int[], int> sum)
    {
        int[] sums = new int[DigitTiles.BlockClasses];
        Assert.Equal(lowest, sum(sums));
        Assert.Equal(expected, sums);
    }

    private static (byte[] Digits, int[] Steps, byte[] Limbs) Draw(int columns, int buckets, int most, ref SplitMix64 random)
    {
        byte[] digits = new byte[columns * DigitTiles.BlockClasses];
        int[] steps = new int[digits.Length];
        for (int i = 0; i < digits.Length; i++)
        {
            digits[i] = (byte)random.NextIndex(buckets);
            steps[i] = random.NextIndex(most + 1);
        }

        return (digits, steps, Limbs(steps));
    }

    private static byte[] Limbs(int[] steps)
    {
        int columns = steps.Length / DigitTiles.BlockClasses;
        byte[] limbs = new byte[columns * FixedKernels.LimbBytes];
        for (int r = 0; r < columns; r++)
        {
            FixedKernels.Split(steps.AsSpan(r * DigitTiles.BlockClasses, DigitTiles.BlockClasses), limbs.AsSpan(r * FixedKernels.LimbBytes, FixedKernels.LimbBytes));
        }

        return limbs;
    }
}
