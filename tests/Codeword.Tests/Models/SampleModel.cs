using System.Globalization;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Novelty;
using Codeword.Numerics;

namespace Codeword.Tests.Models;

/// <summary>What a small model is made of: K = 12 classes, random weights, nothing trained.</summary>
/// <param name="Columns">Kinds of the digit columns, in order.</param>
/// <param name="Loss">What the heads were as if trained on.</param>
/// <param name="Decoder">Goes with the loss.</param>
/// <param name="HoldsText">Whether a featurizer stands before the heads.</param>
/// <param name="HashesInput">Whether each column hashes the features in its own way.</param>
/// <param name="IsMultiLabel">Whether probabilities are sigmoids.</param>
public sealed record ModelShape(string Columns, HeadLoss Loss, Decoder Decoder, bool HoldsText, bool HashesInput, bool IsMultiLabel)
{
    public const string AllKinds = "hashed shuffled clustered";

    /// <summary>Widths of an encoder's layers, those that are rectified with an r: <c>6r 5</c>; none when empty.</summary>
    public string Encoder { get; init; } = "";

    /// <summary>Whether each column has an encoder of its own, which is then what hashes features.</summary>
    public bool HasBranches { get; init; }

    /// <summary>The rule of novelty; null for none.</summary>
    public NoveltyRule? Novelty { get; init; }

    /// <summary>How the weights are stored; of Sparse half of the heads' are kept.</summary>
    public WeightFormat Weights { get; init; }

    public static ModelShape Text { get; } =
        new(AllKinds, HeadLoss.SquaredHinge, new Decoder(DecoderKind.Hinge, 3), HoldsText: true, HashesInput: true, IsMultiLabel: false);

    public static ModelShape Sparse { get; } =
        new(AllKinds + " identity", HeadLoss.Softmax, new Decoder(DecoderKind.LogSum), HoldsText: false, HashesInput: false, IsMultiLabel: false);

    /// <summary>Binary codes of a few bits; those of classes 4 and 5 are the same, and some others differ in little.</summary>
    public static ModelShape Bits { get; } =
        new("bits9", HeadLoss.Logistic, new Decoder(DecoderKind.Hamming), HoldsText: false, HashesInput: false, IsMultiLabel: false);

    /// <summary>Binary codes behind an encoder of two layers.</summary>
    public static ModelShape Encoded { get; } = Bits with { Encoder = "6r 5" };

    /// <summary>Digits behind an encoder of two layers each, which hashes the features in its own way.</summary>
    public static ModelShape Branched { get; } = Text with { HoldsText = false, HashesInput = true, Encoder = "6r 5", HasBranches = true };

    /// <summary>Every decoder of binary codes.</summary>
    public static IEnumerable<Decoder> BitDecoders =>
        from kind in Enum.GetValues<DecoderKind>()
        let decoder = new Decoder(kind)
        where decoder.IsForBitsOnly || kind is DecoderKind.LogSum or DecoderKind.LogitSum
        select decoder;

    /// <summary>Every loss with every decoder that goes with it.</summary>
    public static IEnumerable<(HeadLoss Loss, Decoder Decoder)> Decoders =>
        from loss in Enum.GetValues<HeadLoss>()
        from kind in Enum.GetValues<DecoderKind>()
        where !new Decoder(kind).IsForBitsOnly
        where loss == HeadLoss.SquaredHinge ? kind is not (DecoderKind.Mean or DecoderKind.LogSum) : kind != DecoderKind.Hinge
        select (loss, new Decoder(kind, kind == DecoderKind.Hinge ? 1.5f : 1));

    public override string ToString() =>
        $"{Columns}, {Loss}, {Decoder}{(HoldsText ? ", text" : "")}{(HashesInput ? ", hashed input" : "")}"
        + $"{(IsMultiLabel ? ", multi-label" : "")} {Encoder}{(HasBranches ? " each" : "")} {Weights}";
}

/// <summary>Makes models of a shape, and asks them for predictions in a form that shows every bit.</summary>
internal static class SampleModel
{
    public const int Classes = 12;
    private const int SparseFeatures = 9;
    private const int Buckets = 5;
    private const int InputBuckets = 4;

    private static readonly string[] Texts =
    [
        "a waterproof hiking boot", "a boot of leather", "größe and weight of a tent", "the tent is waterproof", "leather for the boot", "a tent",
    ];

    public static Model Create(ModelShape shape)
    {
        var random = new SplitMix64(7);
        TextFeaturizer? featurizer = shape.HoldsText
            ? TextFeaturizer.Fit(Texts, new TextFeaturizerOptions { MinDocumentFrequency = 2, CharNGramMin = 3, CharNGramMax = 3 })
            : null;
        var transform = new InputTransform(featurizer?.FeatureCount ?? SparseFeatures, Power: 0.7f, Normalize: true, Bias: 0.5f);
        Codebook codebook = shape.Columns.StartsWith("bits", StringComparison.Ordinal)
            ? OfBits(shape.Columns[4..], ref random)
            : new Codebook([.. shape.Columns.Split(' ').Select((kind, r) => Column(kind, (ulong)r, ref random))]);
        var info = new ModelInfo
        {
            Method = shape.Columns == "identity" ? "ova" : "mach",
            Options = new Dictionary<string, string> { ["seed"] = "7", ["text.wordNGrams"] = "2" },
            TrainingRows = 1000,
            IsMultiLabel = shape.IsMultiLabel,
            Format = shape.HoldsText ? new TextFormat { LabelPrefix = "#" } : new LibsvmFormat { IndexBase = IndexBase.Zero },
            Validation = new Dictionary<string, double> { ["accuracy@1"] = 0.5, ["nDCG@5"] = 1.0 / 3 },
        };
        bool isSoftmax = !shape.IsMultiLabel && shape.Decoder.ScoresEveryClass;
        var probabilities = new ProbabilityMap(isSoftmax, 0.75f, isSoftmax ? 0 : -0.5f);
        long[] rows = [.. Enumerable.Range(0, Classes).Select(i => (long)i * 7)];
        return new Model(
            info, LabelSet.Create(Enumerable.Range(0, Classes).Select(i => i == 3 ? "größe 3" : $"class {i}")), rows, codebook,
            CreateHeads(shape, transform, codebook, ref random).To(shape.Weights, 0.5), shape.Decoder, probabilities, featurizer)
        {
            Novelty = shape.Novelty,
        };
    }

