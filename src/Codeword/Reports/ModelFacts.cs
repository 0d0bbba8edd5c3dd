using System.Globalization;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Novelty;

namespace Codeword.Reports;

/// <summary>What a model is.</summary>
/// <param name="Facts">Method, sizes, decoder and the like.</param>
/// <param name="Options">The options it was trained with.</param>
/// <param name="Validation">What was measured on held-out rows while training.</param>
internal sealed record ModelFacts(IReadOnlyList<Fact> Facts, IReadOnlyList<Fact> Options, IReadOnlyList<Figure> Validation)
{
    public static ModelFacts Of(Classifier classifier) => Of(classifier.Model, classifier.Novelty);

    private static ModelFacts Of(Model model, NoveltyRule novelty) => new(
        [
            new("method", model.Info.Method),
            new("classes", FormattableString.Invariant($"K = {model.Labels.LiveCount:N0}{Retired(model.Labels)}")),
            new("features", FormattableString.Invariant($"d = {model.Heads.Transform.FeatureCount:N0}{(model.Featurizer is null ? "" : ", made of text")}")),
            new("codeword", Codeword(model.Codebook)),
            new("encoder", model.Heads.Encoder is { } encoder
                ? FormattableString.Invariant($"{encoder.Outputs:N0} outputs, {encoder.WeightCount:N0} weights") : "none: heads are linear in the features"),
            new("heads", FormattableString.Invariant($"{model.Heads.WeightCount:N0} weights, {model.Heads.Format}, trained by the loss {model.Heads.Loss}")),
            new("trained on", FormattableString.Invariant($"{model.Info.TrainingRows:N0} rows of {(model.Info.IsMultiLabel ? "any number of labels" : "one label")}")),
            new("decoder", model.Decoder.ToString()),
            new("probability", Formula(model)),
            new("novel", novelty.ToString()),
        ],
        [.. model.Info.Options.OrderBy(option => option.Key, StringComparer.Ordinal).Select(option => new Fact(option.Key, option.Value))],
        [.. model.Info.Validation.OrderBy(figure => figure.Key, StringComparer.Ordinal).Select(figure => new Figure(figure.Key, figure.Value))]);

    private static string Retired(LabelSet labels) => labels.Retired.Count == 0 ? "" : FormattableString.Invariant($"; {labels.Retired.Count:N0} more are retired");

    private static string Codeword(Codebook codebook) => codebook.Bits is { } bits
        ? FormattableString.Invariant($"k = {bits.Bits} bits")
        : FormattableString.Invariant($"R = {codebook.Length:N0} digits ({Kinds(codebook)}), ΣB = {codebook.Outputs:N0} outputs");

    private static string Kinds(Codebook codebook) => string.Join(", ", codebook.Columns
        .GroupBy(column => (column.Kind, column.Buckets))
        .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key.Kind} of {group.Key.Buckets:N0} buckets")));

    private static string Formula(Model model)
    {
        ProbabilityMap map = model.Probabilities;
        string formula = map.IsSoftmax
            ? FormattableString.Invariant($"softmax({map.Scale:G5} · score)")
            : FormattableString.Invariant($"sigmoid({map.Scale:G5} · score + {map.Offset:G5})");
        return model.Curve is null ? formula : FormattableString.Invariant($"{formula}, then a curve of {model.Curve.Given.Length:N0} knots");
    }
}
