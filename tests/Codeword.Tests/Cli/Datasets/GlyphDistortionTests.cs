using Codeword.Cli.Datasets;
using Codeword.Numerics;

namespace Codeword.Tests.Cli.Datasets;

public sealed class GlyphDistortionTests
{
    private const int Side = 32;

    [Fact]
    public void EmptyPaperStaysEmpty() => Assert.All(Distort(new byte[GlyphPack.Pixels], 1), pixel => Assert.Equal(0, pixel));

    [Fact]
    public void TheSameStateDistortsAlikeAndAnotherInAnotherWay()
    {
        Assert.Equal(Distort(Square(), 1), Distort(Square(), 1));
        Assert.NotEqual(Distort(Square(), 1), Distort(Square(), 2));
        Assert.NotEqual(Square(), Distort(Square(), 1));
    }

    [Fact]
    public void ACharacterStaysAboutWhereAndWhatItWas()
    {
        for (ulong seed = 1; seed <= 50; seed++)
        {
            byte[] before = Square(), after = Distort(before, seed);
            (double X, double Y, double Ink) from = Moments(before), to = Moments(after);
            Assert.InRange(to.X, from.X - 4, from.X + 4);
            Assert.InRange(to.Y, from.Y - 4, from.Y + 4);
            Assert.InRange(to.Ink / from.Ink, 0.5, 1.6);
        }
    }

    [Fact]
    public void StrokesBecomeThinnerAsOftenAsThicker()
    {
        double ink = Moments(Square()).Ink;
        int thicker = Enumerable.Range(1, 200).Count(seed => Moments(Distort(Square(), (ulong)seed)).Ink > ink);
        Assert.InRange(thicker, 70, 130);
    }

    private static byte[] Distort(byte[] pixels, ulong seed)
    {
        byte[] distorted = new byte[GlyphPack.Pixels];
        var random = new SplitMix64(seed);
        new GlyphDistortion().Apply(pixels, distorted, ref random);
        return distorted;
    }

    // A filled square of 16 pixels.
    private static byte[] Square() =>
        [.. Enumerable.Range(0, GlyphPack.Pixels).Select(place => (byte)(place % Side is >= 8 and < 24 && place / Side is >= 8 and < 24 ? 255 : 0))];

    private static (double X, double Y, double Ink) Moments(byte[] pixels)
    {
        double ink = pixels.Sum(pixel => (double)pixel);
        return (pixels.Select((pixel, place) => pixel * (place % Side) / ink).Sum(), pixels.Select((pixel, place) => pixel * (place / Side) / ink).Sum(), ink);
    }
}
