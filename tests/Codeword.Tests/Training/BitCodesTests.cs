using Codeword.Codes;
using Codeword.Numerics;
using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class BitCodesTests
{
    [Fact]
    public void RandomCodesAreNormalNumbersOfTheirSeed()
    {
        var random = new SplitMix64(1);
        float[] codes = BitCodes.Random(200, 33, ref random);
        var again = new SplitMix64(1);

        Assert.Equal(6600, codes.Length);
        Assert.Equal(0, codes.Average(), 0.05f);
        Assert.Equal(1, codes.Average(value => value * value), 0.06f);
        Assert.Equal(codes, BitCodes.Random(200, 33, ref again));
    }

    [Theory]
    [InlineData(500, 20)]
    [InlineData(90, 70)]
    public void MaxMinKeepsCodesFartherApartThanChance(int classes, int bits)
    {
        var random = new SplitMix64(2);
        float[] spread = BitCodes.MaxMin(classes, bits, ref random);
        float[] chance = BitCodes.Random(classes, bits, ref random);

        Assert.All(spread, value => Assert.Equal(1, Math.Abs(value)));
        Assert.InRange(MinimumDistance(spread, classes, bits), MinimumDistance(chance, classes, bits) + 1, bits);
        Assert.Equal(0.5, spread.Count(value => value > 0) / (double)spread.Length, 0.05);
    }

    [Fact]
    public void TheSecondClassIsTheFarthestOfManyDraws()
    {
        var random = new SplitMix64(3);

        // Of 64 words of 8 bits, some differ from the first class's in 6 or more.
        Assert.InRange(MinimumDistance(BitCodes.MaxMin(2, 8, ref random), 2, 8), 6, 8);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(16, 4)]
    [InlineData(16, 9)]
    [InlineData(100, 7)]
    [InlineData(100, 40)]
    [InlineData(70_000, 17)]   // Too many for the best of several draws.
    public void HadamardCodesDifferAndAreLinear(int classes, int bits)
    {
        var random = new SplitMix64(4);
        float[] codes = BitCodes.Hadamard(classes, bits, ref random);
        string[] words = [.. Enumerable.Range(0, classes).Select(row => Word(codes.AsSpan(row * bits, bits)))];

        Assert.All(codes.Take(1000), value => Assert.Equal(1, Math.Abs(value)));
        Assert.Equal(classes, words.Distinct().Count());
        Assert.DoesNotContain('1', words[0]);
        for (int a = 1; a < classes; a += 1 + (classes / 50))
        {
            for (int b = a + 1; b < classes; b += 1 + (classes / 50))
            {
                if ((a ^ b) < classes)
                {
                    Assert.Equal(words[a ^ b], string.Concat(words[a].Zip(words[b], (x, y) => x == y ? '0' : '1')));
                }
            }
        }
    }

    [Theory]
    [InlineData(4, 10, 3, 4)]
    [InlineData(6, 20, 5, 8)]
    public void OfSeveralDrawsHadamardTakesOneWithALargeMinimumDistance(int order, int bits, int least, int most)
    {
        // For K = 2^m all words of the linear code are used, and its minimum distance is the least weight of a word but 0. No code has more than the most.
        int classes = 1 << order;
        for (ulong seed = 0; seed < 10; seed++)
        {
            var random = new SplitMix64(seed);
            float[] codes = BitCodes.Hadamard(classes, bits, ref random);
            int lightest = Enumerable.Range(1, classes - 1).Min(row => Word(codes.AsSpan(row * bits, bits)).Count(bit => bit == '1'));

            Assert.Equal(lightest, MinimumDistance(codes, classes, bits));
            Assert.InRange(lightest, least, most);
        }
    }

    private static string Word(ReadOnlySpan<float> code) => string.Concat(code.ToArray().Select(value => value > 0 ? '1' : '0'));

    private static int MinimumDistance(float[] codes, int classes, int bits)
    {
        var binary = BinaryCodes.FromSigns(codes, classes, bits);
        int least = int.MaxValue;
        for (int a = 0; a < classes; a++)
        {
            for (int b = a + 1; b < classes; b++)
            {
                int distance = 0;
                for (int j = 0; j < bits; j++)
                {
                    distance += binary[a, j] != binary[b, j] ? 1 : 0;
                }

                least = Math.Min(least, distance);
            }
        }

        return least;
    }
}
