using Codeword.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Codeword.Experiments;

/// <summary>Principal components of examples, without their labels: of input features by subspace iteration (Halko, Martinsson and Tropp 2011), of few numbers exactly.</summary>
internal static class PrincipalAxes
{
    private const int Rounds = 4;

    /// <summary>Projects rows to the leading principal axes of the database; rows are read sparsely, as the network's input transform gives them.</summary>
    public static RealFeatures OfInputs(SparseRows database, SparseRows queries, int width, ulong seed)
    {
        Matrix axes = Rotation.Gaussian(database.Columns, width, seed);
        var projected = new Matrix(database.Count, width);
        for (int round = 0; round < Rounds; round++)
        {
            Orthonormalize(axes);
            database.Multiply(axes, projected);
            database.MultiplyTransposed(projected, axes);
        }

        Orthonormalize(axes);
        database.Multiply(axes, projected);
        var own = new Matrix(queries.Count, width);
        queries.MultiplyLike(database, axes, own);
        return new RealFeatures(width, projected.Data, own.Data);
    }

    /// <summary>Projects features, less the database's mean, to its leading principal axes.</summary>
    public static RealFeatures Leading(RealFeatures features, int count)
    {
        int width = features.Width, rows = features.Database.Length / width;
        Matrix database = Centred(features.Database, features.Database, width), queries = Centred(features.Queries, features.Database, width);
        var products = new Matrix(width, width);
        Gemm.Multiply(database, true, database, false, products, accumulate: false, Rotation.Serial);
        Evd<double> spectrum = Matrix<double>.Build.Dense(width, width, (i, j) => (double)products.Row(i)[j] / rows).Evd(Symmetricity.Symmetric);
        var axes = new Matrix(width, count);
        for (int i = 0; i < axes.Data.Length; i++)
        {
            axes.Data[i] = (float)spectrum.EigenVectors[i / count, width - 1 - (i % count)];    // Eigenvalues ascend.
        }

        return new RealFeatures(count, Rotation.Multiply(database, axes).Data, Rotation.Multiply(queries, axes).Data);
    }

    private static Matrix Centred(float[] values, float[] database, int width)
    {
        double[] means = new double[width];
        for (int i = 0; i < database.Length; i++)
        {
            means[i % width] += database[i];
        }

        var centred = new Matrix(values.Length / width, width);
        for (int i = 0; i < values.Length; i++)
        {
            centred.Data[i] = (float)(values[i] - (means[i % width] / (database.Length / width)));
        }

        return centred;
    }

    // A·V·Λ^−½ of AᵀA = V·Λ·Vᵀ.
    private static void Orthonormalize(Matrix axes)
    {
        int width = axes.Columns;
        var products = new Matrix(width, width);
        Gemm.Multiply(axes, true, axes, false, products, accumulate: false, Rotation.Serial);
        Evd<double> spectrum = Matrix<double>.Build.Dense(width, width, (i, j) => products.Row(i)[j]).Evd(Symmetricity.Symmetric);
        var roots = new Matrix(width, width);
        for (int i = 0; i < roots.Data.Length; i++)
        {
            double value = spectrum.EigenValues[i % width].Real;
            roots.Data[i] = value > 0 ? (float)(spectrum.EigenVectors[i / width, i % width] / Math.Sqrt(value)) : 0;
        }

        Rotation.Multiply(axes, roots).Span.CopyTo(axes.Span);
    }
}
