namespace Codeword.Cli.Datasets;

/// <summary>An image of a character, 32 rows of 32 pixels on endless paper.</summary>
internal static class GlyphImage
{
    private const int Side = 32;

    /// <summary>The ink between four pixels.</summary>
    public static double Interpolate(ReadOnlySpan<byte> pixels, double y, double x)
    {
        int top = (int)Math.Floor(y), left = (int)Math.Floor(x);
        double down = y - top, right = x - left;
        return ((1 - down) * (((1 - right) * Pixel(pixels, top, left)) + (right * Pixel(pixels, top, left + 1))))
            + (down * (((1 - right) * Pixel(pixels, top + 1, left)) + (right * Pixel(pixels, top + 1, left + 1))));
    }

    /// <summary>The ink of a pixel; 0 beyond the image.</summary>
    public static double Pixel(ReadOnlySpan<byte> pixels, int y, int x) => y is >= 0 and < Side && x is >= 0 and < Side ? pixels[(y * Side) + x] : 0;
}
