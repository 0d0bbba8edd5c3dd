using Codeword.Numerics;

namespace Codeword.Cli.Datasets;

/// <summary>
/// A character as another hand might draw it: turned, slanted and stretched a little, its places displaced by a smooth random field (elastic distortion: Simard, Steinkraus and
/// Platt 2003, Best practices for convolutional neural networks applied to visual document analysis), its strokes thinned or thickened.
/// </summary>
internal sealed class GlyphDistortion
{
    private const int Side = 32;
    private const int Knots = 5;                    // The field is drawn at 5 × 5 places and smooth between them.
    private const double Turn = 0.07;               // Standard deviations: radians,
    private const double Slant = 0.12;              // columns a row,
    private const double Stretch = 0.08;            // natural logarithm of the ratio of the sides,
    private const double Displacement = 1.3;        // pixels.

    private readonly double[] _fieldX = new double[Knots * Knots];
    private readonly double[] _fieldY = new double[Knots * Knots];
    private readonly byte[] _moved = new byte[Side * Side];

    /// <summary>Distorts an image.</summary>
    /// <param name="pixels">32 rows of 32, 0 paper to 255 ink.</param>
    /// <param name="distorted">Receives as many.</param>
    /// <param name="random">Decides how.</param>
    public void Apply(ReadOnlySpan<byte> pixels, Span<byte> distorted, ref SplitMix64 random)
    {
        double turn = Turn * random.NextGaussian(), slant = Slant * random.NextGaussian(), stretch = Math.Exp(Stretch * random.NextGaussian());
        for (int knot = 0; knot < _fieldX.Length; knot++)
        {
            _fieldX[knot] = Displacement * random.NextGaussian();
            _fieldY[knot] = Displacement * random.NextGaussian();
        }

        const double Middle = (Side - 1) / 2.0;
        (double sine, double cosine) = Math.SinCos(turn);
        for (int place = 0; place < _moved.Length; place++)
        {
            double x = ((place % Side) - Middle) * stretch, y = ((place / Side) - Middle) / stretch;
            x += slant * y;
            double fromX = Middle + (cosine * x) - (sine * y) + Field(_fieldX, place), fromY = Middle + (sine * x) + (cosine * y) + Field(_fieldY, place);
            _moved[place] = (byte)Math.Round(GlyphImage.Interpolate(pixels, fromY, fromX));
        }

        Weigh(distorted, (2 * random.NextDouble()) - 1);
    }

    // Between the image and what is darkest, or lightest, of it and its four neighbours.
    private void Weigh(Span<byte> distorted, double weight)
    {
        for (int place = 0; place < _moved.Length; place++)
        {
            int y = place / Side, x = place % Side;
            ReadOnlySpan<double> around =
                [_moved[place], GlyphImage.Pixel(_moved, y - 1, x), GlyphImage.Pixel(_moved, y + 1, x), GlyphImage.Pixel(_moved, y, x - 1), GlyphImage.Pixel(_moved, y, x + 1)];
            double end = around[0];
            foreach (double neighbour in around)
            {
                end = weight > 0 ? Math.Max(end, neighbour) : Math.Min(end, neighbour);
            }

            distorted[place] = (byte)Math.Round(around[0] + (Math.Abs(weight) * (end - around[0])));
        }
    }

    // Smooth between the four knots around a place: their values meet with a slope of 0.
    private static double Field(double[] knots, int place)
    {
        const double Step = (Side - 1) / (double)(Knots - 1);
        double x = place % Side / Step, y = place / Side / Step;
        int left = Math.Min((int)x, Knots - 2), top = Math.Min((int)y, Knots - 2);
        double right = Ease(x - left), down = Ease(y - top);
        int at = (top * Knots) + left;
        return ((1 - down) * (((1 - right) * knots[at]) + (right * knots[at + 1]))) + (down * (((1 - right) * knots[at + Knots]) + (right * knots[at + Knots + 1])));
    }

    private static double Ease(double share) => share * share * (3 - (2 * share));
}
