using System.Numerics;
using Codeword.Numerics;
using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class ClashRepairTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(40)]
    public void CodesDifferAfterwardsAndOnlyClassesThatClashHaveMoved(int bits)
    {
        var random = new SplitMix64(5);
        const int Classes = 300;
        float[] codes = BitCodes.Random(Classes, bits, ref random);
        for (int i = 100 * bits; i < 130 * bits; i++)
        {
            codes[i] = Math.Abs(codes[i]) * (i % bits % 2 == 0 ? 1 : -1);   // Thirty classes of one code, each with certainties of its own.
        }

        float[] before = [.. codes];
        int moved = ClashRepair.Run(codes, bits);

        string[] old = WordsOf(before, bits), words = WordsOf(codes, bits);
        Assert.Equal(Classes, words.Distinct().Count());
        Assert.Equal(Classes - old.Distinct().Count(), moved);
        Assert.InRange(moved, 29, 100);
        for (int row = 0; row < Classes; row++)
        {
            bool isFirst = Array.IndexOf(old, old[row]) == row;
            Assert.Equal(isFirst, words[row] == old[row]);
            Assert.Equal(isFirst, before.AsSpan(row * bits, bits).SequenceEqual(codes.AsSpan(row * bits, bits)));
        }

        Assert.Equal(before.Select(Math.Abs), codes.Select(Math.Abs));
    }

    [Fact]
    public void TheNearestFreeCodeAlongUncertainBitsIsTaken()
    {
        // Three classes of 110: the second flips its least certain bit to 111; the third, for which that is taken, its next one: 100.
        float[] codes = [3, 2, -1, 2, 3, -0.5f, 3, 0.2f, -0.1f];

        Assert.Equal(2, ClashRepair.Run(codes, 3));

        Assert.Equal([3, 2, -1, 2, 3, 0.5f, 3, -0.2f, -0.1f], codes);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    public void AllCodesAreGivenWhereThereAreAsManyClassesAndEachClassFlipsAsFewBitsAsItMust(int bits)
    {
        int classes = 1 << bits;
        for (ulong seed = 0; seed < 20; seed++)
        {
            var random = new SplitMix64(seed);
            float[] codes = [.. Enumerable.Range(0, classes * bits).Select(i => (random.NextGaussian() + (i % bits == 0 ? 1 : 0)) * (i % 3 + 1))];
            int[] old = NumbersOf(codes, bits);

            ClashRepair.Run(codes, bits);

            int[] now = NumbersOf(codes, bits);
            Assert.Equal(classes, now.Distinct().Count());
            HashSet<int> taken = [.. old];
            foreach (int row in Enumerable.Range(0, classes).Where(row => Array.IndexOf(old, old[row]) < row))
            {
                int nearest = Enumerable.Range(0, classes).Where(code => !taken.Contains(code)).Min(code => BitOperations.PopCount((uint)(code ^ old[row])));
                Assert.Equal(nearest, BitOperations.PopCount((uint)(now[row] ^ old[row])));
                Assert.True(taken.Add(now[row]));
            }
        }
    }

    [Fact]
    public void ABitOfZeroBecomesOneWhenItIsFlipped()
    {
        float[] codes = [1, -1, 1, 0];

        Assert.Equal(1, ClashRepair.Run(codes, 2));

        Assert.Equal([1, -1, 1], codes[..3]);
        Assert.InRange(codes[3], float.Epsilon, 1e-3f);
    }

    [Fact]
    public void CodesWithoutClashesStay()
    {
        float[] codes = [1, -1, -1, 1];
        float[] before = [.. codes];

        Assert.Equal(0, ClashRepair.Run(codes, 2));
        Assert.Equal(before, codes);
    }

    private static int[] NumbersOf(float[] codes, int bits) => [.. WordsOf(codes, bits).Select(word => Convert.ToInt32(word, 2))];

    private static string[] WordsOf(float[] codes, int bits) =>
        [.. codes.Chunk(bits).Select(code => string.Concat(code.Select(value => value > 0 ? '1' : '0')))];
}
