using Codeword.Numerics;

namespace Codeword.Tests.Reference;

/// <summary>The product of two matrices by three loops in double precision: obviously right, and slow.</summary>
internal static class ReferenceProduct
{
    /// <summary>op(A)·op(B), and for each element the sum of the magnitudes of what is added: what rounding is held against.</summary>
    public static (double[,] Product, double[,] Magnitude) Of(Matrix a, bool transposeA, Matrix b, bool transposeB)
    {
        int m = transposeA ? a.Columns : a.Rows, k = transposeA ? a.Rows : a.Columns, n = transposeB ? b.Rows : b.Columns;
        double[,] product = new double[m, n], magnitude = new double[m, n];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int p = 0; p < k; p++)
                {
                    double term = (double)At(a, transposeA, i, p) * At(b, transposeB, p, j);
                    product[i, j] += term;
                    magnitude[i, j] += Math.Abs(term);
                }
            }
        }

        return (product, magnitude);
    }

    private static float At(Matrix matrix, bool transposed, int row, int column) => transposed ? matrix.Row(column)[row] : matrix.Row(row)[column];
}
