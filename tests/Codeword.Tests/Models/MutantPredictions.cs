using Codeword.Data;
using Codeword.Decoding;

namespace Codeword.Tests.Models;

/// <summary>What must hold of any model that could be loaded, whoever wrote its file.</summary>
internal static class MutantPredictions
{
    public static void Check(Classifier classifier)
    {
        Predictor predictor = classifier.CreatePredictor();
        if (classifier.Model.Featurizer is not null)
        {
            Check(classifier, predictor.Predict("the waterproof boot: größe, zelt", 5));
            Check(classifier, predictor.Predict("", 1));
        }

        Check(classifier, predictor.Predict(Features.Sparse([0, 3, 4, int.MaxValue - 1], [1, -2, 1e30f, 1]), 5));
        Check(classifier, predictor.Predict(Features.Dense([1, 0, float.MaxValue, float.MinValue, float.Epsilon]), 100));
    }

    private static void Check(Classifier classifier, PredictionResult result)
    {
        ReadOnlySpan<Prediction> top = result.Top;
        if (float.IsNaN(result.Novelty) || result.IsNovel != result.Novelty > classifier.Novelty.Threshold)
        {
            Assert.Fail($"The novelty is {result.Novelty}.");
        }

        if (top.IsEmpty && classifier.Model.Decoder.Kind != DecoderKind.Exact)
        {
            Assert.Fail("No class was named.");
        }

        for (int i = 0; i < top.Length; i++)
        {
            bool isFine = float.IsFinite(top[i].Score) && top[i].Probability is >= 0 and <= 1
                && top[i].Label.Value >= 0 && top[i].Label.Value < classifier.Labels.Count
                && (i == 0 || top[i].Score <= top[i - 1].Score);
            if (!isFine)
            {
                Assert.Fail($"Prediction {i} is {top[i]}.");
            }
        }
    }
}
