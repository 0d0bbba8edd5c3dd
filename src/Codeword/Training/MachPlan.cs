using Codeword.Codes;
using Codeword.Decoding;
using Codeword.Models;

namespace Codeword.Training;

/// <summary>
/// A size for MACH: R and B for K classes, what they take in memory and work beside one-vs-all, and what theory promises of them. The rule is that of ADR 11: R = 16,
/// B the power of two nearest to √K, at least 16; less where memory is short, hashed inputs where it is very short.
/// </summary>
public sealed record MachPlan
{
    /// <summary>δ of <see cref="LeastRepetitions"/>: pairs of classes are told apart with probability 0.99.</summary>
    private const double Failure = 0.01;
    private const int StandardRepetitions = 16;
    private const int LeastBuckets = 16;
    private const int LeastInputBuckets = 1 << 12;

    /// <summary>What a label takes in memory, about: text of a dozen characters, its place and its count.</summary>
    internal const int LabelBytes = 32;

    /// <summary>K.</summary>
    public required long Classes { get; init; }

    /// <summary>d, features of the input; null when unknown: bytes of weights are then those a feature takes.</summary>
    public long? Features { get; init; }

    /// <summary>R.</summary>
    public required int Repetitions { get; init; }

    /// <summary>B.</summary>
    public required int Buckets { get; init; }

    /// <summary>Rows that the input is hashed to, 0 for none.</summary>
    public int InputBuckets { get; init; }

    /// <summary>How weights are stored.</summary>
    public WeightFormat WeightFormat { get; init; }

    /// <summary>Whether one-vs-all has no more outputs, so that it serves as well; never where memory was limited and its weights do not fit.</summary>
    public bool IsOneVsAllSmaller => Classes <= Outputs && (Limit is not { } limit || OneVsAllMemory[0].Bytes <= limit);

    /// <summary>Bytes that the weights may take; null where no limit was given.</summary>
    public long? Limit { get; init; }

    /// <summary>R·B, the outputs of all heads.</summary>
    public long Outputs => (long)Repetitions * Buckets;

    /// <summary>K/B, how many classes share a bucket.</summary>
    public double Load => Classes / (double)Buckets;

    /// <summary>The expected number of pairs of classes that hashed digits leave indistinguishable: <see cref="MachTheory.IndistinguishablePairs"/>.</summary>
    public double IndistinguishablePairs => MachTheory.IndistinguishablePairs(Classes, Buckets, Repetitions);

    /// <summary>The least R that tells all pairs apart with probability 0.99: <see cref="MachTheory.LeastRepetitions"/>.</summary>
    public int LeastRepetitions => MachTheory.LeastRepetitions(Classes, Buckets, Failure);

    /// <summary>ε: with exact heads, a class's estimated probability is off by ε or more with probability at most 0.05 (<see cref="MachTheory.ErrorBound"/> at p = 0).</summary>
    public double ErrorBound => MachTheory.ErrorBound(0, Buckets, Repetitions, 0.05);

    /// <summary>The standard deviation of a class's estimate with exact heads is at most this: 1/√(R(B−1)).</summary>
    public double DeviationBound => Math.Sqrt(MachTheory.VarianceBound(0, Buckets, Repetitions));

    /// <summary>Bytes of the model, part by part: weights (with their scales, a bias row among them), digits laid out for decoding, and labels.</summary>
    public IReadOnlyList<MemoryPart> Memory =>
    [
        Part("weights", Rows(InputBuckets) * BytesOfRow()),
        Part("digits for decoding", DigitBytes * Repetitions),
        Part("labels", LabelBytes * (Int128)Classes),
    ];

    /// <summary>Bytes of one-vs-all, part by part.</summary>
    public IReadOnlyList<MemoryPart> OneVsAllMemory =>
        [Part("weights", 4 * Rows(0) * (Int128)Classes), Part("digits for decoding", 0), Part("labels", LabelBytes * (Int128)Classes)];

    /// <summary>Multiply-adds of the heads for an example of n features that are not 0: n·R·B; training takes twice as many an epoch and example.</summary>
    public double Products(double nonZeros) => nonZeros * Outputs;

    /// <summary>Multiply-adds of one-vs-all: n·K.</summary>
    public double OneVsAllProducts(double nonZeros) => nonZeros * Classes;

    /// <summary>Additions of decoding one example exactly: K·R.</summary>
    public double Additions => (double)Classes * Repetitions;

