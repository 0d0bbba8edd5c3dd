namespace Codeword.Codes;

/// <summary>
/// What 2-universal hashing of K classes into B buckets, R times, promises when bucket probabilities are exact (Medini et al. 2018, 2019, theorems 1 to 4; with
/// the corrections that docs/math.md states). Digits that are shuffled or clustered, and heads that err, come with no such promise.
/// </summary>
public static class MachTheory
{
    /// <summary>The unbiased estimate of a class's probability: B/(B−1)·(P̄ − 1/B) (theorem 1). Outside [0, 1] for some P̄.</summary>
    /// <param name="meanBucket">P̄, the mean over the repetitions of the probability of the class's bucket.</param>
    /// <param name="buckets">B, 2 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">B is below 2.</exception>
    public static double UnbiasedEstimate(double meanBucket, int buckets)
    {
        RequireSizes(buckets, 1);
        return ((buckets * meanBucket) - 1) / (buckets - 1);
    }

    /// <summary>
    /// The estimate of a label's probability where buckets hold the union of several labels, Σp = V: the p for which 1 − (1 − p)(1 − (V − p)/B) = P̄, of first
    /// order in 1/B. Biased down, since a root is concave. Grows with P̄: it ranks labels as the mean does.
    /// </summary>
    /// <param name="meanBucket">P̄, in [0, 1].</param>
    /// <param name="labels">V, the mean number of labels an example, 0 to B.</param>
    /// <param name="buckets">B, 2 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">B is below 2, or V outside its range.</exception>
    public static double QuadraticEstimate(double meanBucket, double labels, int buckets)
    {
        RequireSizes(buckets, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(labels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(labels, buckets);
        double m = buckets - labels - 1;
        return (-m + Math.Sqrt(Math.Max(0, (m * m) - (4 * labels) + (4 * buckets * meanBucket)))) / 2;
    }

    /// <summary>The variance of the unbiased estimate of class i: Σ p_k²/(R(B−1)) over the other classes k. Exact where collisions with different classes are
    /// uncorrelated, as with three-wise independent hashing.</summary>
    /// <param name="otherSquares">Σ p_k² over all classes but i.</param>
    /// <param name="buckets">B, 2 or more.</param>
    /// <param name="repetitions">R, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is too small.</exception>
    public static double Variance(double otherSquares, int buckets, int repetitions)
    {
        RequireSizes(buckets, repetitions);
        return otherSquares / (repetitions * (buckets - 1.0));
    }

    /// <summary>
    /// The most that the variance can be: (1 − p)²/(R(B−1)), since the deviations of the terms p_k·[h(k) = h(i)] add up at most,
    /// however collisions are correlated. Below the (B/(B−1))²·(1 − p)/(RB) of theorem 2.
    /// </summary>
    /// <param name="probability">p of the class, in [0, 1].</param>
    /// <param name="buckets">B, 2 or more.</param>
    /// <param name="repetitions">R, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is too small.</exception>
    public static double VarianceBound(double probability, int buckets, int repetitions) => Variance((1 - probability) * (1 - probability), buckets, repetitions);

    /// <summary>ε such that the estimate is off by ε or more with at most a given probability: √(bound of the variance/δ), by Chebyshev (theorem 3).</summary>
    /// <param name="probability">p of the class, in [0, 1].</param>
    /// <param name="buckets">B, 2 or more.</param>
    /// <param name="repetitions">R, 1 or more.</param>
    /// <param name="failure">δ, above 0, at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is too small, or δ outside its range.</exception>
    public static double ErrorBound(double probability, int buckets, int repetitions, double failure)
    {
        RequireFailure(failure);
        return Math.Sqrt(VarianceBound(probability, buckets, repetitions) / failure);
    }

    /// <summary>
    /// The most that the probability of ranking class j above a likelier class i can be: V/(V + (p_i − p_j)²) with V = 2(v_i + v_j), v the bounds of the two
    /// variances (Cantelli's inequality; Var(x − y) ≤ 2·Var x + 2·Var y). Stands in for theorem 4, whose factor 2 does not follow from theorem 3.
    /// </summary>
    /// <param name="likelier">p_i.</param>
    /// <param name="other">p_j, below p_i.</param>
    /// <param name="buckets">B, 2 or more.</param>
    /// <param name="repetitions">R, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is too small, or p_j is not below p_i.</exception>
    public static double ConfusionBound(double likelier, double other, int buckets, int repetitions)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(other, likelier);
        double variance = 2 * (VarianceBound(likelier, buckets, repetitions) + VarianceBound(other, buckets, repetitions));
        return variance / (variance + ((likelier - other) * (likelier - other)));
    }

    /// <summary>K(K−1)/2 · B⁻ᴿ: the expected number of pairs of classes that share all their buckets, so that no decoder can tell them apart.</summary>
    /// <param name="classes">K, 1 or more.</param>
    /// <param name="buckets">B, 2 or more.</param>
    /// <param name="repetitions">R, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is too small.</exception>
    public static double IndistinguishablePairs(long classes, int buckets, int repetitions)
    {
        RequireSizes(buckets, repetitions);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        return classes * (classes - 1.0) / 2 * Math.Pow(buckets, -repetitions);
    }

    /// <summary>The least R for which all pairs of classes can be told apart with probability 1 − δ: ⌈log(K(K−1)/(2δ))/log B⌉, at least 1 (the union bound).</summary>
    /// <param name="classes">K, 1 or more.</param>
    /// <param name="buckets">B, 2 or more.</param>
    /// <param name="failure">δ, above 0, at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is too small, or δ outside its range.</exception>
    public static int LeastRepetitions(long classes, int buckets, double failure)
    {
        RequireFailure(failure);
        double pairs = IndistinguishablePairs(classes, buckets, 1) * buckets;
        return (int)Math.Max(1, Math.Ceiling(Math.Log(pairs / failure) / Math.Log(buckets)));
    }

    private static void RequireSizes(int buckets, int repetitions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, 1);
    }

    private static void RequireFailure(double failure)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(failure);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(failure, 1);
    }
}
