using Codeword.Numerics;

namespace Codeword.Tests.Training.Networks;

/// <summary>Gradients by central differences, and what tests of networks draw.</summary>
internal static class Numeric
{
    /// <summary>On the calling thread.</summary>
    public static ParallelOptions Serial { get; } = new() { MaxDegreeOfParallelism = 1 };

    /// <summary>A matrix of standard normal numbers.</summary>
    public static Matrix Draw(int rows, int columns, ref SplitMix64 random)
    {
        var matrix = new Matrix(rows, columns);
        foreach (ref float value in matrix.Span)
        {
            value = random.NextGaussian();
        }

        return matrix;
    }

    /// <summary>Σ rᵢ·yᵢ: a loss whose gradient by y is r.</summary>
    public static double Weighted(Matrix outputs, Matrix factors)
    {
        double sum = 0;
        for (int i = 0; i < outputs.Span.Length; i++)
        {
            sum += (double)outputs.Data[i] * factors.Data[i];
        }

        return sum;
    }

    /// <summary>The gradient of a loss by numbers that it reads afresh each time; they are left as they were.</summary>
    public static double[] Gradient(Span<float> values, Func<double> loss, float step = 1e-2f)
    {
        double[] gradient = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            float own = values[i];
            (float above, float below) = (own + step, own - step);
            values[i] = above;
            double right = loss();
            values[i] = below;
            double left = loss();
            values[i] = own;
            gradient[i] = (right - left) / ((double)above - below);
        }

        return gradient;
    }

    /// <summary>Fails unless a gradient is what central differences give.</summary>
    public static void AssertGradient(Span<float> values, ReadOnlySpan<float> gradient, Func<double> loss, float step = 1e-2f, double tolerance = 2e-3)
    {
        AssertClose(Gradient(values, loss, step), gradient, tolerance);
        Assert.Contains(gradient.ToArray(), value => value != 0);
    }

    /// <summary>Fails unless all are within the tolerance, relative to the largest of those expected.</summary>
    public static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = 1e-3;
        foreach (double value in expected)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance * largest))
            {
                Assert.Fail($"Found {actual[i]} at {i}; expected {expected[i]}.");
            }
        }
    }
}
