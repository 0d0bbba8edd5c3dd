using System.Globalization;
using Codeword.Data;
using Codeword.Decoding;

namespace Codeword.Training;

/// <summary>Bytes training will take at its peak, part by part, known before it begins.</summary>
public sealed record MemoryForecast
{
    private const long RuntimeBytes = 120_000_000;
    private const int VocabularyBytes = 100;

    // A set is built from lists that grow by doubling: what they hold, what they outgrew, as much again unused, and the finished arrays.
    private const int Building = 4;
    private readonly long _longestArray;

    private MemoryForecast(IReadOnlyList<MemoryPart> parts, long longestArray, long scratchBytes) =>
        (Parts, _longestArray, ScratchBytes) = (parts, longestArray, scratchBytes);

    /// <summary>The parts, largest first.</summary>
    public IReadOnlyList<MemoryPart> Parts { get; }

    /// <summary>Bytes of scratch files that training from an example store keeps beside it; the system keeps of them in memory what there is room for.</summary>
    public long ScratchBytes { get; }

    /// <summary>All parts together.</summary>
    public long Total => Parts.Aggregate(0L, (sum, part) => Saturate((Int128)sum + part.Bytes));

    /// <summary>Forecasts training on examples that are in memory already.</summary>
    /// <param name="examples">What is trained on.</param>
    /// <param name="options">How.</param>
    /// <param name="validation">Examples to choose by; null when a share is held out, or none.</param>
    /// <param name="featurizer">What made the features of text; null when the data holds features.</param>
    public static MemoryForecast Of(ExampleSet examples, TrainingOptions options, ExampleSet? validation = null, TextFeaturizer? featurizer = null)
    {
        Int128 sets = validation is null && options.ValidationShare > 0 ? 2 : 1; // The training and the held-out part are copies.
        Int128 threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        bool twice = validation is null && options.ValidationShare > 0 && options.Refit;
        var held = (Int128)Math.Min(ValidationOutputs.MostRows, validation?.Count ?? options.ValidationShare * examples.Count);
        (List<MemoryPart> parts, Int128 longest) = options switch
        {
            LinearOptions linear => LinearMemory.Of(examples, linear, threads, sets, held, twice),
            MachNetworkOptions mach => MachNetworkMemory.Of(examples, mach, threads, held, twice),
            NetworkOptions network => NetworkMemory.Of(examples, network, held, twice),
            _ => throw new ArgumentException($"There is no method for {options.GetType().Name}.", nameof(options)),
        };
        parts.Add(new("runtime and code", RuntimeBytes));
        parts.Add(new("examples", Saturate((sets - 1 + Building) * ((8 * (Int128)examples.InMemory.NonZeros) + (24 * (Int128)examples.InMemory.Rows)))));
        if (validation is null && examples.StoreFolder is not null)
        {
            // Copied out of the store, as the heads see them, and once more by each thread that hashes inputs.
            Int128 rows = Trainer.HeldOf(examples.Count, options.ValidationShare);
            Int128 copies = options is MachOptions { InputBuckets: > 0 } ? 2 + threads : 2;
            parts.Add(new("held-out examples", Saturate(copies * ((8 * examples.NonZeros * rows / Math.Max(1, examples.Count)) + (24 * rows)))));
        }

        if (validation is not null)
        {
            // As they were read, and as the heads see them.
            parts.Add(new("validation examples", Saturate(2 * ((8 * (Int128)validation.NonZeros) + (24 * (Int128)validation.Count)))));
        }

        parts.Add(new("vocabulary", Saturate((featurizer?.FeatureCount ?? 0) * (Int128)VocabularyBytes)));
        IReadOnlyList<MemoryPart> ordered = [.. parts.Where(part => part.Bytes > 0).OrderByDescending(part => part.Bytes)];
        return new MemoryForecast(ordered, Saturate(longest), examples.StoreFolder is null ? 0 : ScratchOf(examples, options, threads));
    }

    // The rows as the heads see them, once more for each thread whose repetition hashes its inputs, and a number an example and bucket for the squared hinge.
    private static long ScratchOf(ExampleSet examples, TrainingOptions options, Int128 threads)
    {
        Int128 rows = (8 * (Int128)examples.NonZeros) + (20 * (Int128)examples.Count);
        if (options is not LinearOptions linear)
        {
            return Saturate(2 * rows);
        }

        var mach = linear as MachOptions;
        int buckets = Math.Min(mach?.Buckets ?? examples.Labels.Count, HeadTrainer.BlockBuckets);
        Int128 duals = linear.Loss == HeadLoss.SquaredHinge ? 4 * (Int128)examples.Count * Padded(buckets) : 0;
        return Saturate(rows + (threads * (duals + (mach is { InputBuckets: > 0 } ? rows : 0))));
    }

    /// <summary>Refuses training that would take more than there is, and says what to change.</summary>
    /// <exception cref="InsufficientMemoryException">The forecast is above the limit.</exception>
    public void Require(TrainingOptions options)
    {
        string change = options switch
        {
            MachOptions => "fewer repetitions or buckets, hashed inputs (InputBuckets), a smaller ClusteredShare, or fewer threads",
            MachNetworkOptions { SharedEncoder: false } => "one encoder for all heads (SharedEncoder), a smaller Width, hashed inputs (InputBuckets), or fewer repetitions",
            NetworkOptions => "a narrower encoder (Width), a smaller BatchSize or a smaller vocabulary",
            _ => "MACH instead of one-vs-all, a smaller vocabulary, or fewer threads",
        };
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

    /// <summary>Whole vectors.</summary>
    internal static Int128 Padded(Int128 count) => (count + 15) / 16 * 16;

    /// <summary>What no 64-bit number holds becomes the largest.</summary>
    internal static long Saturate(Int128 bytes) => bytes > long.MaxValue ? long.MaxValue : (long)bytes;
}

/// <summary>One part of a <see cref="MemoryForecast"/>.</summary>
/// <param name="Name">What takes the memory.</param>
/// <param name="Bytes">How much.</param>
public sealed record MemoryPart(string Name, long Bytes);
