using Codeword.Decoding;
using Codeword.Evaluation;

namespace Codeword.Training;

/// <summary>Chooses the decoder by nDCG@5 on held-out examples: for one label, the mean of 1/log₂(1 + rank) over ranks up to 5.</summary>
internal static class DecoderChoice
{
    /// <summary>The metric that choices are made by.</summary>
    public const string Criterion = "nDCG@5";

    public static (Decoder Decoder, MetricList Metrics) Choose(ValidationOutputs outputs, LabelFrequencies frequencies, IReadOnlyList<Decoder> candidates)
    {
        Decoder best = candidates[0];
        MetricList bestMetrics = outputs.Measure(best, frequencies);
        foreach (Decoder candidate in candidates.Skip(1))
        {
            MetricList metrics = outputs.Measure(candidate, frequencies);
            if (Quality(metrics) > Quality(bestMetrics))
            {
                (best, bestMetrics) = (candidate, metrics);
            }
        }

        return (best, bestMetrics);
    }

    /// <summary>Its value.</summary>
    public static double Quality(MetricList metrics) => metrics.TryGet(Criterion, out double value) ? value : 0;
}
