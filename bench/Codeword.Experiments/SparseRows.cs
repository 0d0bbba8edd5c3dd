using Codeword.Data;
using Codeword.Models;
using Codeword.Numerics;
using Codeword.Training.Networks;

namespace Codeword.Experiments;

/// <summary>Examples as a network's input transform gives them, less their mean, which is kept apart so that zeros stay zeros.</summary>
internal sealed class SparseRows
{
    private readonly int[][] _indices;
    private readonly float[][] _values;
    private readonly float[] _mean;

    public SparseRows(ExampleSet examples, InputTransform transform)
    {
        Columns = checked((int)transform.Rows);
        (_indices, _values) = (new int[examples.Count][], new float[examples.Count][]);
        int[] indices = new int[HeadReader.MostFeatures];
        float[] values = new float[HeadReader.MostFeatures];
        double[] sums = new double[Columns];
        for (int row = 0; row < examples.Count; row++)
        {
            int count = transform.Apply(examples.Row(row), indices, values);
            (_indices[row], _values[row]) = (indices[..count], values[..count]);
            for (int i = 0; i < count; i++)
            {
                sums[indices[i]] += values[i];
            }
        }

        _mean = [.. sums.Select(sum => (float)(sum / examples.Count))];
    }

    public int Count => _indices.Length;

    public int Columns { get; }

    /// <summary>What the network of these options reads of the examples.</summary>
    public static InputTransform TransformOf(ExampleSet examples, Training.NetworkOptions options) => NetworkBuilder.TransformOf(examples, options);

    /// <summary>Gaussian projections of rows less the database's mean.</summary>
    public static RealFeatures Random(SparseRows database, SparseRows queries, int bits, ulong seed)
    {
        Matrix axes = Rotation.Gaussian(database.Columns, bits, seed);
        (Matrix own, Matrix others) = (new(database.Count, bits), new(queries.Count, bits));
        database.Multiply(axes, own);
        queries.MultiplyLike(database, axes, others);
        return new RealFeatures(bits, own.Data, others.Data);
    }

    /// <summary>(A − 1·μᵀ)·X.</summary>
    public void Multiply(Matrix x, Matrix into) => MultiplyLike(this, x, into);

    /// <summary>(A − 1·μᵀ)·X with the mean of other rows.</summary>
    public void MultiplyLike(SparseRows other, Matrix x, Matrix into)
    {
        float[] shift = new float[x.Columns];
        for (int column = 0; column < Columns; column++)
        {
            VectorMath.MultiplyAdd(-other._mean[column], x.Row(column), shift);
        }

        for (int row = 0; row < Count; row++)
        {
            shift.CopyTo(into.Row(row));
            for (int i = 0; i < _indices[row].Length; i++)
            {
                VectorMath.MultiplyAdd(_values[row][i], x.Row(_indices[row][i]), into.Row(row));
            }
        }
    }

    /// <summary>(A − 1·μᵀ)ᵀ·Y.</summary>
    public void MultiplyTransposed(Matrix y, Matrix into)
    {
        into.Span.Clear();
        float[] sum = new float[y.Columns];
        for (int row = 0; row < Count; row++)
        {
            VectorMath.MultiplyAdd(1, y.Row(row), sum);
            for (int i = 0; i < _indices[row].Length; i++)
            {
                VectorMath.MultiplyAdd(_values[row][i], y.Row(row), into.Row(_indices[row][i]));
            }
        }

        for (int column = 0; column < Columns; column++)
        {
            VectorMath.MultiplyAdd(-_mean[column], sum, into.Row(column));
        }
    }
}
