using Codeword.Data;
using Codeword.Models;
using Codeword.Storage;

namespace Codeword.Training;

/// <summary>
/// Training rows as the heads see them: transformed, bias included, in compressed rows. Those of an example store lie in scratch files beside it, read and written in order.
/// </summary>
internal sealed class RowMatrix : IDisposable
{
    private readonly LongArray<long> _starts;
    private readonly LongArray<int> _indices;
    private readonly LongArray<float> _values;
    private readonly LongArray<float> _squaredNorms;

    // Makes room for rows that are added one after the other.
    private RowMatrix(int count, long capacity, int columns, string? folder)
    {
        Count = count;
        Columns = columns;
        ScratchFolder = folder;
        _starts = LongArray<long>.Create(count + 1L, folder);
        _indices = LongArray<int>.Create(capacity, folder);
        _values = LongArray<float>.Create(capacity, folder);
        _squaredNorms = LongArray<float>.Create(count, folder);
    }

    /// <summary>How many examples.</summary>
    public int Count { get; }

    /// <summary>Weight rows a head needs: features and the bias.</summary>
    public int Columns { get; }

    /// <summary>Where what grows with the rows goes; null for memory.</summary>
    public string? ScratchFolder { get; }

    /// <summary>Feature indices of a row.</summary>
    public ReadOnlySpan<int> Indices(int row)
    {
        ReadOnlySpan<long> bounds = _starts.Slice(row, 2);
        return _indices.Slice(bounds[0], (int)(bounds[1] - bounds[0]));
    }

    /// <summary>Values of a row.</summary>
    public ReadOnlySpan<float> Values(int row)
    {
        ReadOnlySpan<long> bounds = _starts.Slice(row, 2);
        return _values.Slice(bounds[0], (int)(bounds[1] - bounds[0]));
    }

    /// <summary>‖x‖² of a row.</summary>
    public float SquaredNorm(int row) => _squaredNorms.Slice(row, 1)[0];

    /// <summary>Transforms the examples of a set.</summary>
    public static RowMatrix From(ExampleSet examples, InputTransform transform)
    {
        var rows = new RowMatrix(examples.Count, examples.NonZeros + examples.Count, checked((int)transform.Rows), examples.StoreFolder);
        for (int i = 0; i < examples.Count; i++)
        {
            Features features = examples.Row(i);
            long start = rows.StartOf(i);
            int most = features.Values.Length + 1;
            rows.Close(i, transform.Apply(features, rows._indices.Slice(start, most), rows._values.Slice(start, most)));
        }

        return rows;
    }

    /// <summary>
    /// The same rows with every feature moved to the row, and given the sign, that a repetition's hash names. Features that meet are added, so
    /// that the norms stay those of the vectors the heads see.
    /// </summary>
    public RowMatrix Hashed(InputHash hash)
    {
        var rows = new RowMatrix(Count, StartOf(Count), checked((int)hash.Rows), ScratchFolder);
        ulong[] order = [];
        for (int row = 0; row < Count; row++)
        {
            int length = Indices(row).Length;
            order = order.Length < length ? new ulong[2 * length] : order;
            long start = rows.StartOf(row);
            rows.Close(row, MoveRow(hash, Indices(row), Values(row), order.AsSpan(0, length), rows._indices.Slice(start, length), rows._values.Slice(start, length)));
        }

        return rows;
    }

    /// <summary>Gives scratch files back; the rows may not be used any more.</summary>
    public void Dispose()
    {
        _starts.Dispose();
        _indices.Dispose();
        _values.Dispose();
        _squaredNorms.Dispose();
    }

    private long StartOf(int row) => _starts.Slice(row, 1)[0];

    private void Close(int row, int length)
    {
        Span<long> bounds = _starts.Slice(row, 2);
        bounds[1] = bounds[0] + length;
        float sum = 0;
        foreach (float value in _values.Slice(bounds[0], length))
        {
            sum += value * value;
        }

        _squaredNorms.Slice(row, 1)[0] = sum;
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
