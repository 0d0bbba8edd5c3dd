using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Novelty;
using Codeword.Retrieval;
using Codeword.Storage;

namespace Codeword;

/// <summary>A trained model: immutable, and shared by as many threads as like. Each thread makes a <see cref="Predictor"/> of its own.</summary>
public sealed class Classifier
{
    private readonly ModelHashes? _hashes;     // Of the file it was read from: what they are asked for has not changed since.

    internal Classifier(Model model, ModelHashes? hashes = null)
        : this(model, hashes, CreateScorer(model))
    {
    }

    private Classifier(Model model, ModelHashes? hashes, Scorer scorer)
    {
        (Model, _hashes, Scorer) = (model, hashes, scorer);
        Novelty = model.Novelty ?? NoveltyMeter.DefaultRule(model.Codebook, model.Decoder);
        Meter = new NoveltyMeter(Novelty.Score, model.Codebook, model.Heads.Loss, model.Decoder, model.Probabilities, model.Labels);
    }

    /// <summary>The classes' names.</summary>
    public LabelSet Labels => Model.Labels;

    /// <summary>What the model says of its own making.</summary>
    public ModelInfo Info => Model.Info;

    /// <summary>The classes' codewords.</summary>
    public Codebook Codebook => Model.Codebook;

    /// <summary>The codewords of the classes that are not retired, in the order of their ids.</summary>
    internal Codebook LiveCodebook => Labels.Retired.Count == 0 ? Codebook : Codebook.Select(Labels.Live());

    /// <summary>All parts of the model.</summary>
    public Model Model { get; }

    /// <summary>How the best classes are looked for; null where all classes are scored.</summary>
    public CandidateSearch? Candidates => Scorer.Search;

    /// <summary>How classes are ranked and why so, in a line.</summary>
    public string DecodingPlan => Scorer.Plan;

    /// <summary>
    /// When an example counts as novel. A model that stores no rule has LLC's, radius 0, where it has bits, and else one that calls nothing novel.
    /// </summary>
    public NoveltyRule Novelty { get; }

    internal Scorer Scorer { get; }

    internal NoveltyMeter Meter { get; }

    /// <summary>Where the model's bytes are.</summary>
    public MemoryUse MemoryUse => ModelFile.Measure(Model) with { Decoding = Scorer.Bytes };

    /// <summary>
    /// A name for what the model makes of examples, which an index of its codes remembers: a SHA-256, in lower-case hexadecimal, of its text features, input transform, encoder and
    /// heads. Models of one fingerprint encode alike: other decoders, probabilities, rules of novelty and classes leave it as it is, another weight does not.
    /// Of a model that was not read from a file it is found out by writing it, to nowhere, each time.
    /// </summary>
    public string Fingerprint => EncodingFingerprint.Of(Model, (_hashes ?? ModelFile.Hashes(Model)).Sections);

    /// <summary>
    /// Whether codes of this model can be compared with those of an index: it remembers this <see cref="Fingerprint"/>, or no model at all, or, in files of before, the hash of the
    /// file that this model was read from.
    /// </summary>
    public bool CanSearch(LabeledIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        return index.Codes.Bits == Codebook.Bits?.Bits && (index.Model is null || index.Model == _hashes?.Table || index.Model == Fingerprint);
    }

    /// <summary>Makes one thread's scratch for predicting.</summary>
    public Predictor CreatePredictor() => new(this);

    /// <summary>Starts an index of codes that <see cref="Predictor.Encode(Features, Span{byte}, Span{float})"/> writes.</summary>
    /// <exception cref="InvalidOperationException">The model has no bits: it is none of LLC, ECOC or hash.</exception>
    public LabeledIndexBuilder CreateIndexBuilder() => Codebook.Bits is { } codes
        ? new LabeledIndexBuilder(codes.Bits, Fingerprint)
        : throw new InvalidOperationException($"The method {Info.Method} gives instances no code of bits; methods that do are llc, ecoc and hash.");

    /// <summary>
    /// The same model with another decoder. Probabilities were fitted to the scores of its own; those of the other are not calibrated: the softmax of
    /// scores, or their sigmoid for Exact and Table, which do not score every class, and where rows have several labels. They rank as scores do, and say no more.
    /// It scores all classes. A rule of novelty stays where it is about the distance of codes; others were set for the scores of the model's own decoder, and are left behind.
    /// </summary>
    /// <param name="decoder">The decoder; this model is returned when it has it already.</param>
    /// <exception cref="ArgumentException">The decoder does not go with the codebook or the loss.</exception>
    public Classifier With(Decoder decoder)
    {
        if (decoder == Model.Decoder)
        {
            return this;
        }

        decoder.Require(Model.Heads.Loss, Codebook.Bits is not null);
        var probabilities = new ProbabilityMap(!Info.IsMultiLabel && decoder.ScoresEveryClass, 1, 0);
        var model = new Model(Info, Labels, [.. Model.LabelRows], Codebook, Model.Heads, decoder, probabilities, Model.Featurizer)
        {
            Novelty = Model.Novelty is { Score: NoveltyScore.CodeDistance } rule ? rule : null,
        };
        return new Classifier(model, _hashes);
    }

