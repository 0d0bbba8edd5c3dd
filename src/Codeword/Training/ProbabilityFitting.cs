using Codeword.Data;
using Codeword.Decoding;
using Codeword.Numerics;

namespace Codeword.Training;

/// <summary>Fits the map from scores to probabilities by maximum likelihood on held-out examples.</summary>
internal static class ProbabilityFitting
{
    private const double LogRange = 23; // scales from 1e-10 to 1e10
    private const int SoftmaxRows = 1000;
    private const int SoftmaxScores = 1 << 23;
    private const int SigmoidRows = 5000;
    private const int SigmoidClasses = 50;

    // What a float can hold and multiply by a score, whatever the labels.
    private const double SmallestScale = 1e-30;
    private const double LargestScale = 1e30;

    /// <summary>
    /// Fits one temperature for single-label data and a decoder that scores every class, on as many held-out examples as have K scores in 32 MB; else Platt's
    /// sigmoid, on the 50 best classes of each example: the probabilities that are shown to anyone, which the thousands of hopeless classes would outweigh.
    /// </summary>
    /// <param name="outputs">What the heads say.</param>
    /// <param name="among">The examples to fit on.</param>
    /// <param name="decoder">What makes scores of it.</param>
    /// <param name="isMultiLabel">Whether an example may have several labels.</param>
    public static ProbabilityMap Fit(ValidationOutputs outputs, int[] among, Decoder decoder, bool isMultiLabel)
    {
        bool isSigmoid = isMultiLabel || !decoder.ScoresEveryClass;
        long most = isSigmoid ? SigmoidRows : Math.Min(SoftmaxRows, SoftmaxScores / outputs.Classes);
        int[] rows = [.. ValidationOutputs.Spread((int)Math.Max(1, most), among.Length).Select(place => among[place])];
        if (!isSigmoid)
        {
            LabelId[][] labels = [.. rows.Select(row => outputs.LabelsOf(row).ToArray())];
            return FitTemperature(Scores(outputs, decoder, rows), labels, outputs.Parallelism);
        }

        (float[] Scores, LabelId[] Truth)[] best = outputs.Best(decoder, rows, SigmoidClasses);
        return FitSigmoid([.. best.Select(row => row.Scores)], [.. best.Select(row => row.Truth)], Math.Min(SigmoidClasses, outputs.Classes));
    }

    /// <summary>
    /// Fits the curve from a map's probabilities to calibrated ones: where classes share a probability of 1 to the first class of each example, else to the 50 best. Examples
    /// without a label that is known say nothing.
    /// </summary>
    /// <param name="outputs">What the heads say.</param>
    /// <param name="among">The examples to fit on.</param>
    /// <param name="decoder">What makes scores of it.</param>
    /// <param name="map">What makes probabilities of scores.</param>
    /// <param name="isMultiLabel">Whether an example may have several labels, or none.</param>
    /// <returns>Null without examples.</returns>
    public static ProbabilityCurve? FitCurve(ValidationOutputs outputs, int[] among, Decoder decoder, ProbabilityMap map, bool isMultiLabel)
    {
        int[] known = [.. among.Where(row => outputs.IsKnown(row, isMultiLabel))];
        return IsotonicRegression.Fit([.. outputs.Judge(decoder, known, map, map.IsSoftmax ? 1 : SigmoidClasses).SelectMany(row => row)]);
    }

    /// <summary>
    /// The temperature that minimises −Σ ln p(true class), by golden-section search over the logarithm of the scale (the loss is convex in the
    /// scale). One example more, the mean of all with the class of the highest score below the best as the true one, stands for the mistake that n examples may not show (Laplace's
    /// rule of succession): without it examples whose class always has the best score would pull the scale to infinity and every probability to 1. Examples of labels that training
    /// did not know, and those whose classes all have one score, say nothing; without any other the scale is 1.
    /// </summary>
    /// <param name="all">The scores of all classes for each example, padded with −∞ to whole vectors.</param>
    /// <param name="labels">The labels of each example; the first counts.</param>
    /// <param name="parallel">How the examples are spread over threads.</param>
    internal static ProbabilityMap FitTemperature(float[][] all, LabelId[][] labels, ParallelOptions parallel)
    {
        (float[] Scores, float Below, int Truth)[] rows =
        [
            .. all.Zip(labels).Where(pair => pair.Second.Length > 0)
                .Select(pair => (Scores: pair.First, Below: BelowHighest(pair.First), Truth: pair.Second[0].Value)).Where(row => float.IsFinite(row.Below)),
        ];
        if (rows.Length == 0)
        {
            return new ProbabilityMap(IsSoftmax: true, 1, 0);
        }

        double logScale = GoldenSection.Minimise(candidate => Loss(rows, VectorMath.Exp((float)candidate), parallel), -LogRange, LogRange);
        return new ProbabilityMap(IsSoftmax: true, VectorMath.Exp((float)logScale), 0);
    }

