namespace Codeword.Training.Networks;

/// <summary>Each feature less its mean, divided by its standard deviation, both of the training rows; a constant feature becomes 0.</summary>
internal sealed class Standardization
{
    private readonly float[] _zeros;

    private Standardization(float[] means, float[] inverseDeviations)
    {
        (Means, InverseDeviations) = (means, inverseDeviations);
        _zeros = [.. means.Zip(inverseDeviations, (mean, inverse) => -mean * inverse)];
    }

    /// <summary>d.</summary>
    public int Count => Means.Length;

    /// <summary>Means.</summary>
    public float[] Means { get; }

    /// <summary>1/σ; 0 for a constant feature.</summary>
    public float[] InverseDeviations { get; }

    /// <summary>Leaves features as they are.</summary>
    public static Standardization None(int features)
    {
        float[] ones = new float[features];
        Array.Fill(ones, 1);
        return new Standardization(new float[features], ones);
    }

    /// <summary>Measures the features of rows whose last column is the bias.</summary>
    public static Standardization Of(RowMatrix rows)
    {
        double[] sums = new double[rows.Columns], squares = new double[rows.Columns];
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<int> indices = rows.Indices(row);
            ReadOnlySpan<float> values = rows.Values(row);
            for (int i = 0; i < indices.Length; i++)
            {
                sums[indices[i]] += values[i];
                squares[indices[i]] += (double)values[i] * values[i];
            }
        }

        float[] means = new float[rows.Columns - 1], inverses = new float[means.Length];
        for (int feature = 0; feature < means.Length; feature++)
        {
            double mean = sums[feature] / rows.Count;
            double variance = (squares[feature] / rows.Count) - (mean * mean);
            means[feature] = (float)mean;
            inverses[feature] = variance > 1e-12 * (mean * mean) && variance > 1e-30 ? (float)(1 / Math.Sqrt(variance)) : 0;
        }

        return new Standardization(means, inverses);
    }

    /// <summary>Writes a row, standardised, into d elements; what lies beyond d, the bias, is left out.</summary>
    public void Apply(ReadOnlySpan<int> indices, ReadOnlySpan<float> values, Span<float> output)
    {
        _zeros.CopyTo(output);
        for (int i = 0; i < indices.Length; i++)
        {
            int feature = indices[i];
            if (feature < output.Length)
            {
                output[feature] = (values[i] - Means[feature]) * InverseDeviations[feature];
            }
        }
    }
}
