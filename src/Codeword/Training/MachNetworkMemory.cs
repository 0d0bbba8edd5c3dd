using Codeword.Data;
using Codeword.Training.Networks;

namespace Codeword.Training;

/// <summary>What training MACH's heads behind hidden layers takes beside the examples.</summary>
internal static class MachNetworkMemory
{
    /// <summary>The parts, and the elements of the longest array.</summary>
    public static (List<MemoryPart> Parts, Int128 Longest) Of(ExampleSet examples, MachNetworkOptions options, Int128 threads, Int128 held, bool twice)
    {
        bool dense = NetworkBuilder.IsDense(examples), shares = options.SharedEncoder, hashes = options.InputBuckets > 0;
        int clustered = DigitPlan.Of(options)!.Clustered;
        Int128 networks = shares ? 1 : options.Repetitions, heads = shares ? options.Repetitions : 1;
        Int128 inputs = (hashes ? options.InputBuckets : examples.FeatureCount) + 1L, width = options.Width;
        Int128 outputs = heads * MemoryForecast.Padded(options.Buckets);
        Int128 first = inputs * width;
        Int128 layers = ((options.Encoder == EncoderKind.Mlp ? options.HiddenLayers - 1 : 0) * width * width) + (width * outputs);

        // Of each network in turn what stands beside its gradient, velocity and best copy; of those before it what is not collected yet.
        Int128 best = twice || held > 0 ? first + layers : 0;
        Int128 live = (first * (dense ? 3 : 1)) + (dense ? 0 : inputs) + (3 * layers) + best;
        Int128 stored = networks * (first + layers);
        Int128 left = (twice || networks > 1 ? live : 0) + (twice ? stored : 0);

        // Activations and logits of a batch, in training and on held-out rows, and the panels that products are packed into, in sizes of powers of two.
        int batchRows = Math.Min(options.BatchSize, examples.Count);
        Int128 batch = Int128.Max(batchRows, 512) * (outputs + (8 * width * (options.HiddenLayers + 1)) + (dense ? inputs : 0));
        Int128 panels = 2 * 256 * (outputs + batchRows + width + (dense ? inputs : 0));
        Int128 rows = (8 * (Int128)examples.InMemory.NonZeros) + (24 * (Int128)examples.Count);
        Int128 clusters = clustered == 0 ? 0 : Int128.Min(threads, clustered) * ((options.Buckets * (Int128)4 * (1 << 14)) + (8 * (Int128)examples.NonZeros));
        List<MemoryPart> parts =
        [
            Part("examples as the networks see them", ((twice ? 2 : 1) + (hashes ? 2 : 0) + (dense && clustered > 0 ? 1 : 0)) * rows),
            Part("weights", 4 * live),
            Part("weights as they are stored", 4 * stored * (options.WeightFormat == Models.WeightFormat.Float32 ? 1 : 2)),
            Part("networks that have served", 4 * left),
            Part("digits of the classes", (twice ? 3 : 2) * 4 * heads * (Int128)examples.Labels.Count),
            Part("a batch", 4 * ((2 * batch) + panels)),
            Part("clusters", clusters),
            Part("outputs of held-out examples", 4 * held * options.Repetitions * options.Buckets),
            Part("codebook and labels", (Int128)examples.Labels.Count * (200 + (4 * options.Repetitions))),
        ];
        Int128 longest = Int128.Max(first, outputs * Int128.Max(width, Int128.Max(batchRows, 512)));
        return (parts, clustered > 0 ? Int128.Max(longest, MemoryForecast.Padded(options.Buckets) << 14) : longest);
    }

    private static MemoryPart Part(string name, Int128 bytes) => new(name, MemoryForecast.Saturate(bytes));
}
