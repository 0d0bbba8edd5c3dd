using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;

namespace Codeword.Training;

/// <summary>What training linear heads takes beside the examples.</summary>
internal static class LinearMemory
{
    /// <summary>The parts, and the elements of the longest array.</summary>
    public static (List<MemoryPart> Parts, Int128 Longest) Of(
        ExampleSet examples, LinearOptions options, Int128 threads, Int128 sets, Int128 held, bool twice)
    {
        var mach = options as MachOptions;
        var digits = DigitPlan.Of(options);
        int classes = examples.Labels.Count;
        Int128 buckets = mach?.Buckets ?? classes;
        Int128 outputs = buckets * (mach?.Repetitions ?? 1);
        (Int128 rows, Int128 nonZeros) = examples.InMemory;
        bool hashes = mach is { InputBuckets: > 0 };
        Int128 inputs = 1L + (hashes ? mach!.InputBuckets : examples.FeatureCount);
        Int128 block = MemoryForecast.Padded(options.Loss == HeadLoss.Softmax ? buckets : Int128.Min(buckets, HeadTrainer.BlockBuckets));
        threads = Int128.Min(threads, (outputs + block - 1) / block);
        Int128 state = options.Loss switch
        {
            HeadLoss.SquaredHinge => rows * block,
            HeadLoss.Softmax => inputs * (1 + block), // A square a feature, and the best weights so far.
            _ => 2 * inputs * block,
        };
        Int128 copies = hashes ? 1 + threads : 1;

        // Solvers that have served, of the first of two trainings or of each repetition with an input of its own, and such inputs, none of them collected yet.
        Int128 served = hashes ? mach!.Repetitions : threads;
        Int128 left = twice || hashes ? (4 * served * ((inputs * block) + state)) + (hashes ? served * 8 * nonZeros : 0) : 0;

        // Packed weights beside those they are made of, of the first of two trainings as well; of Sparse many shares are tried, what is left of the largest uncollected.
        Int128 packedBytes = options.WeightFormat switch { WeightFormat.Float32 => 0, WeightFormat.Sparse => 5, _ => 2 };
        Int128 packed = (twice ? 2 : 1) * packedBytes * inputs * outputs;
        Int128 clusters = digits?.Clustered > 0 ? threads * ((buckets * 4 * (1 << 14)) + (8 * (Int128)examples.NonZeros)) : 0;
        List<MemoryPart> parts =
        [
            Part("examples as the heads see them", sets * copies * 8 * (nonZeros + rows)),
            Part("weights", 4 * inputs * outputs * (twice ? 2 : 1)),
            Part("packed weights", packed),
            Part("weights in training", 4 * threads * inputs * block),
            Part("solver state", 4 * threads * state),
            Part("garbage before it is collected", left),
            Part("outputs of held-out examples", 4 * held * outputs),
            Part("clusters", clusters),
            Part("codebook and labels", (Int128)classes * (200 + (4 * (mach?.Repetitions ?? 0)))),
        ];
        Int128 longest = Int128.Max(inputs, options.Loss == HeadLoss.SquaredHinge ? rows : 0) * block;
        return (parts, digits?.Clustered > 0 ? Int128.Max(longest, MemoryForecast.Padded(buckets) << 14) : longest);
    }

    private static MemoryPart Part(string name, Int128 bytes) => new(name, MemoryForecast.Saturate(bytes));
}
