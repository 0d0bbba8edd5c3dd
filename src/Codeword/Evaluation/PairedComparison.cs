using Codeword.Numerics;

namespace Codeword.Evaluation;

/// <summary>How far two models differ on the same rows.</summary>
public static class PairedComparison
{
    /// <summary>
    /// McNemar's test of the hypothesis that both models are right equally often: rows on which just one is right fall to either with
    /// probability 1/2. Two-sided, from the binomial distribution itself; the mid-p value is that of Fagerland, Lydersen and Laake (2013).
    /// </summary>
    /// <param name="first">Whether the first model is right, by row.</param>
    /// <param name="second">Whether the second model is right, by row; as many rows.</param>
    /// <exception cref="ArgumentException">The two differ in length.</exception>
    public static McNemarResult McNemar(ReadOnlySpan<bool> first, ReadOnlySpan<bool> second)
    {
        CheckLengths(first.Length, second.Length);
        int onlyFirst = 0;
        int onlySecond = 0;
        for (int row = 0; row < first.Length; row++)
        {
            onlyFirst += first[row] && !second[row] ? 1 : 0;
            onlySecond += second[row] && !first[row] ? 1 : 0;
        }

        int trials = onlyFirst + onlySecond;
        int smaller = Math.Min(onlyFirst, onlySecond);
        double point = BinomialOfHalf(trials, smaller);
        double tail = Tail(trials, smaller, point);
        return new McNemarResult(onlyFirst, onlySecond, Math.Min(1, 2 * tail), Math.Min(1, 2 * tail - point));
    }

    /// <summary>
    /// The mean difference of two models' figures by row, first minus second, with the percentile interval of a bootstrap that draws rows
    /// with replacement (Efron and Tibshirani 1993, chapter 13). The same seed gives the same interval.
    /// </summary>
    /// <param name="first">The first model's figure by row, at least one row: 1 for a hit and 0 for a miss, or any other.</param>
    /// <param name="second">The second model's figure by row; as many rows.</param>
    /// <param name="seed">Names the random draws.</param>
    /// <param name="resamples">How many times the rows are drawn, 1 or more. The time is this times the number of rows.</param>
    /// <param name="confidence">The part of the resamples that the interval holds, between 0 and 1.</param>
    /// <exception cref="ArgumentException">The two are empty or differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no resamples, or the confidence is outside (0, 1).</exception>
    public static DifferenceInterval Bootstrap(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, ulong seed, int resamples = 10_000, double confidence = 0.95)
    {
        CheckLengths(first.Length, second.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (first.IsEmpty)
        {
            throw new ArgumentException("Found no rows; expected at least one.", nameof(first));
        }

        if (!(confidence > 0 && confidence < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "The confidence must be between 0 and 1.");
        }

        double[] differences = new double[first.Length];
        for (int row = 0; row < differences.Length; row++)
        {
            differences[row] = first[row] - second[row];
        }

        double[] means = ResampledMeans(differences, new SplitMix64(seed), resamples);
        int outside = (int)((1 - confidence) / 2 * resamples);   // Cut on either side, rounded towards the wider interval.
        return new DifferenceInterval(differences.Average(), means[outside], means[resamples - 1 - outside]);
    }

    private static double[] ResampledMeans(double[] differences, SplitMix64 random, int resamples)
    {
        double[] means = new double[resamples];
        for (int i = 0; i < resamples; i++)
        {
            double sum = 0;
            for (int draw = 0; draw < differences.Length; draw++)
            {
                sum += differences[random.NextIndex(differences.Length)];
            }

            means[i] = sum / differences.Length;
        }

        Array.Sort(means);
        return means;
    }

    /// <summary>P(X = hits) of n trials at probability 1/2; in logarithms, as 2^-n leaves the range of numbers at n = 1075.</summary>
    private static double BinomialOfHalf(int trials, int hits)
    {
        double logarithm = -trials * Math.Log(2);
        for (int i = 1; i <= hits; i++)
        {
            logarithm += Math.Log((double)(trials - hits + i) / i);
        }

        return Math.Exp(logarithm);
    }

    /// <summary>P(X ≤ hits), from P(X = hits) downwards: P(X = i − 1) = P(X = i) · i / (n − i + 1).</summary>
    private static double Tail(int trials, int hits, double point)
    {
        double sum = 0;
        for (int i = hits; i >= 0; i--)
        {
            sum += point;
            point *= (double)i / (trials - i + 1);
        }

        return sum;
    }

    private static void CheckLengths(int first, int second)
    {
        if (first != second)
        {
            throw new ArgumentException($"Found {first} rows of the first model and {second} of the second; expected the same rows.");
        }
    }
}

/// <summary>The outcome of McNemar's test.</summary>
/// <param name="OnlyFirst">Rows on which the first model alone is right.</param>
/// <param name="OnlySecond">Rows on which the second model alone is right.</param>
/// <param name="ExactP">The exact two-sided p-value; never too small, and so often too large.</param>
/// <param name="MidP">The mid-p value: the outcome itself counts half. Closer to its nominal level.</param>
public readonly record struct McNemarResult(int OnlyFirst, int OnlySecond, double ExactP, double MidP);

/// <summary>A mean difference, first minus second, and its bootstrap interval.</summary>
/// <param name="Difference">The mean over the rows themselves.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public readonly record struct DifferenceInterval(double Difference, double Low, double High);
