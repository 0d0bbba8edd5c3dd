using Codeword.Models;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>Every row of the retrieval table: how each method makes numbers of rows, all with the encoder F and the epochs of <see cref="CodeData"/>.</summary>
internal sealed class RetrievalMethods(CodeData data)
{
    // Input features are projected to this many principal axes once; codes take the leading ones.
    private const int InputAxes = 80;
    private readonly RetrievalData _rows = new(data);
    private readonly Dictionary<string, (RealFeatures Features, double Seconds)> _kept = [];

    /// <summary>Names of methods that have codes of any length.</summary>
    public static IReadOnlyList<string> OfBits { get; } =
    [
        "LLC", Repaired, "OrthoHash", "GreedyHash", "HashNet", "ITQ of F's features", "random projection of F's features", "ITQ of the input", "random projection of the input",
    ];

    /// <summary>Names of methods that have real-valued features of any dimension.</summary>
    public static IReadOnlyList<string> OfDimensions { get; } = ["real float32", "real float16"];

    /// <summary>The features that F itself ends in, of a network without a bottleneck.</summary>
    public const string Whole = "real F's own width";

    /// <summary>LLC whose classes that learnt one code are given codes of their own.</summary>
    public const string Repaired = "LLC with clashes repaired";

    /// <summary>Trains and measures.</summary>
    public RetrievalCell Measure(string method, int size, int seed) => method switch
    {
        "LLC" => Trained(method, data.Llc(seed, size)),
        Repaired => Trained(method, data.Llc(seed, size) with { RepairClashes = true }),
        "OrthoHash" or "GreedyHash" or "HashNet" => Trained(method, data.Hash(seed, size, Enum.Parse<HashLoss>(method))),
        "ITQ of F's features" => Signs(method, seed, Rotation.Itq(PrincipalAxes.Leading(Encoded(seed, null).Features, size), Draw(seed)), Encoded(seed, null).Seconds),
        "random projection of F's features" => Signs(method, seed, Rotation.Random(Centred(Encoded(seed, null).Features), size, Draw(seed)), Encoded(seed, null).Seconds),
        "ITQ of the input" => Signs(method, seed, Rotation.Itq(PrincipalAxes.Leading(Inputs(seed), size), Draw(seed)), 0),
        "random projection of the input" => Signs(method, seed, RandomOfInputs(size, seed), 0),
        "real float32" => _rows.OfVectors(method, seed, Encoded(seed, size).Features, sizeof(float), Encoded(seed, size).Seconds),
        "real float16" => _rows.OfVectors(method, seed, Encoded(seed, size).Features.Halved(), 2, Encoded(seed, size).Seconds),
        _ => _rows.OfVectors(method, seed, Encoded(seed, null).Features, sizeof(float), Encoded(seed, null).Seconds),
    };

    /// <summary>Trains with any options and measures: the signs of what gives bits, the features of a softmax head.</summary>
    public RetrievalCell Trained(string method, NetworkOptions options)
    {
        (Classifier model, double seconds) = _rows.Train(options);
        return options is SoftmaxOptions
            ? _rows.OfVectors(method, (int)options.Seed, _rows.Encode(model), sizeof(float), seconds)
            : Signs(method, (int)options.Seed, _rows.Logits(model), seconds);
    }

    private static ulong Draw(int seed) => 1000 + (ulong)seed;

    private RetrievalCell Signs(string method, int seed, RealFeatures features, double seconds) => _rows.OfSigns(method, seed, features, seconds);

    // What was trained last for a number of dimensions; for F's own width, which several methods read, of a seed.
    private (RealFeatures Features, double Seconds) Encoded(int seed, int? dimensions)
    {
        string own = dimensions is null ? "F" : "bottleneck", key = $"{own} {seed} {dimensions}";
        if (!_kept.TryGetValue(key, out (RealFeatures, double) kept))
        {
            (Classifier model, double seconds) = _rows.Train(dimensions is { } d ? data.Bottleneck(seed, d) : data.Softmax(seed));
            kept = (_rows.Encode(model), seconds);
            Keep(own, key, kept);
        }

        return kept;
    }

    private RealFeatures Inputs(int seed)
    {
        string key = $"inputs {seed}";
        if (!_kept.TryGetValue(key, out (RealFeatures Features, double) kept))
        {
            (SparseRows database, SparseRows queries) = Sparse();
            kept = (PrincipalAxes.OfInputs(database, queries, InputAxes, Draw(seed)), 0);
            Keep("inputs", key, kept);
        }

        return kept.Features;
    }

    private void Keep(string kind, string key, (RealFeatures, double) features)
    {
        foreach (string old in _kept.Keys.Where(old => old.StartsWith(kind + " ", StringComparison.Ordinal)).ToArray())
        {
            _kept.Remove(old);
        }

        _kept[key] = features;
    }

    private RealFeatures RandomOfInputs(int bits, int seed)
    {
        (SparseRows database, SparseRows queries) = Sparse();
        return SparseRows.Random(database, queries, bits, Draw(seed));
    }

    private (SparseRows Database, SparseRows Queries) Sparse()
    {
        InputTransform transform = SparseRows.TransformOf(_rows.Database, data.Softmax(1));
        return (new SparseRows(_rows.Database, transform), new SparseRows(_rows.Queries, transform));
    }

    // Rectified units are never negative: about 0 they have no two sides.
    private static RealFeatures Centred(RealFeatures features) => PrincipalAxes.Leading(features, features.Width);
}
