using System.Numerics.Tensors;

namespace Codeword.Models;

/// <summary>
/// The 16 values that weights of 4 bits take before they are scaled: found by Lloyd's rule (k-means on a line) for the weights of a matrix, each divided by the
/// largest of its run. Weights of linear heads are mostly small with a few large ones; equal steps would spend most levels where there is nothing.
/// </summary>
internal static class WeightLevels
{
    /// <summary>How many levels there are.</summary>
    public const int Count = 16;

    private const int Bins = 4096;
    private const int Rounds = 200;

    // Magnitudes are counted by their exponent and the seven highest bits of their fraction.
    private const int LowBits = 16;
    private const int MagnitudeBins = 1 << (31 - LowBits);
    private const long MostRows = 1 << 16;

    /// <summary>The levels for a matrix's weights, ascending, in [−1, 1]; one of them is 0.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="run">Columns that share a scale.</param>
    public static float[] Of(WeightMatrix weights, int run)
    {
        long[] histogram = Histogram(weights, run);
        double[] levels = [.. Enumerable.Range(0, Count).Select(i => ((2.0 * i) - Count) / Count)];
        double[] values = [.. Enumerable.Range(0, Bins).Select(bin => ((2.0 * bin) + 1 - Bins) / Bins)];
        Improve(levels, histogram, values);

        // Weights that are 0 must stay so: features that say nothing of a bucket.
        int zero = Enumerable.Range(0, Count).MinBy(i => Math.Abs(levels[i]));
        levels[zero] = 0;
        return [.. levels.Select(level => (float)level)];
    }

    /// <summary>
    /// The levels for the weights of a threshold's magnitude and more, as they are: 7 below 0, 0, and 8 above. Signs are served apart, since the few negative weights
    /// matter more than their squares say.
    /// </summary>
    public static float[] OfLarge(WeightMatrix weights, float threshold)
    {
        var positive = new (long Count, double Sum)[MagnitudeBins];
        var negative = new (long Count, double Sum)[MagnitudeBins];
        foreach (float[] block in weights.Blocks)
        {
            foreach (float weight in block)
            {
                if (weight != 0 && MathF.Abs(weight) >= threshold)
                {
                    ref (long Count, double Sum) bin = ref (weight > 0 ? positive : negative)[BitConverter.SingleToInt32Bits(MathF.Abs(weight)) >> LowBits];
                    bin.Count++;
                    bin.Sum += MathF.Abs(weight);
                }
            }
        }

        return [.. OfMagnitudes(negative, (Count / 2) - 1).Reverse().Select(level => -level), 0, .. OfMagnitudes(positive, Count / 2)];
    }

    /// <summary>The place of the level nearest to a value.</summary>
    public static int Nearest(ReadOnlySpan<float> levels, float value)
    {
        int level = 0;
        while (level < levels.Length - 1 && value > (levels[level] + levels[level + 1]) / 2)
        {
            level++;
        }

        return level;
    }

    // From equal shares of the weights; levels that have none to themselves repeat the highest.
    private static IEnumerable<float> OfMagnitudes((long Count, double Sum)[] histogram, int count)
    {
        (long Count, double Sum)[] bins = [.. histogram.Where(bin => bin.Count > 0)];
        double[] values = [.. bins.Select(bin => bin.Sum / bin.Count)];
        long[] counts = [.. bins.Select(bin => bin.Count)];
        double total = counts.Sum(), sum = 0;
        double[] levels = new double[count];
        for (int bin = 0, level = 0; bin < bins.Length; bin++)
        {
            for (sum += counts[bin]; level < count && sum >= (level + 0.5) / count * total; level++)
            {
                levels[level] = values[bin];
            }
        }

        Improve(levels, counts, values);
        return levels.Select(level => (float)level);
    }

    // Lloyd's rule: each level moves to the mean of the values that it is nearest to.
    private static void Improve(double[] levels, long[] histogram, double[] values)
    {
        for (int round = 0; round < Rounds; round++)
        {
            double[] sums = new double[levels.Length];
            long[] counts = new long[levels.Length];
            for (int bin = 0, level = 0; bin < values.Length; bin++)
            {
                while (level < levels.Length - 1 && values[bin] > (levels[level] + levels[level + 1]) / 2)
                {
                    level++;
                }

                sums[level] += histogram[bin] * values[bin];
                counts[level] += histogram[bin];
            }

            for (int i = 0; i < levels.Length; i++)
            {
                levels[i] = counts[i] > 0 ? sums[i] / counts[i] : levels[i];
            }
        }
    }

    private static long[] Histogram(WeightMatrix weights, int run)
    {
        long[] histogram = new long[Bins];
        long step = Math.Max(1, weights.Rows / MostRows);
        for (long row = 0; row < weights.Rows; row += step)
        {
            ReadOnlySpan<float> own = weights.Row(row);
            for (int first = 0; first < own.Length; first += run)
            {
                ReadOnlySpan<float> part = own.Slice(first, Math.Min(run, own.Length - first));
                float largest = MathF.Abs(TensorPrimitives.MaxMagnitude(part));
                foreach (float weight in part)
                {
                    if (weight != 0)
                    {
                        histogram[Math.Min(Bins - 1, (int)(((weight / largest) + 1) / 2 * Bins))]++;
                    }
                }
            }
        }

        return histogram;
    }
}
