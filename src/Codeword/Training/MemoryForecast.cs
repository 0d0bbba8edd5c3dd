using System.Globalization;
using Codeword.Data;
using Codeword.Decoding;

namespace Codeword.Training;

/// <summary>Bytes training will take at its peak, part by part, known before it begins.</summary>
public sealed record MemoryForecast
{
    private const long RuntimeBytes = 120_000_000;
    private const int VocabularyBytes = 100;
    private readonly long _longestArray;

    private MemoryForecast(IReadOnlyList<MemoryPart> parts, long longestArray) => (Parts, _longestArray) = (parts, longestArray);

    /// <summary>The parts, largest first.</summary>
    public IReadOnlyList<MemoryPart> Parts { get; }

    /// <summary>All parts together.</summary>
    public long Total => Parts.Aggregate(0L, (sum, part) => Saturate((Int128)sum + part.Bytes));

    /// <summary>Forecasts training on examples that are in memory already.</summary>
    /// <param name="examples">What is trained on.</param>
    /// <param name="options">How.</param>
    /// <param name="validation">Examples to choose by; null when a share is held out, or none.</param>
    /// <param name="featurizer">What made the features of text; null when the data holds features.</param>
    public static MemoryForecast Of(ExampleSet examples, TrainingOptions options, ExampleSet? validation = null, TextFeaturizer? featurizer = null)
    {
        var mach = options as MachOptions;
        int classes = examples.Labels.Count;
        Int128 buckets = mach?.Buckets ?? classes;
        Int128 outputs = buckets * (mach?.Repetitions ?? 1);
        Int128 inputs = mach is { InputBuckets: > 0 } ? mach.InputBuckets + 1L : examples.FeatureCount + 1L;
        Int128 block = Padded(options.Loss == HeadLoss.Softmax ? buckets : Int128.Min(buckets, HeadTrainer.BlockBuckets));
        Int128 threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        threads = Int128.Min(threads, (outputs + block - 1) / block);
        Int128 state = options.Loss switch
        {
            HeadLoss.SquaredHinge => examples.Count * block,
            HeadLoss.Softmax => inputs * (1 + block), // A square a feature, and the best weights so far.
            _ => 2 * inputs * block,
        };
        Int128 copies = mach is { InputBuckets: > 0 } ? 1 + threads : 1;
        Int128 held = (Int128)Math.Min(ValidationOutputs.MostRows, validation?.Count ?? options.ValidationShare * examples.Count) * outputs;
        bool twice = validation is null && options.ValidationShare > 0 && options.Refit;
        Int128 sets = validation is null && options.ValidationShare > 0 ? 2 : 1; // The training and the held-out part are copies.
        // Solvers that have served, of the first of two trainings or of a repetition with an input of its own, and are not collected yet.
        bool leaves = twice || mach is { InputBuckets: > 0 };
        Int128 left = leaves ? (4 * threads * ((inputs * block) + state)) + ((copies - 1) * 8 * examples.NonZeros) : 0;
        MemoryPart[] parts =
        [
            new("runtime and code", RuntimeBytes),
            new("examples", Saturate(sets * ((12 * (Int128)examples.NonZeros) + (24 * (Int128)examples.Count)))),
            new("examples as the heads see them", Saturate(sets * copies * 8 * ((Int128)examples.NonZeros + examples.Count))),
            new("weights", Saturate(4 * inputs * outputs * (twice ? 2 : 1))),
            new("weights in training", Saturate(4 * threads * inputs * block)),
            new("solver state", Saturate(4 * threads * state)),
            new("garbage before it is collected", Saturate(left)),
            new("outputs of held-out examples", Saturate(4 * held)),
            new("clusters", mach?.ClusteredDigits > 0 ? Saturate(threads * ((buckets * 4 * (1 << 14)) + (8 * (Int128)examples.NonZeros))) : 0),
            new("codebook and labels", Saturate((Int128)classes * (200 + (4 * (mach?.Repetitions ?? 0))))),
            new("vocabulary", Saturate((featurizer?.FeatureCount ?? 0) * (Int128)VocabularyBytes)),
        ];
        Int128 longest = Int128.Max(inputs, options.Loss == HeadLoss.SquaredHinge ? examples.Count : 0) * Padded(block);
        longest = mach?.ClusteredDigits > 0 ? Int128.Max(longest, Padded(buckets) << 14) : longest;
        return new MemoryForecast([.. parts.Where(part => part.Bytes > 0).OrderByDescending(part => part.Bytes)], Saturate(longest));
    }

    /// <summary>Refuses training that would take more than there is, and says what to change.</summary>
    /// <exception cref="InsufficientMemoryException">The forecast is above the limit.</exception>
    public void Require(TrainingOptions options)
    {
        string change = options is MachOptions
            ? "fewer repetitions or buckets, hashed inputs (InputBuckets), a smaller ClusteredShare, or fewer threads"
            : "MACH instead of one-vs-all, a smaller vocabulary, or fewer threads";
        if (_longestArray > Array.MaxLength)
        {
            throw new InsufficientMemoryException(
                $"Training would take an array of {_longestArray} numbers, more than the {Array.MaxLength} it can have; use {change}.");
        }

        long limit = options.MemoryLimit > 0 ? options.MemoryLimit : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (Total <= limit)
        {
            return;
        }

        string parts = string.Join(", ", Parts.Take(3).Select(part => $"{part.Name} {Format(part.Bytes)}"));
        throw new InsufficientMemoryException(
            $"Training would take {Format(Total)} ({parts}), more than the {Format(limit)} it may have; use {change}.");
    }

    /// <summary>Bytes for people: 1.5 GB.</summary>
    public static string Format(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB"),
        >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F1} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
    };

    // Whole vectors.
    private static Int128 Padded(Int128 buckets) => (buckets + 15) / 16 * 16;

    private static long Saturate(Int128 bytes) => bytes > long.MaxValue ? long.MaxValue : (long)bytes;
}

/// <summary>One part of a <see cref="MemoryForecast"/>.</summary>
/// <param name="Name">What takes the memory.</param>
/// <param name="Bytes">How much.</param>
public sealed record MemoryPart(string Name, long Bytes);
