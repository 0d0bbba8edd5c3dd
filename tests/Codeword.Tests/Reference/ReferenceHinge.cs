namespace Codeword.Tests.Reference;

/// <summary>
/// One L2-regularised squared-hinge classifier, min ½‖w‖² + Σᵢ Cᵢ·max(0, 1 − yᵢ w·xᵢ)², by dual coordinate descent over scalars in double
/// precision, row after row.
/// </summary>
internal static class ReferenceHinge
{
    /// <param name="x">Rows, dense.</param>
    /// <param name="y">+1 or −1 a row.</param>
    /// <param name="c">C a row.</param>
    public static double[] Solve(double[][] x, double[] y, double[] c)
    {
        double[] w = new double[x[0].Length];
        double[] alpha = new double[x.Length];
        for (int epoch = 0; epoch < 3000; epoch++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                double diagonal = 1 / (2 * c[i]);
                double gradient = (y[i] * Dot(w, x[i])) - 1 + (diagonal * alpha[i]);
                double moved = Math.Max(0, alpha[i] - (gradient / (Dot(x[i], x[i]) + diagonal)));
                for (int j = 0; j < w.Length; j++)
                {
                    w[j] += (moved - alpha[i]) * y[i] * x[i][j];
                }

                alpha[i] = moved;
            }
        }

        return w;
    }

    /// <summary>The value that is minimised.</summary>
    public static double Objective(double[][] x, double[] y, double[] c, double[] w) =>
        (0.5 * Dot(w, w)) + x.Select((row, i) => c[i] * Math.Pow(Math.Max(0, 1 - (y[i] * Dot(w, row))), 2)).Sum();

    private static double Dot(double[] a, double[] b) => a.Zip(b, (p, q) => p * q).Sum();
}
