using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;

namespace Codeword.Tests.Reference;

/// <summary>Novelty scores and their figures from the definitions: every pair, every threshold.</summary>
internal static class ReferenceNovelty
{
    /// <summary>The smallest number of bits in which the logits' code differs from a class code.</summary>
    public static int CodeDistance(BinaryCodes codes, float[] logits) =>
        Enumerable.Range(0, codes.Count).Min(i => ReferenceBits.Distance(codes, i, logits));

    /// <summary>1 less the mean over the digits of what a head gives the class's bucket.</summary>
    public static double Disagreement(Codebook codebook, HeadLoss loss, float[] outputs, LabelId label)
    {
        int start = 0;
        double sum = 0;
        foreach (DigitColumn column in codebook.Columns)
        {
            double[] head = [.. outputs.Skip(start).Take(column.Buckets).Select(output => (double)output)];
            double own = head[column.DigitOf(label)];
            sum += loss switch
            {
                HeadLoss.SquaredHinge => Math.Min(1, Math.Max(0, (1 + own) / 2)),
                HeadLoss.Logistic => 1 / (1 + Math.Exp(-own)),
                _ => 1 / head.Sum(output => Math.Exp(output - own)),
            };
            start += column.Buckets;
        }

        return 1 - (sum / codebook.Length);
    }

    /// <summary>Over all pairs of an unknown and a known example, how often the unknown one scores higher; equal scores count half.</summary>
    public static double Auroc(float[] known, float[] unknown) =>
        known.Average(k => unknown.Average(u => u > k ? 1 : u == k ? 0.5 : 0));

    /// <summary>Σ (R_i − R_{i−1})·P_i over all thresholds, each score's own from the highest down.</summary>
    public static double AveragePrecision(float[] positive, float[] negative)
    {
        double sum = 0, last = 0;
        foreach (float threshold in positive.Concat(negative).Distinct().OrderDescending())
        {
            double found = positive.Count(score => score >= threshold), wrong = negative.Count(score => score >= threshold);
            sum += ((found / positive.Length) - last) * found / (found + wrong);
            last = found / positive.Length;
        }

        return sum;
    }

    /// <summary>The unknown ones that the strictest threshold accepts of those that accept 95 % of the known ones.</summary>
    public static double FalsePositiveRate(float[] known, float[] unknown)
    {
        float threshold = known.Concat(unknown).Where(t => 100 * known.Count(score => score <= t) >= 95 * known.Length).Min();
        return unknown.Average(score => score <= threshold ? 1.0 : 0);
    }

    /// <summary>F1 of novel as positive.</summary>
    public static double F1(float[] known, float[] unknown, float threshold)
    {
        double found = unknown.Count(score => score > threshold), alarms = known.Count(score => score > threshold);
        return found == 0 ? 0 : 2 * found / ((2 * found) + alarms + (unknown.Length - found));
    }
}
