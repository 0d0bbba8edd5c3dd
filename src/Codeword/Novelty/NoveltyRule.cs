using System.Globalization;

namespace Codeword.Novelty;

/// <summary>When an example counts as novel: its score is above a threshold, which was given, or found by a rate of false alarms on known examples. Immutable.</summary>
public sealed record NoveltyRule
{
    private NoveltyRule(NoveltyScore score, float threshold, double falseAlarms, int rows)
    {
        if (!Enum.IsDefined(score))
        {
            throw new ArgumentOutOfRangeException(nameof(score), score, $"A novelty score is one of {string.Join(", ", Enum.GetNames<NoveltyScore>())}.");
        }

        if (float.IsNaN(threshold) || float.IsNegativeInfinity(threshold))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A novelty threshold is a number, or +∞ for never.");
        }

        (Score, Threshold, FalseAlarms, Rows) = (score, threshold, falseAlarms, rows);
    }

    /// <summary>What is compared with the threshold.</summary>
    public NoveltyScore Score { get; }

    /// <summary>What lies above is novel, what equals it is known; +∞ where nothing is novel.</summary>
    public float Threshold { get; }

    /// <summary>α, the share of known examples that are called novel, at most, in (0, 1); 0 where the threshold was given.</summary>
    public double FalseAlarms { get; }

    /// <summary>n, the known examples that the threshold was found on; 0 where it was given.</summary>
    public int Rows { get; }

    /// <summary>A threshold that is given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is no number, or −∞.</exception>
    public static NoveltyRule At(NoveltyScore score, float threshold) => new(score, threshold, 0, 0);

    /// <summary>LLC's rule: novel is what is farther than so many bits from every class code. It needs no data.</summary>
    /// <param name="radius">How strict it is, 0 or more: at 0 only the class codes themselves are known.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public static NoveltyRule OfRadius(int radius)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        return At(NoveltyScore.CodeDistance, radius);
    }

    /// <summary>
    /// The threshold that calls at most a share α of known examples novel: the ⌈(n + 1)(1 − α)⌉-th smallest of the n scores (split conformal). Where further known examples are
    /// drawn as these were, the chance that one is called novel is at most α, for any n and any law of the scores; ties make it smaller, never larger.
    /// </summary>
    /// <param name="score">What was measured.</param>
    /// <param name="known">Scores of known examples that the model was not trained on; at least <see cref="FewestRows"/>.</param>
    /// <param name="falseAlarms">α, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    /// <exception cref="ArgumentException">There are too few scores, or one is no number.</exception>
    public static NoveltyRule Calibrate(NoveltyScore score, ReadOnlySpan<float> known, double falseAlarms)
    {
        int fewest = FewestRows(falseAlarms);
        if (known.Length < fewest)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"A share of {falseAlarms} false alarms takes {fewest:N0} known examples or more to be set by; found {known.Length:N0}."));
        }

        float[] sorted = known.ToArray();
        Array.Sort(sorted);     // A NaN comes first.
        return float.IsNaN(sorted[0])
            ? throw new ArgumentException("Found a novelty score that is not a number.", nameof(known))
            : new NoveltyRule(score, sorted[known.Length - Above(known.Length, falseAlarms)], falseAlarms, known.Length);
    }

    /// <summary>The fewest known examples that a share of false alarms can be set by: ⌈1/α⌉ − 1.</summary>
    /// <param name="falseAlarms">α, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    public static int FewestRows(double falseAlarms) => falseAlarms is > 0 and < 1
        ? (int)Math.Min(int.MaxValue, Math.Ceiling(1 / Exact(falseAlarms)) - 1)
        : throw new ArgumentOutOfRangeException(nameof(falseAlarms), falseAlarms, "A share of false alarms is above 0 and below 1.");

    /// <summary>Whether a score is novel.</summary>
    public bool IsNovel(float novelty) => novelty > Threshold;

    /// <summary>The rule in a line: what is novel, and how the threshold was set.</summary>
    public override string ToString() => float.IsPositiveInfinity(Threshold) ? $"{Score}, never novel" : string.Create(
        CultureInfo.InvariantCulture, $"{Score} above {Threshold:G6}, ") + (Rows == 0 ? "as given"
            : string.Create(CultureInfo.InvariantCulture, $"set by {FalseAlarms:0.####%} false alarms on {Rows:N0} known rows"));

    /// <summary>A rule that was stored, whose numbers were checked.</summary>
    internal static NoveltyRule Restore(NoveltyScore score, float threshold, double falseAlarms, int rows) => new(score, threshold, falseAlarms, rows);

    // Scores that may lie above the threshold, with it: n + 1 − ⌈(n + 1)(1 − α)⌉ = ⌊(n + 1)α⌋, at least 1 by the number of rows.
    private static int Above(int count, double falseAlarms) => (int)Math.Floor((count + 1) * Exact(falseAlarms));

    // 0.05 is to mean a twentieth, so that 19 rows are enough for it.
    private static decimal Exact(double falseAlarms) => Math.Clamp((decimal)falseAlarms, 1e-15m, 1 - 1e-15m);
}