    /// <summary>
    /// The same model with another rule of novelty, as <see cref="NoveltyRule.OfRadius"/> or <see cref="NoveltyRule.Calibrate"/> makes one; it is saved with the model.
    /// </summary>
    /// <param name="rule">The rule; null for what a model has that stores none.</param>
    /// <exception cref="ArgumentException">The model's classes or probabilities do not have the rule's score, or its radius is no less than the bits of a code.</exception>
    public Classifier WithNovelty(NoveltyRule? rule) => rule is { Score: NoveltyScore.CodeDistance } && float.IsFinite(rule.Threshold) && rule.Threshold >= Codebook.Bits?.Bits
        ? throw new ArgumentException($"No code is farther than {Codebook.Bits.Bits} bits from another; expected a radius below that, found {rule.Threshold}.")
        : new(Model with { Novelty = rule }, _hashes, Scorer);

    /// <summary>
    /// The same model, which looks for the best classes in the best buckets of each digit and scores what it finds; some of the best may be missed. Where classes share
    /// a probability of 1, they share it among what was scored: no probability is smaller than over all classes.
    /// </summary>
    /// <param name="search">How far to look; null to score all classes again.</param>
    /// <exception cref="ArgumentException">Classes share no buckets, or the decoder does not add up.</exception>
    public Classifier With(CandidateSearch? search) => search == Candidates ? this : new Classifier(Model, _hashes, Scorer.With(search));

    /// <summary>The same model with other probabilities of the same scores. A rule of novelty that compares probabilities, or a sum over them, goes with the old ones.</summary>
    /// <param name="probabilities">From scores to probabilities.</param>
    /// <param name="curve">From these to calibrated ones; null to leave them as they are.</param>
    /// <exception cref="ArgumentException">All classes were to share a probability of 1, and the decoder does not score them all.</exception>
    public Classifier With(ProbabilityMap probabilities, ProbabilityCurve? curve) =>
        new(
            Model with
            {
                Probabilities = probabilities,
                Curve = curve,
                Novelty = Model.Novelty is { Score: NoveltyScore.MaxProbability or NoveltyScore.Energy } ? null : Model.Novelty,
            },
            _hashes, Scorer);

    /// <summary>
    /// The same model without some of its classes: they are never predicted again, and rows that have them count as rows of unknown labels. Their ids and codewords stay, so that
    /// those of all others do; their names are free for classes added later. Scores of the others stay as they are, shares of a probability of 1 grow.
    /// </summary>
    /// <param name="labels">The classes to retire, one or more; at least one other is left.</param>
    /// <exception cref="ArgumentException">A class is not the model's, is retired already or named twice, or none would be left.</exception>
    public Classifier Retire(IReadOnlyCollection<LabelId> labels) => new(Model.With(Labels.Retire(labels)), _hashes);

    /// <summary>Writes the model to a file, whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => ModelFile.Save(Model, path);

    /// <summary>Reads a model from a file.</summary>
    /// <exception cref="InvalidDataException">The file is no whole and sound model of a version this library reads.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Classifier Load(string path)
    {
        using SectionFile file = ModelFile.Open(path);
        Model model = ModelFile.Read(file);
        return new Classifier(model, new ModelHashes(file.TableSha256, [.. file.Sections.Select(section => (section.Tag, section.Sha256))]));
    }

    private static Scorer CreateScorer(Model model)
    {
        // In proportion to weights and labels, which the file holds: a small file cannot ask for much memory.
        long mostDigitBytes = Math.Max(
            ClassScorer.DefaultDigitBytes, (model.Heads.WeightCount * sizeof(float)) + ((long)Training.MachPlan.LabelBytes * model.Labels.Count));
        return model.Labels.Retired.Count == 0
            ? Scorer.Create(model.Codebook, model.Heads.Loss, model.Decoder, mostDigitBytes)
            : LiveScorer.Create(model.Codebook, model.Heads.Loss, model.Decoder, mostDigitBytes, model.Labels.Live());
    }
}
