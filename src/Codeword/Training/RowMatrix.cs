using Codeword.Data;
using Codeword.Models;

namespace Codeword.Training;

/// <summary>Training rows as the heads see them: transformed, bias included, in compressed rows.</summary>
internal sealed class RowMatrix
{
    private readonly long[] _starts;
    private readonly int[] _indices;
    private readonly float[] _values;

    private RowMatrix(long[] starts, int[] indices, float[] values, int columns)
    {
        _starts = starts;
        _indices = indices;
        _values = values;
        Columns = columns;
        SquaredNorms = new float[starts.Length - 1];
        for (int i = 0; i < SquaredNorms.Length; i++)
        {
            float sum = 0;
            foreach (float value in Values(i))
            {
                sum += value * value;
            }

            SquaredNorms[i] = sum;
        }
    }

    /// <summary>How many examples.</summary>
    public int Count => SquaredNorms.Length;

    /// <summary>Weight rows a head needs: features and the bias.</summary>
    public int Columns { get; }

    /// <summary>‖x‖² of each row.</summary>
    public float[] SquaredNorms { get; }

    /// <summary>Feature indices of a row.</summary>
    public ReadOnlySpan<int> Indices(int row) => _indices.AsSpan((int)_starts[row], (int)(_starts[row + 1] - _starts[row]));

    /// <summary>Values of a row.</summary>
    public ReadOnlySpan<float> Values(int row) => _values.AsSpan((int)_starts[row], (int)(_starts[row + 1] - _starts[row]));

    /// <summary>Transforms the examples of a set.</summary>
    public static RowMatrix From(ExampleSet examples, InputTransform transform)
    {
        long capacity = examples.NonZeros + examples.Count;
        int[] indices = new int[capacity];
        float[] values = new float[capacity];
        long[] starts = new long[examples.Count + 1];
        int end = 0;
        for (int i = 0; i < examples.Count; i++)
        {
            end += transform.Apply(examples.Row(i), indices.AsSpan(end), values.AsSpan(end));
            starts[i + 1] = end;
        }

        return new RowMatrix(starts, indices[..end], values[..end], checked((int)transform.Rows));
    }

    /// <summary>The same rows with every feature moved to the row, and given the sign, that a repetition's hash names.</summary>
    public RowMatrix Hashed(InputHash hash)
    {
        int[] indices = new int[_indices.Length];
        float[] values = new float[_values.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = hash.Place(_indices[i], out float sign);
            values[i] = sign * _values[i];
        }

        return new RowMatrix(_starts, indices, values, checked((int)hash.Rows));
    }
}