    public static byte[] Save(Model model)
    {
        using var stream = new MemoryStream();
        ModelFile.Save(model, stream);
        return stream.ToArray();
    }

    /// <summary>Predictions for a few inputs, scores and probabilities as the bits they are.</summary>
    public static string Describe(Classifier classifier)
    {
        Predictor predictor = classifier.CreatePredictor();
        var lines = new List<string>();
        for (int input = 0; input < Texts.Length; input++)
        {
            ReadOnlySpan<Prediction> top = classifier.Model.Featurizer is null
                ? predictor.Predict(Features.Sparse([0, input, 50], [0.5f, 1 + input, 3]), 20).Top
                : predictor.Predict(Texts[input], 20).Top;
            foreach (Prediction p in top)
            {
                lines.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{input}: {p.Label.Value} {BitConverter.SingleToUInt32Bits(p.Score):x8} {BitConverter.SingleToUInt32Bits(p.Probability):x8}"));
            }
        }

        return string.Join('\n', lines);
    }

    private static Codebook OfBits(string bits, ref SplitMix64 random)
    {
        float[] values = new float[Classes * int.Parse(bits, CultureInfo.InvariantCulture)];
        foreach (ref float value in values.AsSpan())
        {
            value = (float)(random.NextDouble() - 0.5);
        }

        int length = values.Length / Classes;
        values.AsSpan(4 * length, length).CopyTo(values.AsSpan(5 * length));
        return Codebook.OfBits(BinaryCodes.FromSigns(values, Classes, length));
    }

    private static DigitColumn Column(string kind, ulong seed, ref SplitMix64 random)
    {
        int[] digits = new int[Classes];
        int buckets = kind switch { "clustered2" => 300, "clustered4" => 70_000, _ => Buckets };
        foreach (ref int digit in digits.AsSpan())
        {
            digit = random.NextIndex(buckets);
        }

        return kind switch
        {
            "hashed" => new HashedColumn(Classes, UniversalHash.Draw(ref random, Buckets)),
            "shuffled" => new ShuffledColumn(Classes, Buckets, seed),
            "identity" => new IdentityColumn(Classes),
            _ => new ClusteredColumn(digits, buckets),
        };
    }

    private static Heads CreateHeads(ModelShape shape, InputTransform transform, Codebook codebook, ref SplitMix64 random)
    {
        if (shape.HasBranches)
        {
            return BranchedHeads(shape, transform, codebook, ref random);
        }

        var groups = new List<HeadGroup>();
        LayeredEncoder? encoder = shape.Encoder.Length == 0 ? null : EncoderOf(transform.Rows, LayersOf(shape.Encoder), ref random);
        if (shape.HashesInput)
        {
            foreach (DigitColumn column in codebook.Columns)
            {
                var hash = new InputHash(transform.FeatureCount, InputBuckets, random.Next());
                groups.Add(new HeadGroup(Weights(hash.Rows, column.Outputs, ref random), hash));
            }
        }
        else
        {
            groups.Add(new HeadGroup(Weights(encoder?.Outputs + 1L ?? transform.Rows, (int)codebook.Outputs, ref random), null));
        }

        return new Heads(shape.Loss, transform, groups, encoder);
    }

    private static Heads BranchedHeads(ModelShape shape, InputTransform transform, Codebook codebook, ref SplitMix64 random)
    {
        List<LayeredEncoder> branches = [];
        List<HeadGroup> groups = [];
        foreach (DigitColumn column in codebook.Columns)
        {
            InputHash? hash = shape.HashesInput ? new InputHash(transform.FeatureCount, InputBuckets, random.Next()) : null;
            branches.Add(EncoderOf(hash?.Rows ?? transform.Rows, LayersOf(shape.Encoder), ref random, hash));
            groups.Add(new HeadGroup(Weights(branches[^1].Outputs + 1L, column.Outputs, ref random), null));
        }

        return new Heads(shape.Loss, transform, groups, new BranchedEncoder(branches));
    }

    /// <summary>An encoder with random weights.</summary>
    public static LayeredEncoder EncoderOf(long inputs, (int Width, bool IsRectified)[] shapes, ref SplitMix64 random, InputHash? hash = null)
    {
        List<EncoderLayer> layers = [];
        foreach ((int width, bool isRectified) in shapes)
        {
            layers.Add(new EncoderLayer(Weights(inputs, width, ref random), isRectified));
            inputs = width + 1;
        }

        return new LayeredEncoder(layers, hash);
    }

    private static (int Width, bool IsRectified)[] LayersOf(string encoder) =>
        [.. encoder.Split(' ').Select(layer => (int.Parse(layer.TrimEnd('r'), CultureInfo.InvariantCulture), layer.EndsWith('r')))];

    private static WeightMatrix Weights(long rows, int columns, ref SplitMix64 random)
    {
        var weights = new WeightMatrix(rows, columns);
        for (long row = 0; row < rows; row++)
        {
            foreach (ref float weight in weights.Row(row))
            {
                weight = (float)((4 * random.NextDouble()) - 2);
            }
        }

        return weights;
    }
}
