namespace Codeword.Tests.Reference;

/// <summary>AdaGrad in double precision, one accumulator a weight or one a feature, with gradients by central differences of the loss.</summary>
internal sealed class ReferenceAdaGrad(int features, int buckets, bool perFeature)
{
    private readonly double[,] _squares = new double[features, buckets];

    public double[,] Weights { get; } = new double[features, buckets];

    /// <summary>One step on one example; returns its loss before the step, without the cost.</summary>
    public double Step(double[] x, Func<double[], double> loss, double rate, double cost)
    {
        double[] outputs = [.. Enumerable.Range(0, buckets).Select(b => Enumerable.Range(0, features).Sum(j => x[j] * Weights[j, b]))];
        double[] gradient = ReferenceLoss.Gradient(loss, outputs);
        for (int j = 0; j < features; j++)
        {
            for (int b = 0; b < buckets; b++)
            {
                double g = cost * x[j] * gradient[b];
                _squares[j, b] += perFeature ? cost * cost * x[j] * x[j] * gradient.Sum(part => part * part) : g * g;
                Weights[j, b] -= rate * g / (Math.Sqrt(_squares[j, b]) + 1e-6);
            }
        }

        return loss(outputs);
    }
}
