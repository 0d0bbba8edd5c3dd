using Codeword.Models;
using Codeword.Numerics;

namespace Codeword.Tests.Models;

public sealed class InputHashTests
{
    [Fact]
    public void FeaturesSpreadOverTheRowsWithEitherSign()
    {
        const int Buckets = 10;
        int[,] counts = new int[Buckets, 2];
        for (ulong seed = 0; seed < 20_000; seed++)
        {
            counts[new InputHash(100, Buckets, seed).Place(42, out float sign), sign > 0 ? 1 : 0]++;
        }

        // 1,000 expected of each row with each sign, 31 a standard deviation.
        Assert.All(counts.Cast<int>(), count => Assert.InRange(count, 1000 - 140, 1000 + 140));
    }

    [Fact]
    public void TheSignsKeepInnerProductsUnbiased()
    {
        const int Draws = 4000;
        var random = new SplitMix64(6);
        double[] x = [.. Enumerable.Range(0, 30).Select(_ => random.NextDouble())];
        double[] y = [.. Enumerable.Range(0, 30).Select(_ => random.NextDouble())];
        double[] products = new double[Draws];
        for (int draw = 0; draw < Draws; draw++)
        {
            var hash = new InputHash(30, 8, (ulong)draw);
            products[draw] = Fold(hash, x).Zip(Fold(hash, y), (a, b) => a * b).Sum();
        }

        double expected = x.Zip(y, (a, b) => a * b).Sum();
        double error = Math.Sqrt(products.Sum(product => Math.Pow(product - products.Average(), 2)) / Draws / Draws);
        Assert.InRange(products.Average(), expected - (4.5 * error), expected + (4.5 * error));
        Assert.InRange(error, 0.001, 0.1);
    }

    [Fact]
    public void TheBiasKeepsARowOfItsOwn()
    {
        var hash = new InputHash(1000, 16, seed: 9);

        Assert.Equal(16, hash.Place(1000, out float sign));
        Assert.Equal(1, sign);
        Assert.Equal((16, 9UL, 17L), (hash.Buckets, hash.Seed, hash.Rows));
        Assert.All(Enumerable.Range(0, 1000), feature => Assert.InRange(hash.Place(feature, out _), 0, 15));
    }

    [Fact]
    public void TheSeedNamesTheHash()
    {
        Assert.Equal(Places(1), Places(1));
        Assert.NotEqual(Places(1), Places(2));

        static (int, float)[] Places(ulong seed)
        {
            var hash = new InputHash(100, 50, seed);
            return [.. Enumerable.Range(0, 100).Select(feature => (hash.Place(feature, out float sign), sign))];
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void AHashNeedsARow(int buckets) => Assert.Throws<ArgumentOutOfRangeException>(nameof(buckets), () => new InputHash(10, buckets, 1));

    private static double[] Fold(InputHash hash, double[] x)
    {
        double[] folded = new double[hash.Buckets];
        for (int j = 0; j < x.Length; j++)
        {
            folded[hash.Place(j, out float sign)] += sign * x[j];
        }

        return folded;
    }
}