    // The highest score that is below the best: classes that share a code are not told apart by any scale. −∞ where there is none.
    private static float BelowHighest(ReadOnlySpan<float> scores)
    {
        float top = Softmax.Highest(scores), below = float.NegativeInfinity;
        foreach (float score in scores)
        {
            below = score < top ? Math.Max(below, score) : below;
        }

        return below;
    }

    private static double Loss((float[] Scores, float Below, int Truth)[] rows, float scale, ParallelOptions parallel)
    {
        double[] losses = new double[rows.Length];
        Parallel.For(0, rows.Length, parallel, row =>
        {
            (float[] scores, float below, int truth) = rows[row];
            float top = Softmax.Highest(scores);
            double logSum = ((double)scale * top) + VectorMath.Log(Softmax.SumOfExponentials(scores, scale, top));
            losses[row] = logSum - ((double)scale * scores[truth]) + ((logSum - ((double)scale * below)) / rows.Length);
        });
        return losses.Sum();
    }

    /// <summary>
    /// Platt's sigmoid over all classes of all examples, by Newton steps. They are taken in scores of mean 0 and deviation 1, where slope and shift
    /// do not pull at each other, from the slope 1 and the shift that gives the share of positives. The targets are Platt's, (N₊ + 1)/(N₊ + 2) for N₊ positives and 1/(N₋ + 2)
    /// for N₋ negatives, so that separable ones have a best slope too (Platt 1999, Probabilistic outputs for support vector machines, section 2.2).
    /// </summary>
    /// <param name="scores">The scores of all classes for each example; the first <paramref name="classes"/> count, or as many as there are.</param>
    /// <param name="labels">The labels of each example, each the place of a score.</param>
    /// <param name="classes">K.</param>
    internal static ProbabilityMap FitSigmoid(float[][] scores, LabelId[][] labels, int classes)
    {
        (double mean, double deviation, double count) = Moments(scores, classes);
        double positives = labels.Sum(own => own.Length), share = positives / count;
        (double high, double low) = ((positives + 1) / (positives + 2), 1 / (Math.Max(0, count - positives) + 2));
        double odds = Math.Clamp(share, 1e-12, 1 - 1e-12);
        (double scale, double offset) = (1, VectorMath.Log(odds) - VectorMath.Log(1 - odds));
        for (int step = 0; step < 50; step++)
        {
            var sums = new LogisticSums(mean, deviation, high, low);
            for (int row = 0; row < scores.Length; row++)
            {
                sums.Add(Counted(scores[row], classes), labels[row], scale, offset);
            }

            (double scaleStep, double offsetStep) = sums.NewtonStep();
            scale = Math.Clamp(scale - scaleStep, scale / 4, scale * 4);
            offset -= Math.Clamp(offsetStep, -5, 5);
            if (Math.Abs(scaleStep) < 1e-7 * scale && Math.Abs(offsetStep) < 1e-7)
            {
                break;
            }
        }

        scale = Math.Clamp(scale / deviation, SmallestScale, LargestScale);
        return new ProbabilityMap(IsSoftmax: false, (float)scale, (float)(offset - (scale * mean)));
    }

    private static ReadOnlySpan<float> Counted(float[] scores, int classes) => scores.AsSpan(0, Math.Min(classes, scores.Length));

    private static (double Mean, double Deviation, double Count) Moments(float[][] scores, int classes)
    {
        double sum = 0;
        double square = 0;
        foreach (float[] row in scores)
        {
            foreach (float score in Counted(row, classes))
            {
                sum += score;
                square += (double)score * score;
            }
        }

        double count = Math.Max(1.0, scores.Sum(row => (double)Math.Min(classes, row.Length)));
        double mean = sum / count;
        double variance = (square / count) - (mean * mean);
        return (mean, variance > 1e-12 * mean * mean ? Math.Sqrt(variance) : 1, count);   // Scores that are all the same have no deviation.
    }

    // Rows of K scores, padded with −∞ to whole vectors: a few held-out examples only.
    private static float[][] Scores(ValidationOutputs outputs, Decoder decoder, int[] rows)
    {
        float[][] all = new float[rows.Length][];
        outputs.ForEach(decoder, rows, (row, scorer, scratch) =>
        {
            float[] scores = new float[(outputs.Classes + VectorMath.Lanes - 1) / VectorMath.Lanes * VectorMath.Lanes];
            scorer.Score(scratch, 0, scores.AsSpan(0, outputs.Classes));
            scores.AsSpan(outputs.Classes).Fill(float.NegativeInfinity);
            all[row] = scores;
        });
        return all;
    }
}
