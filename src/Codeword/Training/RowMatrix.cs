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

        // Most often every value is kept, and nothing is copied.
        Array.Resize(ref indices, end);
        Array.Resize(ref values, end);
        return new RowMatrix(starts, indices, values, checked((int)transform.Rows));
    }

    /// <summary>
    /// The same rows with every feature moved to the row, and given the sign, that a repetition's hash names. Features that meet are added, so
    /// that the norms stay those of the vectors the heads see.
    /// </summary>
    public RowMatrix Hashed(InputHash hash)
    {
        long[] starts = new long[_starts.Length];
        int[] indices = new int[_indices.Length];
        float[] values = new float[_values.Length];
        ulong[] order = [];
        int end = 0;
        for (int row = 0; row < Count; row++)
        {
            int length = Indices(row).Length;
            order = order.Length < length ? new ulong[2 * length] : order;
            end += MoveRow(hash, Indices(row), Values(row), order.AsSpan(0, length), indices.AsSpan(end), values.AsSpan(end));
            starts[row + 1] = end;
        }

        return new RowMatrix(starts, indices[..end], values[..end], checked((int)hash.Rows));
    }

    // Sorted by place, then by position, which fixes the order in which features that meet are added.
    private static int MoveRow(
        InputHash hash, ReadOnlySpan<int> features, ReadOnlySpan<float> amounts, Span<ulong> order, Span<int> indices, Span<float> values)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = ((ulong)hash.Place(features[i], out _) << 32) | (uint)i;
        }

        order.Sort();
        int count = 0;
        foreach (ulong entry in order)
        {
            int position = (int)(entry & uint.MaxValue);
            int place = hash.Place(features[position], out float sign);
            if (count > 0 && indices[count - 1] == place)
            {
                values[count - 1] += sign * amounts[position];
            }
            else
            {
                (indices[count], values[count]) = (place, sign * amounts[position]);
                count++;
            }
        }

        return count;
    }
}
