using System.Globalization;
using System.Text;
using Codeword.Data;
using Codeword.Numerics;
using Codeword.Tests.Data;

namespace Codeword.Tests.Training;

/// <summary>Data without zeros that can be learnt: each class is a point, each row its class's point and noise, features far from 0 and of different sizes.</summary>
internal static class DenseProblem
{
    public static ExampleSource Source(int rows, ulong seed, int features = 16, int classes = Synthetic.Classes) =>
        Rows.Source(new LibsvmFormat { IndexBase = IndexBase.Zero }, Lines(rows, seed, features, classes));

    public static string Lines(int rows, ulong seed, int features = 16, int classes = Synthetic.Classes)
    {
        var points = new SplitMix64(77);
        float[] centres = [.. Enumerable.Range(0, classes * features).Select(_ => points.NextGaussian())];
        var random = SplitMix64.ForPart(seed, 98);
        var lines = new StringBuilder();
        for (int row = 0; row < rows; row++)
        {
            int own = row < classes ? row : random.NextIndex(classes);   // Each class stands once, in order.
            lines.Append(CultureInfo.InvariantCulture, $"c{own}");
            for (int j = 0; j < features; j++)
            {
                float value = centres[(own * features) + j] + (0.4f * random.NextGaussian());
                lines.Append(CultureInfo.InvariantCulture, $" {j}:{(10 * j) + 20 + ((1 + (j % 3)) * value)}");
            }

            lines.Append('\n');
        }

        return lines.ToString();
    }
}
