using Codeword.Models;
using Codeword.Numerics;

namespace Codeword.Taxonomy;

/// <summary>
/// K classes as rows of d real numbers, each scaled to length 1 (a row of zeros stays as it is), so that half the squared distance of two rows is their cosine
/// distance: what the taxonomy of codes is compared with. Immutable.
/// </summary>
public sealed class ClassRows
{
    private readonly float[] _values;

    /// <summary>Rows as they are given.</summary>
    /// <param name="values">K·d finite numbers, row after row; copied.</param>
    /// <param name="count">K, 1 or more.</param>
    /// <exception cref="ArgumentException">The numbers do not make K rows of 1 number or more, or one is not finite.</exception>
    public ClassRows(ReadOnlySpan<float> values, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (values.IsEmpty || values.Length % count != 0)
        {
            throw new ArgumentException($"Found {values.Length} values; expected as many for each of {count} rows.", nameof(values));
        }

        (Count, Length, _values) = (count, values.Length / count, values.ToArray());
        for (int i = 0; i < count; i++)
        {
            Normalize(_values.AsSpan(i * Length, Length), i);
        }
    }

    /// <summary>K.</summary>
    public int Count { get; }

    /// <summary>d.</summary>
    public int Length { get; }

    /// <summary>One row, of length 1 or 0.</summary>
    public ReadOnlySpan<float> this[int row] => _values.AsSpan(row * Length, Length);

    /// <summary>The weights of each class of a model that has one output a class and an encoder: its softmax head's, without the constants.</summary>
    /// <exception cref="ArgumentException">The model's classes have other digits than an output each, or there is no encoder.</exception>
    public static ClassRows Of(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Heads is not { Encoder: not null, Groups: [{ Weights: var weights }] } || model.Codebook is not { Length: 1, Columns: [{ Kind: "identity" }] })
        {
            throw new ArgumentException($"A model of the method {model.Info.Method} has no row of real numbers a class; one of the method softmax has.", nameof(model));
        }

        int length = (int)weights.Rows - 1, classes = weights.Columns;
        float[] values = new float[checked(classes * length)];
        float[] outputs = new float[classes];
        for (int feature = 0; feature < length; feature++)
        {
            Array.Clear(outputs);
            weights.AddRow(1, feature, outputs);
            for (int i = 0; i < classes; i++)
            {
                values[(i * length) + feature] = outputs[i];
            }
        }

        return new ClassRows(values, classes);
    }

    /// <summary>1 − the cosine of the angle between two rows, 0 to 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public double Distance(int first, int second) => Math.Clamp(1 - (double)VectorMath.Dot(this[first], this[second]), 0, 2);

    private static void Normalize(Span<float> row, int index)
    {
        double square = 0;
        foreach (float value in row)
        {
            square += float.IsFinite(value) ? (double)value * value : throw new ArgumentException($"Row {index} has a value that is no finite number.", nameof(row));
        }

        if (square > 0)
        {
            double scale = 1 / Math.Sqrt(square);
            foreach (ref float value in row)
            {
                value = (float)(value * scale);
            }
        }
    }
}