    // Of one digit of all classes: a byte each for up to 256 buckets, in whole blocks.
    private Int128 DigitBytes => Buckets <= DigitTiles.MostBuckets
        ? ((Int128)Classes + DigitTiles.BlockClasses - 1) / DigitTiles.BlockClasses * DigitTiles.BlockClasses
        : (Buckets <= 65_536 ? 2 : 4) * (Int128)Classes;

    /// <summary>Proposes a size.</summary>
    /// <param name="classes">K, 2 to 2³¹ − 1.</param>
    /// <param name="features">d, 1 to 2³¹ − 2; null when unknown.</param>
    /// <param name="memory">Bytes that the weights may take; null for as many as the rule asks for.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside its range.</exception>
    /// <exception cref="ArgumentException">Memory is limited but the features are unknown, or no size that tells the classes apart fits.</exception>
    public static MachPlan Propose(long classes, long? features = null, long? memory = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, int.MaxValue);
        if (features is { } count)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count, nameof(features));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(count, int.MaxValue, nameof(features));
        }

        int buckets = Math.Max(LeastBuckets, 1 << (int)Math.Round(Math.Log2(classes) / 2));
        var plan = new MachPlan { Classes = classes, Features = features, Repetitions = StandardRepetitions, Buckets = buckets, Limit = memory };
        if (memory is not { } bytes)
        {
            return plan;
        }

        if (features is null)
        {
            throw new ArgumentException("What fits into memory depends on the number of features; give it too.", nameof(features));
        }

        return plan.IsOneVsAllSmaller ? plan : plan.Shrinkings().FirstOrDefault(smaller => smaller.Memory[0].Bytes <= bytes)
            ?? throw new ArgumentException(
                $"No size that tells {classes} classes apart has weights of {MemoryForecast.Format(bytes)} or less; "
                + $"the smallest takes {MemoryForecast.Format(plan.Shrinkings().Min(smaller => smaller.Memory[0].Bytes))}.", nameof(memory));
    }

    // Weights are packed first, which costs least; then buckets are halved, then repetitions, and then the input is hashed (docs/results).
    private IEnumerable<MachPlan> Shrinkings()
    {
        yield return this;
        yield return this with { WeightFormat = WeightFormat.Int8 };
        MachPlan packed = this with { WeightFormat = WeightFormat.Int4 };
        for (int buckets = Buckets; buckets >= 2 * LeastBuckets || buckets == Buckets; buckets /= 2)
        {
            yield return packed with { Buckets = buckets };
        }

        MachPlan small = packed with { Buckets = Math.Min(Buckets, 2 * LeastBuckets), Repetitions = StandardRepetitions / 2 };
        if (small.Repetitions >= small.LeastRepetitions)
        {
            yield return small;
        }

        foreach (int buckets in new[] { Math.Min(Buckets, 64), Math.Min(Buckets, 2 * LeastBuckets), LeastBuckets })
        {
            MachPlan hashed = packed with { Buckets = buckets };
            int repetitions = Math.Max(StandardRepetitions, hashed.LeastRepetitions);
            for (int rows = 1 << 20; rows >= LeastInputBuckets; rows /= 2)
            {
                if (rows < Features)
                {
                    yield return hashed with { Repetitions = repetitions, InputBuckets = rows };
                }
            }
        }
    }

    // Scales stand for 64 columns of a row; heads that hash their input have rows of their own.
    private Int128 BytesOfRow()
    {
        (long rows, int columns) = InputBuckets > 0 ? (Repetitions, Buckets) : (1, checked((int)Outputs));
        Int128 bits = WeightFormat switch { WeightFormat.Int8 => 8, WeightFormat.Int4 => 4, _ => 32 };
        int scales = WeightFormat is WeightFormat.Int8 or WeightFormat.Int4 ? 2 * ((columns + Int8Weights.Run - 1) / Int8Weights.Run) : 0;
        return rows * (((bits * columns) + 7) / 8 + scales);
    }

    // Rows of weights, the bias's among them; what one feature takes where their number is unknown.
    private Int128 Rows(int inputBuckets) => inputBuckets > 0 ? inputBuckets + 1L : Features is { } features ? features + 1 : 1;

    private static MemoryPart Part(string name, Int128 bytes) => new(name, MemoryForecast.Saturate(bytes));
}
