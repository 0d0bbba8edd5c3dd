namespace Codeword.Cli.Datasets;

/// <summary>
/// What strokes run where: the image is centred and scaled by its moments, the gradient of each pixel is shared between the two nearest of eight
/// directions, and each direction's plane is blurred and sampled on a grid of 8 × 8, as is usual for handwritten characters (Liu, Nakashima, Sako and
/// Fujisawa 2003, Handwritten digit recognition: benchmarking of state-of-the-art techniques, sections 3 and 4). Square roots even the strokes' weight out.
/// </summary>
internal sealed class GradientFeatures
{
    /// <summary>Features of an image: 8 × 8 places of 8 directions each.</summary>
    public const int Count = Grid * Grid * Directions;

    private const int Side = 32;
    private const int Grid = 8;
    private const int Directions = 8;
    private const double Extent = 4.2;              // Deviations of the ink that the image's side stands for.
    private const int Reach = 5;                    // Pixels around a place that count for it.
    private const double Blur = 2;                  // Standard deviation of that, in pixels.
    private const double FeatureScale = 40;         // So that the largest features come near 255.

    private readonly double[] _image = new double[Side * Side];
    private readonly double[] _planes = new double[Directions * Side * Side];
    private readonly double[] _weights = new double[2 * Reach];

    public GradientFeatures()
    {
        for (int i = 0; i < _weights.Length; i++)
        {
            double distance = i - Reach + 0.5;
            _weights[i] = Math.Exp(-distance * distance / (2 * Blur * Blur));
        }
    }

    /// <summary>Computes the features of an image.</summary>
    /// <param name="pixels">32 rows of 32, 0 paper to 255 ink.</param>
    /// <param name="features">Receives <see cref="Count"/> bytes: rows of places, each with its directions.</param>
    public void Compute(ReadOnlySpan<byte> pixels, Span<byte> features)
    {
        Normalize(pixels);
        FillPlanes();
        for (int place = 0; place < Grid * Grid; place++)
        {
            // Places lie in the middle of cells of 4 × 4 pixels.
            int top = ((place / Grid) * (Side / Grid)) + (Side / Grid / 2) - Reach, left = ((place % Grid) * (Side / Grid)) + (Side / Grid / 2) - Reach;
            for (int direction = 0; direction < Directions; direction++)
            {
                double value = FeatureScale * Math.Sqrt(Sample(direction * Side * Side, top, left));
                features[(place * Directions) + direction] = (byte)Math.Min(255, Math.Round(value));
            }
        }
    }

    private double Sample(int plane, int top, int left)
    {
        double sum = 0;
        for (int y = Math.Max(0, top); y < Math.Min(Side, top + (2 * Reach)); y++)
        {
            double line = 0;
            for (int x = Math.Max(0, left); x < Math.Min(Side, left + (2 * Reach)); x++)
            {
                line += _weights[x - left] * _planes[plane + (y * Side) + x];
            }

            sum += _weights[y - top] * line;
        }

        return sum;
    }

    private void FillPlanes()
    {
        Array.Clear(_planes);
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                double right = At(y - 1, x + 1) + (2 * At(y, x + 1)) + At(y + 1, x + 1) - At(y - 1, x - 1) - (2 * At(y, x - 1)) - At(y + 1, x - 1);
                double down = At(y + 1, x - 1) + (2 * At(y + 1, x)) + At(y + 1, x + 1) - At(y - 1, x - 1) - (2 * At(y - 1, x)) - At(y - 1, x + 1);
                double length = Math.Sqrt((right * right) + (down * down));
                if (length == 0)
                {
                    continue;
                }

                double turn = ((Math.Atan2(down, right) / (2 * Math.PI)) + 1) * Directions;
                int first = (int)turn;
                double share = turn - first;
                int at = (y * Side) + x;
                _planes[(first % Directions * Side * Side) + at] += (1 - share) * length;
                _planes[((first + 1) % Directions * Side * Side) + at] += share * length;
            }
        }
    }

    private double At(int y, int x) => y is >= 0 and < Side && x is >= 0 and < Side ? _image[(y * Side) + x] : 0;

    // The centre of gravity goes to the middle, and Extent deviations fill the side.
    private void Normalize(ReadOnlySpan<byte> pixels)
    {
        double mass = 0, meanX = 0, meanY = 0, varianceX = 0, varianceY = 0;
        for (int i = 0; i < pixels.Length; i++)
        {
            mass += pixels[i];
            meanX += pixels[i] * (i % Side);
            meanY += pixels[i] * (i / Side);
        }

        if (mass == 0)
        {
            Array.Clear(_image);
            return;
        }

        (meanX, meanY) = (meanX / mass, meanY / mass);
        for (int i = 0; i < pixels.Length; i++)
        {
            double x = (i % Side) - meanX, y = (i / Side) - meanY;
            varianceX += pixels[i] * x * x;
            varianceY += pixels[i] * y * y;
        }

        // Flat characters stay flat, but not as much: the ratio of the sides is halved.
        double width = Math.Sqrt(varianceX / mass), height = Math.Sqrt(varianceY / mass), larger = Math.Max(Math.Max(width, height), 1);
        double scaleX = Extent * Math.Sqrt(Math.Max(width, larger / 8) * larger) / Side, scaleY = Extent * Math.Sqrt(Math.Max(height, larger / 8) * larger) / Side;
        for (int i = 0; i < _image.Length; i++)
        {
            double x = meanX + (((i % Side) - ((Side - 1) / 2.0)) * scaleX), y = meanY + (((i / Side) - ((Side - 1) / 2.0)) * scaleY);
            _image[i] = GlyphImage.Interpolate(pixels, y, x) / 255;
        }
    }
}
