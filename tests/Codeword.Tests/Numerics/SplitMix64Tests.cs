using Codeword.Numerics;

namespace Codeword.Tests.Numerics;

public sealed class SplitMix64Tests
{
    [Fact]
    public void TheStreamIsThePublishedOne()
    {
        var random = new SplitMix64(1234567);

        // The first outputs of Vigna's splitmix64.c for this seed.
        Assert.Equal(
            [6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL, 4593380528125082431UL, 16408922859458223821UL],
            Enumerable.Range(0, 5).Select(_ => random.Next()));
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(3UL)]
    [InlineData(10UL)]
    [InlineData(64UL)]
    public void NumbersBelowABoundAreEquallyOften(ulong bound)
    {
        const int Draws = 60_000;
        var random = new SplitMix64(7);
        int[] counts = new int[bound];
        for (int i = 0; i < Draws; i++)
        {
            counts[random.Next(bound)]++;
        }

        double expected = Draws / (double)bound;
        double deviation = Math.Sqrt(expected * (1 - (1 / (double)bound)));
        Assert.All(counts, count => Assert.InRange(count, expected - (4.5 * deviation), expected + (4.5 * deviation)));
    }

    [Fact]
    public void ABoundOfThreeQuartersOfTheRangeIsFreeOfBias()
    {
        // Without the rejection, multiples of 3 would come up in half of the draws: of four words, two fall on them.
        const ulong Bound = 3UL << 62;
        var random = new SplitMix64(3);
        int third = Enumerable.Range(0, 30_000).Count(_ => random.Next(Bound) % 3 == 0);

        Assert.InRange(third, 10_000 - 400, 10_000 + 400);   // 4.9 standard deviations of 81.6
    }

    [Fact]
    public void OneWordDecidesABoundThatDividesTheRange()
    {
        var random = new SplitMix64(1234567);

        Assert.Equal(6457827717110365317UL >> 60, random.Next(16));
        Assert.Equal(3203168211198807973UL >> 60, random.Next(16));
    }

    [Fact]
    public void DoublesFillTheUnitInterval()
    {
        var random = new SplitMix64(5);
        double[] draws = [.. Enumerable.Range(0, 10_000).Select(_ => random.NextDouble())];

        Assert.All(draws, draw => Assert.True(draw is >= 0 and < 1));
        Assert.InRange(draws.Average(), 0.5 - 0.015, 0.5 + 0.015);   // 5 standard deviations of 0.0029
        Assert.Equal((6457827717110365317UL >> 11) / 9007199254740992.0, new SplitMix64(1234567).NextDouble());
    }

    [Fact]
    public void AShuffleMakesEveryOrderEquallyOften()
    {
        var random = new SplitMix64(11);
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < 24_000; i++)
        {
            char[] letters = ['a', 'b', 'c', 'd'];
            random.Shuffle<char>(letters);
            counts[new string(letters)] = counts.GetValueOrDefault(new string(letters)) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 1000 - 140, 1000 + 140));   // 4.5 standard deviations of 31
    }

    [Fact]
    public void PartsOfASeedAreStreamsOfTheirOwn()
    {
        ulong[][] paths = [[], [0], [1], [0, 0], [0, 1], [1, 0]];
        ulong[] first = [.. from seed in new ulong[] { 0, 1, ulong.MaxValue } from path in paths select SplitMix64.ForPart(seed, path).Next()];

        Assert.Equal(first.Length, first.Distinct().Count());
        Assert.Equal(SplitMix64.ForPart(9, 4, 2).Next(), SplitMix64.ForPart(9, 4, 2).Next());
    }

    [Fact]
    public void ABoundOfNothingIsRefused()
    {
        var random = new SplitMix64(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextIndex(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextIndex(-1));
    }
}
