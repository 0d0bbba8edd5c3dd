using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Novelty;

namespace Codeword.Models;

/// <summary>All parts of a trained model, checked to fit together.</summary>
public sealed record Model
{
    /// <summary>Puts the parts together.</summary>
    /// <param name="info">What the model says of its making.</param>
    /// <param name="labels">The K labels.</param>
    /// <param name="labelRows">N_l, training examples a label: K counts, none above the training rows.</param>
    /// <param name="codebook">The codewords of the K labels.</param>
    /// <param name="heads">Outputs for every digit of the codebook.</param>
    /// <param name="decoder">Chosen on validation data, or by an option.</param>
    /// <param name="probabilities">Fitted on validation data.</param>
    /// <param name="featurizer">For text; null when the input is features.</param>
    /// <exception cref="ArgumentException">Two parts do not fit together.</exception>
    public Model(
        ModelInfo info, LabelSet labels, long[] labelRows, Codebook codebook, Heads heads, Decoder decoder, ProbabilityMap probabilities,
        TextFeaturizer? featurizer)
    {
        Require(codebook.Classes == labels.Count, $"the codebook has {codebook.Classes} codewords, the registry {labels.Count} labels");
        Require(labelRows.Length == labels.Count, $"there are {labelRows.Length} label counts for {labels.Count} labels");
        Require(
            labelRows.All(rows => rows >= 0 && rows <= info.TrainingRows),
            $"a label has fewer than 0 training rows or more than the {info.TrainingRows} there are");
        Require(heads.Outputs == codebook.Outputs, $"the heads have {heads.Outputs} outputs, the codebook's digits {codebook.Outputs} values");
        int? features = featurizer?.FeatureCount;
        Require(
            features is null || features == heads.Transform.FeatureCount,
            $"the featurizer makes {features} features, the heads take {heads.Transform.FeatureCount}");
        Require(
            heads.Groups.Count == 1 || GroupsAreColumns(codebook, heads),
            "the groups of heads are neither one nor one a column of the codebook");
        Require(
            codebook.Bits is not null || !codebook.Columns.Any(column => column is BitColumn),
            "bits of binary codes stand among other digits, or not all or not in order");
        decoder.Require(heads.Loss, codebook.Bits is not null);
        Require(
            decoder.ScoresEveryClass || !probabilities.IsSoftmax,
            $"the decoder {decoder} does not score every class, the probability map needs all scores");
        (Info, Labels, LabelRows, Codebook, Heads) = (info, labels, labelRows, codebook, heads);
        (Decoder, Probabilities, Featurizer) = (decoder, probabilities, featurizer);
    }

    /// <summary>What the model says of its making.</summary>
    public ModelInfo Info { get; }

    /// <summary>The K labels.</summary>
    public LabelSet Labels { get; }

    /// <summary>N_l, training examples a label.</summary>
    public IReadOnlyList<long> LabelRows { get; }

    /// <summary>The codewords.</summary>
    public Codebook Codebook { get; }

    /// <summary>What predicts the digits.</summary>
    public Heads Heads { get; }

    /// <summary>What turns digits into classes.</summary>
    public Decoder Decoder { get; }

    /// <summary>What turns scores into probabilities.</summary>
    public ProbabilityMap Probabilities { get; }

    /// <summary>What turns text into features; null when the input is features.</summary>
    public TextFeaturizer? Featurizer { get; }

    /// <summary>When an example counts as novel; null where none is stored.</summary>
    /// <exception cref="ArgumentException">The codebook or the probabilities do not have the rule's score.</exception>
    public NoveltyRule? Novelty
    {
        get;
        init
        {
            if (value is not null)
            {
                NoveltyMeter.Require(value.Score, Codebook, Probabilities);
            }

            field = value;
        }
    }

    private static bool GroupsAreColumns(Codebook codebook, Heads heads) =>
        heads.Groups.Count == codebook.Length
        && heads.Groups.Zip(codebook.Columns).All(pair => pair.First.Weights.Columns == pair.Second.Outputs);

    private static void Require(bool holds, string problem)
    {
        if (!holds)
        {
            throw new ArgumentException($"The model's parts do not fit together: {problem}.");
        }
    }
}
