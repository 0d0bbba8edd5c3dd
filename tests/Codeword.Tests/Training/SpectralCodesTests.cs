using Codeword.Numerics;
using Codeword.Training;
using MathNet.Numerics.LinearAlgebra;

namespace Codeword.Tests.Training;

public sealed class SpectralCodesTests
{
    [Theory]
    [InlineData(40, 6)]
    [InlineData(41, 12)]
    public void EveryBitSplitsTheClassesInHalves(int classes, int bits)
    {
        var random = new SplitMix64(1);
        Matrix vectors = Networks.Numeric.Draw(classes + 7, 14, ref random);   // Rows beyond K are padding.
        double[] counts = [.. Enumerable.Range(1, classes).Select(count => (double)count)];
        float[] svd = SpectralCodes.Svd(vectors, classes, bits);
        float[] cca = SpectralCodes.Cca(ToDouble(vectors, classes), counts, Matrix<double>.Build.DenseIdentity(14), bits);

        foreach (float[] codes in new[] { svd, cca })
        {
            Assert.Equal(classes * bits, codes.Length);
            for (int bit = 0; bit < bits; bit++)
            {
                Assert.Equal(classes / 2, Column(codes, bits, bit).Count(value => value > 0));
                Assert.Equal(1, Column(codes, bits, bit).Average(value => value * value), 1e-4f);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TwoClustersOfClassesDifferInTheFirstBit(bool cca)
    {
        // Thirty classes at +v, thirty at −v, each a little off: the first direction is v.
        var random = new SplitMix64(2);
        Matrix vectors = Networks.Numeric.Draw(60, 8, ref random);
        for (int i = 0; i < vectors.Data.Length; i++)
        {
            vectors.Data[i] = (0.2f * vectors.Data[i]) + ((i / 8 % 2 == 0 ? 1 : -1) * (i % 8 == 0 ? 1 : -0.5f));
        }

        float[] codes = cca
            ? SpectralCodes.Cca(ToDouble(vectors, 60), [.. Enumerable.Repeat(5.0, 60)], Matrix<double>.Build.DenseIdentity(8), 3)
            : SpectralCodes.Svd(vectors, 60, 3);

        bool[] bits = [.. Column(codes, 3, 0).Select(value => value > 0)];
        Assert.All(Enumerable.Range(0, 60), row => Assert.Equal(bits[row % 2], bits[row]));
        Assert.NotEqual(bits[0], bits[1]);
    }

    [Fact]
    public void SvdCodesAreTheLeadingLeftSingularVectorsLessTheirMedians()
    {
        var random = new SplitMix64(3);
        Matrix vectors = Networks.Numeric.Draw(25, 6, ref random);
        Matrix<double> centred = ToDouble(vectors, 25);
        Vector<double> means = centred.ColumnSums() / 25;
        centred.MapIndexedInplace((_, column, value) => value - means[column]);
        Matrix<double> left = centred.Svd().U;

        float[] codes = SpectralCodes.Svd(vectors, 25, 4);

        for (int bit = 0; bit < 4; bit++)
        {
            double[] column = left.Column(bit).ToArray();
            double median = column.Order().ElementAt(12);
            float[] code = Column(codes, 4, bit);
            int flip = Math.Sign(code[0]) * Math.Sign(column[0] - median);
            Assert.All(
                Enumerable.Range(0, 25).Where(row => Math.Abs(column[row] - median) > 1e-6),
                row => Assert.Equal(Math.Sign(flip * (column[row] - median)), Math.Sign(code[row])));
        }
    }

    [Fact]
    public void CcaLooksPastDirectionsOfNoise()
    {
        // Classes differ along the first axis; along the second, rows vary so much that even the means of a class's rows differ more.
        var random = new SplitMix64(4);
        Matrix<double> means = Matrix<double>.Build.Dense(50, 4);
        for (int row = 0; row < 50; row++)
        {
            means[row, 0] = row % 2 == 0 ? 1 : -1;
            means[row, 1] = 5 * random.NextGaussian();
        }

        double[] counts = [.. Enumerable.Repeat(4.0, 50)];
        Matrix<double> noisy = Matrix<double>.Build.DenseOfDiagonalArray([1.2, 2500, 0.1, 0.1]);

        Assert.Equal(50, Agreement(SpectralCodes.Cca(means, counts, noisy, 2)));
        Assert.InRange(Agreement(SpectralCodes.Cca(means, counts, Matrix<double>.Build.DenseIdentity(4), 2)), 25, 40);   // Blind to the noise's size.

        static int Agreement(float[] codes)
        {
            int same = Column(codes, 2, 0).Where((value, row) => value > 0 == (row % 2 == 0)).Count();
            return Math.Max(same, 50 - same);
        }
    }

    private static float[] Column(float[] codes, int bits, int bit) => [.. codes.Where((_, i) => i % bits == bit)];

    private static Matrix<double> ToDouble(Matrix matrix, int rows) =>
        Matrix<double>.Build.Dense(rows, matrix.Columns, (row, column) => matrix.Row(row)[column]);
}
