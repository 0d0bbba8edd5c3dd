using Codeword.Evaluation;
using Codeword.Numerics;

namespace Codeword.Experiments;

/// <summary>
/// F1 of a score whose threshold is tuned on n labelled samples, half of them unknown: that of the highest F1 on the samples. Samples are drawn with replacement, from rows
/// that are not measured.
/// </summary>
internal static class NoveltyCurve
{
    public const int Draws = 100;

    /// <summary>n.</summary>
    public static IReadOnlyList<int> Samples { get; } = [10, 30, 100, 300, 1000, 3000, 10_000];

    /// <summary>Known to unknown among the rows measured: rates are weighted, no row is left out.</summary>
    public static IReadOnlyList<(string Name, double Ratio)> Ratios { get; } = [("F1 at 1:1", 1), ("F1 at 9:1", 9), ("F1 at 1:9", 1.0 / 9)];

    /// <summary>The mean over the draws of F1 at each ratio, and the deviation at 1:1.</summary>
    /// <param name="knownPool">Scores that known samples are drawn from.</param>
    /// <param name="unknownPool">Scores that unknown ones are drawn from.</param>
    /// <param name="measured">The rows measured.</param>
    /// <param name="samples">n.</param>
    /// <param name="seed">Names the draws.</param>
    public static IEnumerable<(string Measure, double Value)> Measure(float[] knownPool, float[] unknownPool, NoveltyMetrics measured, int samples, int seed)
    {
        var random = SplitMix64.ForPart((ulong)seed, (ulong)samples);
        var counts = new NoveltyCounts[Draws];
        for (int draw = 0; draw < Draws; draw++)
        {
            var tuning = new NoveltyMetrics(Draw(knownPool, samples / 2, ref random), Draw(unknownPool, samples / 2, ref random));
            counts[draw] = measured.At(tuning.Best().Threshold);
        }

        foreach ((string name, double ratio) in Ratios)
        {
            yield return (name, counts.Average(one => one.F1At(ratio)));
        }

        double mean = counts.Average(one => one.F1At(1));
        yield return ("deviation at 1:1", Math.Sqrt(counts.Sum(one => Math.Pow(one.F1At(1) - mean, 2)) / (Draws - 1)));
    }

    private static float[] Draw(float[] pool, int count, ref SplitMix64 random)
    {
        float[] drawn = new float[count];
        foreach (ref float score in drawn.AsSpan())
        {
            score = pool[random.NextIndex(pool.Length)];
        }

        return drawn;
    }
}
