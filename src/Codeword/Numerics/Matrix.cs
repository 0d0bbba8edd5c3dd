namespace Codeword.Numerics;

/// <summary>A matrix of float32 in row order that can be given fewer or more rows without new memory each time.</summary>
internal sealed class Matrix
{
    /// <summary>A matrix of zeros.</summary>
    public Matrix(int rows, int columns)
    {
        (Rows, Columns) = (rows, columns);
        Data = new float[checked(rows * columns)];
    }

    /// <summary>How many rows are in use.</summary>
    public int Rows { get; private set; }

    /// <summary>Elements of a row.</summary>
    public int Columns { get; }

    /// <summary>The elements, row after row; there may be more than are in use.</summary>
    public float[] Data { get; private set; }

    /// <summary>The elements in use.</summary>
    public Span<float> Span => Data.AsSpan(0, Rows * Columns);

    /// <summary>One row.</summary>
    public Span<float> Row(int row) => Data.AsSpan(row * Columns, Columns);

    /// <summary>Uses this many rows from now on; what they hold is left from before.</summary>
    public void Resize(int rows)
    {
        if (Data.Length < checked(rows * Columns))
        {
            Data = new float[rows * Columns];
        }

        Rows = rows;
    }
}
