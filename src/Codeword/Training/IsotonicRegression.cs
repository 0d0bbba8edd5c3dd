using Codeword.Decoding;

namespace Codeword.Training;

/// <summary>
/// The monotone curve from probabilities to how often they are right: isotonic regression by pooling adjacent violators (Ayer et al. 1955), a knot for each pool.
/// Counts are whole numbers, so that the order of the observations leaves no trace.
/// </summary>
internal static class IsotonicRegression
{
    /// <summary>A knot rests on as many observations or more: the share of fifty is off by 0.07 or less two times in three.</summary>
    public const int LeastObservations = 50;

    // Half an observation that is right and half a one that is not are added to each knot (Krichevsky and Trofimov 1981): nothing is certain.
    private const double Prior = 0.5;

    /// <summary>Neighbouring observations taken together.</summary>
    /// <param name="Low">The smallest of their probabilities.</param>
    /// <param name="Sum">The sum of their probabilities.</param>
    /// <param name="Count">How many they are.</param>
    /// <param name="Right">How many of them are right.</param>
    public readonly record struct Pool(float Low, double Sum, long Count, long Right)
    {
        /// <summary>The mean of the probabilities.</summary>
        public double Mean => Sum / Count;

        /// <summary>The share that is right, of so many more of which half are.</summary>
        public double Share(double prior) => (Right + prior) / (Count + (2 * prior));

        /// <summary>Two pools together.</summary>
        public static Pool operator +(Pool low, Pool high) => new(low.Low, low.Sum + high.Sum, low.Count + high.Count, low.Right + high.Right);
    }

    /// <summary>The curve: pools, none of few observations, knots at the mean of each one's probabilities and at the share of it that is right.</summary>
    /// <param name="observations">Probabilities in [0, 1], each with whether what it was given to is so.</param>
    /// <param name="few">Observations that a knot rests on at least.</param>
    /// <returns>Null without observations.</returns>
    public static ProbabilityCurve? Fit((float Probability, bool IsRight)[] observations, int few = LeastObservations)
    {
        long least = Math.Max(few, (observations.Length + ProbabilityCurve.MostKnots - 1) / ProbabilityCurve.MostKnots);
        List<Pool> pools = Pooled(Joined(Pools(observations), least), Prior);
        float[] given = new float[pools.Count], calibrated = new float[pools.Count];
        int knots = 0;
        foreach (Pool pool in pools)
        {
            (float mean, float share) = ((float)pool.Mean, (float)pool.Share(Prior));
            knots += knots > 0 && given[knots - 1] >= mean ? 0 : 1;     // Means that differ by less than a float can tell.
            (given[knots - 1], calibrated[knots - 1]) = (mean, share);
        }

        return knots == 0 ? null : new ProbabilityCurve(given.AsSpan(0, knots), calibrated.AsSpan(0, knots));
    }

    /// <summary>Isotonic regression itself: of all maps that never descend, the shares of these pools are the nearest to the observations in squared distance.</summary>
    public static List<Pool> Pools((float Probability, bool IsRight)[] observations)
    {
        var equal = new List<Pool>();
        foreach ((float probability, bool isRight) in observations.OrderBy(observation => observation.Probability))
        {
            var single = new Pool(probability, probability, 1, isRight ? 1 : 0);
            if (equal.Count > 0 && equal[^1].Low == probability)
            {
                equal[^1] += single;
            }
            else
            {
                equal.Add(single);
            }
        }

        return Pooled(equal, prior: 0);
    }

    // A pool whose share is not above that of the one before is taken together with it, and so on backwards.
    private static List<Pool> Pooled(List<Pool> ascending, double prior)
    {
        var pools = new List<Pool>();
        foreach (Pool next in ascending)
        {
            Pool pool = next;
            for (; pools.Count > 0 && pools[^1].Share(prior) >= pool.Share(prior); pools.RemoveAt(pools.Count - 1))
            {
                pool = pools[^1] + pool;
            }

            pools.Add(pool);
        }

        return pools;
    }

    // Small pools with the next one; what is left at the end with the one before. Shares still ascend.
    private static List<Pool> Joined(List<Pool> pools, long least)
    {
        var joined = new List<Pool>();
        foreach (Pool pool in pools)
        {
            if (joined.Count > 0 && joined[^1].Count < least)
            {
                joined[^1] += pool;
            }
            else
            {
                joined.Add(pool);
            }
        }

        if (joined.Count > 1 && joined[^1].Count < least)
        {
            Pool last = joined[^1];
            joined.RemoveAt(joined.Count - 1);
            joined[^1] += last;
        }

        return joined;
    }
}
