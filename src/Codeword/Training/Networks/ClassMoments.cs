using Codeword.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Codeword.Training.Networks;

/// <summary>Mean features of each class, and the covariance of all rows.</summary>
internal sealed class ClassMoments
{
    private readonly Matrix<double> _means;
    private readonly double[] _counts;
    private readonly Matrix<double> _covariance;

    private ClassMoments(Matrix<double> means, double[] counts, Matrix<double> covariance) => (_means, _counts, _covariance) = (means, counts, covariance);

    /// <summary>Passes all rows through an encoder.</summary>
    public static ClassMoments Of(NetworkTrainer trainer, Network encoder, LabelledRows rows, int classes)
    {
        int width = encoder.Width;
        Matrix<double> means = Matrix<double>.Build.Dense(classes, width);
        double[] counts = new double[classes];
        var second = new Matrix(width, width);
        Vector<double> sum = Vector<double>.Build.Dense(width);
        var serial = new ParallelOptions { MaxDegreeOfParallelism = 1 };
        trainer.ForBatches(encoder, rows, (start, outputs) =>
        {
            Gemm.Multiply(outputs, true, outputs, false, second, accumulate: true, serial);
            for (int row = 0; row < outputs.Rows; row++)
            {
                int own = rows.Classes[start + row];
                counts[own]++;
                for (int unit = 0; unit < width; unit++)
                {
                    means[own, unit] += outputs.Row(row)[unit];
                    sum[unit] += outputs.Row(row)[unit];
                }
            }
        });
        means.MapIndexedInplace((row, _, value) => counts[row] > 0 ? value / counts[row] : 0);
        int n = rows.Rows.Count;
        Matrix<double> covariance = Matrix<double>.Build.Dense(width, width, (i, j) => (second.Row(i)[j] / (double)n) - (sum[i] / n * (sum[j] / n)));
        return new ClassMoments(means, counts, covariance);
    }

    /// <summary>Canonical-correlation codes.</summary>
    public float[] ToCodes(int bits) => SpectralCodes.Cca(_means, _counts, _covariance, bits);
}
