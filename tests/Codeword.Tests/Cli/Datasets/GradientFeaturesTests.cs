using Codeword.Cli.Datasets;

namespace Codeword.Tests.Cli.Datasets;

public sealed class GradientFeaturesTests
{
    private const int Side = 32;

    [Fact]
    public void PaperHasNoFeatures() => Assert.All(Features((_, _) => 0), value => Assert.Equal(0, value));

    [Fact]
    public void EdgesHaveTheDirectionInWhichInkBegins()
    {
        // A bar from top to bottom: ink begins rightwards (direction 0) at its left side and leftwards (4) at its right side.
        byte[] bar = Features((y, x) => x is >= 12 and < 20 && y is >= 2 and < 30 ? 255 : 0);
        int[] sums = Sums(bar);
        Assert.True(sums[0] > 2 * sums[2] && sums[4] > 2 * sums[2] && sums[2] > 2 * sums[1], string.Join(' ', sums));
        Assert.True(Sums(bar, column: 3)[0] > Sums(bar, column: 3)[4] && Sums(bar, column: 4)[4] > Sums(bar, column: 4)[0]);
    }

    [Fact]
    public void AQuarterTurnMovesPlacesAndDirections()
    {
        static int Ink(int y, int x) => (x - 6) * (x - 6) + (y - 20) * (y - 20) < 40 || (y == 9 && x > 4) ? 200 : 0;
        byte[] upright = Features(Ink), turned = Features((y, x) => Ink(Side - 1 - x, y));

        // (y, x) goes to (x, 31 − y), so that a gradient to the right points down afterwards: two directions on.
        for (int place = 0; place < 64; place++)
        {
            int y = place / 8, x = place % 8, to = (x * 8) + 7 - y;
            for (int direction = 0; direction < 8; direction++)
            {
                Assert.InRange(turned[(to * 8) + ((direction + 2) % 8)] - upright[(place * 8) + direction], -1, 1);
            }
        }
    }

    [Fact]
    public void NeitherPlaceNorSizeMatters()
    {
        static int Cross(double y, double x) => Math.Abs(y) < 1 || Math.Abs(x) < 1 ? 255 : 0;
        byte[] middle = Features((y, x) => Math.Max(Math.Abs(y - 15.5), Math.Abs(x - 15.5)) < 8 ? Cross((y - 15.5) / 2, (x - 15.5) / 2) : 0);
        byte[] aside = Features((y, x) => Math.Max(Math.Abs(y - 11.5), Math.Abs(x - 19.5)) < 8 ? Cross((y - 11.5) / 2, (x - 19.5) / 2) : 0);
        byte[] larger = Features((y, x) => Math.Max(Math.Abs(y - 15.5), Math.Abs(x - 15.5)) < 12 ? Cross((y - 15.5) / 3, (x - 15.5) / 3) : 0);
        Assert.Equal(middle, aside);
        Assert.True(Distance(middle, larger) < Distance(middle, Features((y, x) => y is > 12 and < 19 ? 255 : 0)) / 3);
    }

    private static byte[] Features(Func<int, int, int> ink)
    {
        byte[] pixels = [.. Enumerable.Range(0, Side * Side).Select(i => (byte)ink(i / Side, i % Side))];
        byte[] features = new byte[GradientFeatures.Count];
        new GradientFeatures().Compute(pixels, features);
        return features;
    }

    private static int[] Sums(byte[] features, int? column = null) =>
        [.. Enumerable.Range(0, 8).Select(direction => Enumerable.Range(0, 64).Sum(place => column is null || place % 8 == column ? features[(place * 8) + direction] : 0))];

    private static double Distance(byte[] left, byte[] right) => left.Zip(right).Sum(pair => Math.Pow(pair.First - pair.Second, 2));
}
