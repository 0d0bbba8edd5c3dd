using Codeword.Models;

namespace Codeword.Experiments;

/// <summary>A trained model with its weights in another format, and what that stores.</summary>
internal static class PackedModel
{
    /// <param name="classifier">A model with weights of float32.</param>
    /// <param name="format">The format wanted.</param>
    /// <param name="share">Of sparse weights, the share kept, the largest ones.</param>
    public static Classifier Of(Classifier classifier, WeightFormat format, double share)
    {
        Model exact = classifier.Model;
        return WithHeads(classifier, exact.Heads.To(format, share));
    }

    /// <summary>The same model with other heads.</summary>
    public static Classifier WithHeads(Classifier classifier, Heads heads)
    {
        Model exact = classifier.Model;
        return new Classifier(
            new Model(exact.Info, exact.Labels, [.. exact.LabelRows], exact.Codebook, heads, exact.Decoder, exact.Probabilities, exact.Featurizer));
    }

    /// <summary>Numbers stored: a sparse weight counts twice, since its place is a number too.</summary>
    public static double StoredNumbers(Classifier classifier) =>
        (classifier.Model.Heads.Encoder?.WeightCount ?? 0)
        + classifier.Model.Heads.Groups.Sum(group => group.Weights is SparseWeights sparse ? 2.0 * sparse.Entries : group.Weights.Count);
}
