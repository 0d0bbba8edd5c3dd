using Codeword.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Codeword.Experiments;

/// <summary>
/// Codes that need no labels: signs of random projections (Charikar 2002), and of principal components rotated to lie near the corners of the cube (ITQ, Gong and Lazebnik 2011).
/// </summary>
internal static class Rotation
{
    private const int Rounds = 50;

    public static ParallelOptions Serial { get; } = new() { MaxDegreeOfParallelism = 1 };

    /// <summary>Gaussian projections of features.</summary>
    public static RealFeatures Random(RealFeatures features, int bits, ulong seed)
    {
        Matrix axes = Gaussian(features.Width, bits, seed);
        return new RealFeatures(bits, Multiply(Of(features.Database, features.Width), axes).Data, Multiply(Of(features.Queries, features.Width), axes).Data);
    }

    /// <summary>Rotates features, of as many numbers as bits, by R: in turn B ← sign(V·R), and R from the singular vectors of Bᵀ·V, which brings V·R nearest to B.</summary>
    public static RealFeatures Itq(RealFeatures components, ulong seed)
    {
        int bits = components.Width;
        Matrix database = Of(components.Database, bits);
        Svd<double> start = Double(Gaussian(bits, bits, seed)).Svd();
        Matrix rotation = Single(start.U * start.VT);
        var signs = new Matrix(database.Rows, bits);
        var products = new Matrix(bits, bits);
        for (int round = 0; round < Rounds; round++)
        {
            Gemm.Multiply(database, false, rotation, false, signs, accumulate: false, Serial);
            foreach (ref float value in signs.Span)
            {
                value = value > 0 ? 1 : -1;
            }

            Gemm.Multiply(database, true, signs, false, products, accumulate: false, Serial);
            Svd<double> parts = Double(products).Svd();     // VᵀB = U·Σ·Wᵀ, and R = U·Wᵀ.
            rotation = Single(parts.U * parts.VT);
        }

        return new RealFeatures(bits, Multiply(database, rotation).Data, Multiply(Of(components.Queries, bits), rotation).Data);
    }

    public static Matrix Multiply(Matrix rows, Matrix axes)
    {
        var product = new Matrix(rows.Rows, axes.Columns);
        Gemm.Multiply(rows, false, axes, false, product, accumulate: false, Serial);
        return product;
    }

    public static Matrix Gaussian(int rows, int columns, ulong seed)
    {
        var random = new SplitMix64(seed);
        var drawn = new Matrix(rows, columns);
        foreach (ref float value in drawn.Span)
        {
            value = random.NextGaussian();
        }

        return drawn;
    }

    private static Matrix Of(float[] values, int width)
    {
        var matrix = new Matrix(values.Length / width, width);
        values.CopyTo(matrix.Span);
        return matrix;
    }

    private static Matrix<double> Double(Matrix matrix) => Matrix<double>.Build.Dense(matrix.Rows, matrix.Columns, (row, column) => matrix.Row(row)[column]);

    private static Matrix Single(Matrix<double> matrix)
    {
        var single = new Matrix(matrix.RowCount, matrix.ColumnCount);
        for (int i = 0; i < single.Data.Length; i++)
        {
            single.Data[i] = (float)matrix[i / single.Columns, i % single.Columns];
        }

        return single;
    }
}
