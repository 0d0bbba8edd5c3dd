using Codeword.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Codeword.Training;

/// <summary>
/// Codebooks from the geometry of trained features, as real numbers whose signs are the bits: shape K × k. Each column is shifted so that its median
/// over the classes is 0: every bit splits the classes in halves.
/// </summary>
internal static class SpectralCodes
{
    private const double Ridge = 1e-3;
    private const double SmallestRidge = 1e-9;

    /// <summary>
    /// The k leading left singular vectors of the class vectors W (K × width), columns centred: U = W·V·Σ⁻¹ from the eigenvectors V of WᵀW.
    /// </summary>
    public static float[] Svd(Matrix classVectors, int classes, int bits)
    {
        Matrix<double> w = Matrix<double>.Build.Dense(classes, classVectors.Columns, (row, column) => classVectors.Row(row)[column]);
        Vector<double> means = w.ColumnSums() / classes;
        w.MapIndexedInplace((_, column, value) => value - means[column]);
        Evd<double> spectrum = w.TransposeThisAndMultiply(w).Evd(Symmetricity.Symmetric);
        return Signed(w * Leading(spectrum, bits));
    }

    /// <summary>
    /// Canonical correlation of features (n × width) with one-hot classes: the between-class covariance is diagonalised in the space whitened by the total
    /// one, (S_xx + ridge)^−½ S_b (S_xx + ridge)^−½; a class's code is its centred mean, projected.
    /// </summary>
    /// <param name="means">K × width, mean features of each class.</param>
    /// <param name="counts">Rows of each class.</param>
    /// <param name="covariance">S_xx, width × width, of all rows about their mean.</param>
    /// <param name="bits">k.</param>
    public static float[] Cca(Matrix<double> means, double[] counts, Matrix<double> covariance, int bits)
    {
        double total = counts.Sum();
        Vector<double> mean = means.TransposeThisAndMultiply(Vector<double>.Build.Dense(counts)) / total;
        Matrix<double> centred = means.Clone();
        centred.MapIndexedInplace((_, column, value) => value - mean[column]);
        Matrix<double> weighted = centred.Clone();
        weighted.MapIndexedInplace((row, _, value) => value * Math.Sqrt(counts[row] / total));

        double ridge = Math.Max(SmallestRidge, Ridge * covariance.Trace() / covariance.RowCount);   // Features may not vary at all.
        Evd<double> own = (covariance + (ridge * Matrix<double>.Build.DenseIdentity(covariance.RowCount))).Evd(Symmetricity.Symmetric);
        Matrix<double> whitening = own.EigenVectors
            * Matrix<double>.Build.DenseOfDiagonalArray([.. own.EigenValues.Select(value => 1 / Math.Sqrt(value.Real))])
            * own.EigenVectors.Transpose();
        Matrix<double> white = weighted * whitening;
        Evd<double> spectrum = white.TransposeThisAndMultiply(white).Evd(Symmetricity.Symmetric);
        return Signed(centred * whitening * Leading(spectrum, bits));
    }

    // Eigenvalues ascend.
    private static Matrix<double> Leading(Evd<double> spectrum, int bits)
    {
        int width = spectrum.EigenVectors.ColumnCount;
        return Matrix<double>.Build.Dense(width, bits, (row, column) => spectrum.EigenVectors[row, width - 1 - column]);
    }

    // Columns less their medians, of deviation 1; the sign of a column, which no eigenvector has by itself, is that of its largest element.
    private static float[] Signed(Matrix<double> scores)
    {
        float[] codes = new float[checked(scores.RowCount * scores.ColumnCount)];
        for (int column = 0; column < scores.ColumnCount; column++)
        {
            double[] values = scores.Column(column).ToArray();
            double[] sorted = [.. values.Order()];
            double median = 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
            double flip = Math.Abs(sorted[0]) > Math.Abs(sorted[^1]) ? -1 : 1;
            double deviation = Math.Sqrt(values.Sum(value => (value - median) * (value - median)) / values.Length);
            for (int row = 0; row < values.Length; row++)
            {
                codes[(row * scores.ColumnCount) + column] = deviation > 0 ? (float)(flip * (values[row] - median) / deviation) : 0;
            }
        }

        return codes;
    }
}
