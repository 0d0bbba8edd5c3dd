using Codeword.Data;
using Codeword.Decoding;
using Codeword.Novelty;
using Codeword.Numerics;

namespace Codeword.Training;

/// <summary>Sets the threshold of novelty on held-out examples.</summary>
internal static class NoveltyFitting
{
    /// <summary>The share of known examples that may be called novel.</summary>
    public const double FalseAlarms = 0.05;

    /// <summary>
    /// The rule of a model's default score, by split conformal on those held-out examples that have a label training saw; null where there are too few of them. Held-out
    /// examples had no part in the
    /// weights, but chose epochs, decoder and probabilities; so the rate is nearly, not strictly, that of new ones.
    /// </summary>
    /// <param name="outputs">What the heads said.</param>
    /// <param name="decoder">The decoder that was chosen.</param>
    /// <param name="probabilities">The map that was fitted.</param>
    /// <param name="labelRows">Training rows of each label.</param>
    public static NoveltyRule? Fit(ValidationOutputs outputs, Decoder decoder, ProbabilityMap probabilities, long[] labelRows)
    {
        int[] rows = [.. Enumerable.Range(0, outputs.Count).Where(row => HasKnownLabel(outputs.LabelsOf(row), labelRows))];
        if (rows.Length < NoveltyRule.FewestRows(FalseAlarms))
        {
            return null;
        }

        NoveltyScore score = NoveltyMeter.DefaultScore(outputs.Codebook, decoder);
        var meter = new NoveltyMeter(score, outputs.Codebook, outputs.Loss, decoder, probabilities);
        float[] known = new float[rows.Length];
        outputs.ForEach(decoder, rows, (i, scorer, scratch) => known[i] = Measure(meter, outputs.OutputsOf(rows[i]), scorer, scratch, probabilities));
        return NoveltyRule.Calibrate(score, known, FalseAlarms);
    }

    private static float Measure(NoveltyMeter meter, ReadOnlySpan<float> outputs, Scorer scorer, ScoringScratch scratch, ProbabilityMap probabilities)
    {
        Span<int> labels = [0];
        Span<float> scores = [0];
        var top = new TopK(labels, scores);
        double logSum = scorer.Rank(scratch, ref top, probabilities.IsSoftmax ? probabilities.Scale : 0);
        var evidence = new NoveltyEvidence(outputs) { LogSum = logSum };
        return meter.Measure(top.Sort() == 0
            ? evidence
            : evidence with { Best = new LabelId(labels[0]), Score = scores[0], Probability = probabilities.Probability(scores[0], logSum) });
    }

    private static bool HasKnownLabel(ReadOnlySpan<LabelId> labels, long[] labelRows)
    {
        foreach (LabelId label in labels)
        {
            if (labelRows[label.Value] > 0)
            {
                return true;
            }
        }

        return false;
    }
}
