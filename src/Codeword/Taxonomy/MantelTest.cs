using Codeword.Numerics;

namespace Codeword.Taxonomy;

/// <summary>The outcome of Mantel's test: whether two distances of the same classes go together more than they would by chance.</summary>
/// <param name="Correlation">Pearson's correlation over all pairs of the classes compared; NaN where either distance is the same for all.</param>
/// <param name="P">(1 + permutations that correlate no less)/(1 + permutations), one-sided.</param>
/// <param name="Classes">How many classes were compared: all, or <see cref="MostClasses"/> that were drawn.</param>
public sealed record MantelTest(double Correlation, double P, int Classes)
{
    /// <summary>More classes than these are not compared with each other: as many are drawn.</summary>
    public const int MostClasses = 1_000;

    // Sums in another order differ by their rounding alone.
    private const double Rounding = 1e-10;

    /// <summary>Tests: the classes of one distance change places at random, again and again (Mantel 1967). O(permutations · classes²).</summary>
    /// <param name="classes">How many classes there are, 3 or more.</param>
    /// <param name="first">A distance of two different classes.</param>
    /// <param name="second">Another.</param>
    /// <param name="seed">Names the classes and the permutations that are drawn.</param>
    /// <param name="permutations">How many, 1 or more.</param>
    /// <param name="threads">Threads to work with; 0 = one a processor. The outcome is the same for any number.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer classes or permutations, or threads below 0.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static MantelTest Of(
        int classes, Func<int, int, double> first, Func<int, int, double> second, ulong seed, int permutations = 999, int threads = 0,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 3);
        ArgumentOutOfRangeException.ThrowIfLessThan(permutations, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        int[] rows = [.. Enumerable.Range(0, classes)];
        if (classes > MostClasses)
        {
            new SplitMix64(seed).Shuffle<int>(rows);
            rows = rows[..MostClasses];
        }

        (float[] x, double xLength) = Standardize(rows, first);
        (float[] y, double yLength) = Standardize(rows, second);
        if (xLength == 0 || yLength == 0)
        {
            return new MantelTest(double.NaN, 1, rows.Length);
        }

        double product = Product(x, y, [.. Enumerable.Range(0, rows.Length)]);
        double bound = product - (Rounding * xLength * yLength);
        bool[] isNoLess = new bool[permutations];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, permutations, parallel, i =>
        {
            int[] order = [.. Enumerable.Range(0, rows.Length)];
            SplitMix64.ForPart(seed, (ulong)i).Shuffle<int>(order);
            isNoLess[i] = Product(x, y, order) >= bound;
        });
        return new MantelTest(Math.Clamp(product / xLength / yLength, -1, 1), (1.0 + isNoLess.Count(no => no)) / (1 + permutations), rows.Length);
    }

    // A square table of the distances less their mean, 0 on the diagonal, and √Σ of the squares over the pairs.
    private static (float[] Values, double Length) Standardize(int[] rows, Func<int, int, double> distance)
    {
        int count = rows.Length;
        float[] values = new float[count * count];
        double sum = 0, square = 0;
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++)
            {
                double value = distance(rows[i], rows[j]);
                sum += value;
                values[(i * count) + j] = values[(j * count) + i] = (float)value;
            }
        }

        float mean = (float)(sum / ((double)count * (count - 1) / 2));
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++)
            {
                float value = values[(i * count) + j] - mean;
                square += (double)value * value;
                values[(i * count) + j] = values[(j * count) + i] = value;
            }
        }

        return (values, Math.Sqrt(square));
    }

    // Σ over the pairs, the second distance's classes in another order.
    private static double Product(float[] x, float[] y, int[] order)
    {
        double sum = 0;
        for (int i = 0; i < order.Length; i++)
        {
            ReadOnlySpan<float> own = x.AsSpan(i * order.Length, order.Length), other = y.AsSpan(order[i] * order.Length, order.Length);
            for (int j = i + 1; j < order.Length; j++)
            {
                sum += (double)own[j] * other[order[j]];
            }
        }

        return sum;
    }
}
