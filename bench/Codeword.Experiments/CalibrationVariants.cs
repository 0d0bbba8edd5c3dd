using Codeword.Data;
using Codeword.Decoding;
using Codeword.Evaluation;
using Codeword.Numerics;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>Fits a map from probabilities to calibrated ones.</summary>
internal delegate Func<float, float> CalibrationVariant((float Probability, bool IsRight)[] judged);

/// <summary>Other maps over the same temperature (or sigmoid), which stays fitted to all held-out rows; they differ in what is fitted to first classes.</summary>
internal static class CalibrationVariants
{
    private const int Parts = 5;
    private const int Bins = 15;

    public static IEnumerable<(string Name, CalibrationVariant Fit)> All =>
    [
        .. ((int[])[100, 200, 400, 800]).Select(few => ($"isotonic, knots of {few} rows", (CalibrationVariant)(judged => IsotonicRegression.Fit(judged, few)!.Of))),
        ("isotonic, every class by the curve", judged => IsotonicRegression.Fit(judged)!.Of),
        ("isotonic, steps", Steps),
        ("isotonic, a knot a pool", Knots),
        ("Platt on the logit", Platt),
        ("15 bins of equal size", EqualBins),
    ];

    /// <summary>Each fifth of the rows measured by a map fitted to the others.</summary>
    public static CalibrationReport CrossFit((float Probability, bool IsRight)[] judged, CalibrationVariant fit)
    {
        var metrics = new CalibrationMetrics();
        int[] order = [.. Enumerable.Range(0, judged.Length)];
        new SplitMix64(1).Shuffle<int>(order);
        for (int part = 0; part < Parts; part++)
        {
            int start = order.Length * part / Parts, end = order.Length * (part + 1) / Parts;
            Func<float, float> map = fit([.. order[..start].Concat(order[end..]).Select(row => judged[row])]);
            foreach (int row in order[start..end])
            {
                metrics.Add(map(judged[row].Probability), judged[row].IsRight);
            }
        }

        return metrics.ToReport();
    }

    private static Func<float, float> Steps((float Probability, bool IsRight)[] judged)
    {
        List<IsotonicRegression.Pool> pools = IsotonicRegression.Pools(judged);
        return probability => (float)pools[Math.Max(0, pools.FindLastIndex(pool => pool.Low <= probability))].Share(0);
    }

    private static Func<float, float> Knots((float Probability, bool IsRight)[] judged)
    {
        List<IsotonicRegression.Pool> pools = IsotonicRegression.Pools(judged);
        return new ProbabilityCurve([.. pools.Select(pool => (float)pool.Mean)], [.. pools.Select(pool => (float)pool.Share(0))]).Of;
    }

    private static Func<float, float> Platt((float Probability, bool IsRight)[] judged)
    {
        ProbabilityMap map = ProbabilityFitting.FitSigmoid(
            [.. judged.Select(own => new[] { Logit(own.Probability) })], [.. judged.Select(own => own.IsRight ? [new LabelId(0)] : Array.Empty<LabelId>())], 1);
        return probability => map.Probability(Logit(probability), 0);
    }

    private static float Logit(float probability)
    {
        double p = Math.Clamp(probability, 1e-7, 1 - 1e-7);
        return (float)Math.Log(p / (1 - p));
    }

    // As many rows a bin; a bin's probability is the share of them that is right.
    private static Func<float, float> EqualBins((float Probability, bool IsRight)[] judged)
    {
        (float Probability, bool IsRight)[][] bins = [.. judged.OrderBy(own => own.Probability).Chunk((judged.Length + Bins - 1) / Bins)];
        float[] shares = [.. bins.Select(bin => (float)bin.Average(own => own.IsRight ? 1.0 : 0))];
        return probability => shares[Math.Max(0, Array.FindLastIndex(bins, bin => bin[0].Probability <= probability))];
    }
}
