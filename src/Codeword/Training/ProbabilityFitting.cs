using Codeword.Decoding;
using Codeword.Numerics;

namespace Codeword.Training;

/// <summary>Fits the map from scores to probabilities by maximum likelihood on held-out examples.</summary>
internal static class ProbabilityFitting
{
    private const int SoftmaxRows = 1000;
    private const int SigmoidScores = 1 << 21;

    /// <summary>
    /// One label: the temperature that minimises −Σ ln p(true class), by golden-section search over the logarithm of the scale (the loss is convex
    /// in the scale). Many labels: Platt's sigmoid over all classes, by Newton steps.
    /// </summary>
    public static ProbabilityMap Fit(ValidationOutputs outputs, Decoder decoder, bool isMultiLabel) =>
        isMultiLabel ? FitSigmoid(outputs, decoder) : FitTemperature(outputs, decoder);

    private static ProbabilityMap FitTemperature(ValidationOutputs outputs, Decoder decoder)
    {
        float[][] scores = Scores(outputs, decoder, Math.Min(SoftmaxRows, Math.Max(1, (int)(SigmoidScores * 4L / outputs.Classes))));
        double low = Math.Log(1e-4);
        double high = Math.Log(1e4);
        const double Golden = 0.6180339887498949;
        double left = high - (Golden * (high - low));
        double right = low + (Golden * (high - low));
        (double leftLoss, double rightLoss) = (Loss(left), Loss(right));
        for (int step = 0; step < 30; step++)
        {
            if (leftLoss <= rightLoss)
            {
                (high, right, rightLoss) = (right, left, leftLoss);
                left = high - (Golden * (high - low));
                leftLoss = Loss(left);
            }
            else
            {
                (low, left, leftLoss) = (left, right, rightLoss);
                right = low + (Golden * (high - low));
                rightLoss = Loss(right);
            }
        }

        return new ProbabilityMap(IsSoftmax: true, (float)Math.Exp((low + high) / 2), 0);

        double Loss(double logScale)
        {
            float scale = (float)Math.Exp(logScale);
            double[] losses = new double[scores.Length];
            Parallel.For(0, scores.Length, row =>
            {
                float top = Softmax.Highest(scores[row]);
                double logSum = ((double)scale * top) + VectorMath.Log(Softmax.SumOfExponentials(scores[row], scale, top));
                losses[row] = outputs.LabelsOf(row) is [var label, ..] ? logSum - ((double)scale * scores[row][label.Value]) : 0;
            });
            return losses.Sum();
        }
    }

    private static ProbabilityMap FitSigmoid(ValidationOutputs outputs, Decoder decoder)
    {
        float[][] scores = Scores(outputs, decoder, Math.Max(1, (int)(SigmoidScores / (long)outputs.Classes)));
        double spread = Spread(scores, outputs.Classes);
        (double scale, double offset) = (1 / Math.Max(1e-6, spread), 0.0);
        for (int step = 0; step < 50; step++)
        {
            var sums = new LogisticSums();
            for (int row = 0; row < scores.Length; row++)
            {
                sums.Add(scores[row].AsSpan(0, outputs.Classes), outputs.LabelsOf(row), scale, offset);
            }

            (double scaleStep, double offsetStep) = sums.NewtonStep();
            scale = Math.Clamp(scale - scaleStep, scale / 4, scale * 4);
            offset -= Math.Clamp(offsetStep, -5, 5);
            if (Math.Abs(scaleStep) < 1e-7 * scale && Math.Abs(offsetStep) < 1e-7)
            {
                break;
            }
        }

        return new ProbabilityMap(IsSoftmax: false, (float)scale, (float)offset);
    }

    private static double Spread(float[][] scores, int classes)
    {
        double sum = 0;
        double square = 0;
        foreach (float[] row in scores)
        {
            foreach (float score in row.AsSpan(0, classes))
            {
                sum += score;
                square += (double)score * score;
            }
        }

        double count = Math.Max(1.0, (double)scores.Length * classes);
        return Math.Sqrt(Math.Max(0, (square / count) - (sum / count * (sum / count))));
    }

    // Rows of K scores, padded with −∞ to whole vectors: a few held-out examples only.
    private static float[][] Scores(ValidationOutputs outputs, Decoder decoder, int rows)
    {
        float[][] all = new float[Math.Min(rows, outputs.Count)][];
        outputs.ForEach(decoder, all.Length, (row, tables, scratch) =>
        {
            float[] scores = new float[(outputs.Classes + VectorMath.Lanes - 1) / VectorMath.Lanes * VectorMath.Lanes];
            outputs.Score(decoder, tables, scratch, scores.AsSpan(0, outputs.Classes));
            scores.AsSpan(outputs.Classes).Fill(float.NegativeInfinity);
            all[row] = scores;
        });
        return all;
    }
}
