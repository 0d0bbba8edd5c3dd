using Codeword.Data;
using Codeword.Numerics;

namespace Codeword.Evaluation;

/// <summary>Real-valued features of instances with their labels. Immutable; compared by cosine, so that lengths do not matter.</summary>
public sealed class LabelledVectors
{
    /// <summary>Takes vectors.</summary>
    /// <param name="dimensions">d, numbers a vector, 1 or more.</param>
    /// <param name="values">d numbers a vector, vector after vector. They are copied.</param>
    /// <param name="labels">The label of each vector.</param>
    /// <exception cref="ArgumentException">There are not d values a label, or one is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no dimensions.</exception>
    public LabelledVectors(int dimensions, ReadOnlySpan<float> values, IReadOnlyList<LabelId> labels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentNullException.ThrowIfNull(labels);
        if (values.Length != (long)labels.Count * dimensions)
        {
            throw new ArgumentException($"Found {values.Length} values; expected {(long)labels.Count * dimensions}, {dimensions} a vector.", nameof(values));
        }

        Units = new Matrix(labels.Count, dimensions);
        for (int i = 0; i < labels.Count; i++)
        {
            Scale(values.Slice(i * dimensions, dimensions), Units.Row(i));
        }

        Labels = labels;
    }

    /// <summary>The label of each vector.</summary>
    public IReadOnlyList<LabelId> Labels { get; }

    /// <summary>d.</summary>
    public int Dimensions => Units.Columns;

    /// <summary>The vectors scaled to length 1; those of zeros stay zeros.</summary>
    internal Matrix Units { get; }

    private static void Scale(ReadOnlySpan<float> values, Span<float> unit)
    {
        double squares = 0;
        foreach (float value in values)
        {
            squares += (double)value * value;
        }

        if (!double.IsFinite(squares))
        {
            throw new ArgumentException("A value is infinite or no number; expected finite ones.", nameof(values));
        }

        double factor = squares > 0 ? 1 / Math.Sqrt(squares) : 0;
        for (int j = 0; j < values.Length; j++)
        {
            unit[j] = (float)(factor * values[j]);
        }
    }
}
