using Codeword.Numerics;

namespace Codeword.Taxonomy;

/// <summary>Pearson's correlation of two distances over the pairs of classes.</summary>
public static class PairCorrelation
{
    /// <summary>Up to so many pairs all are taken; of more, as many are drawn: a correlation is then within 0.002 of all pairs' nineteen times in twenty.</summary>
    public const int MostCompared = 1_000_000;

    /// <summary>Correlates. Of a tree's heights and the distances it was made of this is the cophenetic correlation (Sokal and Rohlf 1962).</summary>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="first">A distance of two different classes.</param>
    /// <param name="second">Another.</param>
    /// <param name="seed">Names the pairs that are drawn.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>−1 to 1; NaN where either is the same for all pairs, or there is no pair.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static double Of(
        int classes, Func<int, int, double> first, Func<int, int, double> second, ulong seed, CancellationToken cancellation = default)
    {
        var sums = default(Moments);
        foreach ((int a, int b) in Pairs(classes, MostCompared, seed))
        {
            cancellation.ThrowIfCancellationRequested();
            sums.Add(first(a, b), second(a, b));
        }

        return sums.Correlation;
    }

    /// <summary>All pairs of two different classes, or of more than so many as many that are drawn.</summary>
    internal static IEnumerable<(int A, int B)> Pairs(int classes, int most, ulong seed) =>
        (long)classes * (classes - 1) / 2 > most ? Draw(classes, most, seed) : All(classes);

    private static IEnumerable<(int A, int B)> All(int classes)
    {
        for (int a = 0; a < classes; a++)
        {
            for (int b = a + 1; b < classes; b++)
            {
                yield return (a, b);
            }
        }
    }

    private static IEnumerable<(int A, int B)> Draw(int classes, int most, ulong seed)
    {
        var random = new SplitMix64(seed);
        for (int i = 0; i < most;)
        {
            (int a, int b) = (random.NextIndex(classes), random.NextIndex(classes));
            if (a != b)
            {
                i++;
                yield return (a, b);
            }
        }
    }

    // Sums of deviations from running means (Welford 1962), which lose nothing where distances are large and alike. A mutable struct.
    private struct Moments
    {
        private long _count;
        private double _meanX;
        private double _meanY;
        private double _squareX;
        private double _squareY;
        private double _product;

        public readonly double Correlation => _squareX > 0 && _squareY > 0 ? Math.Clamp(_product / Math.Sqrt(_squareX) / Math.Sqrt(_squareY), -1, 1) : double.NaN;

        public void Add(double x, double y)
        {
            _count++;
            double dx = x - _meanX, dy = y - _meanY;
            _meanX += dx / _count;
            _meanY += dy / _count;
            _squareX += dx * (x - _meanX);
            _squareY += dy * (y - _meanY);
            _product += dx * (y - _meanY);
        }
    }
}
