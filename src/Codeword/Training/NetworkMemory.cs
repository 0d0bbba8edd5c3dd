using Codeword.Data;
using Codeword.Training.Networks;

namespace Codeword.Training;

/// <summary>What training a network takes beside the examples.</summary>
internal static class NetworkMemory
{
    /// <summary>The parts, and the elements of the longest array.</summary>
    public static (List<MemoryPart> Parts, Int128 Longest) Of(ExampleSet examples, NetworkOptions options, Int128 held, bool twice)
    {
        int classes = examples.Labels.Count;
        bool dense = NetworkBuilder.IsDense(examples);
        Int128 inputs = examples.FeatureCount + 1L;
        Int128 bits = options.CodeBits ?? (options as SoftmaxOptions)?.Bottleneck ?? 0;
        Int128 width = options.Encoder == EncoderKind.Linear ? bits : options.Width;
        Int128 hidden = options.Encoder == EncoderKind.Mlp ? (options.HiddenLayers - 1) * width * width : 0;
        Int128 first = inputs * width;
        Int128 vectors = Int128.Max(width, bits);
        Int128 padded = MemoryForecast.Padded(classes);

        // Dense weights stand beside their gradient, velocity and best copy; sparse ones beside their best copy and a square a feature. A phase's best copy
        // is garbage in the next; the first of two fits leaves all of it behind, and what it stored, to the second, which has no best copy.
        int copies = PhasesOf(options) * (twice || held > 0 ? 1 : 0);
        Int128 layers = hidden + (width * bits);
        Int128 live = (first * (dense ? 3 : 1)) + (dense ? 0 : inputs) + (3 * layers);
        Int128 outputs = options is SoftmaxOptions ? classes : bits;
        Int128 stored = first + hidden + (vectors * outputs) + (options is SoftmaxOptions ? width * bits : 0);

        // Activations and logits of a batch, in training and on held-out rows, and the panels that products are packed into, in sizes of powers of two.
        int batchRows = Math.Min(options.BatchSize, examples.Count);
        Int128 batch = Int128.Max(batchRows, 512) * (padded + (8 * vectors * (options.HiddenLayers + 1)) + (dense ? inputs : 0));
        Int128 pairs = options is HashOptions { Loss: HashLoss.HashNet } ? (Int128)batchRows * batchRows : 0;
        Int128 panels = 2 * 256 * (padded + batchRows + vectors + (dense ? inputs : 0));
        bool hasClasses = options is not (EcocOptions or HashOptions { Loss: HashLoss.HashNet }) || IsSpectral(options);
        Int128 rows = (8 * (Int128)examples.InMemory.NonZeros) + (24 * (Int128)examples.Count);
        List<MemoryPart> parts =
        [
            Part("examples as the network sees them", (twice ? 2 : 1) * rows),
            Part("weights", 4 * (live + (copies * (first + layers)))),
            Part("weights as they are stored", 4 * stored * (options.WeightFormat == Models.WeightFormat.Float32 ? 1 : 2)),
            Part("the second fit beside what the first one leaves", twice ? 4 * (live + stored) : 0),
            Part("class matrix", hasClasses ? (twice ? 2 : 1) * 5 * 4 * padded * vectors : 0),
            Part("a batch", 4 * ((2 * batch) + panels + pairs)),
            Part("codes of the teacher's features", IsSpectral(options) ? 6 * 8 * width * (classes + width) : 0),
            Part("outputs of held-out examples", 4 * held * outputs),
            Part("codebook and labels", classes * (200 + (16 * bits) + (options is CodeOptions { RepairClashes: true } ? 100 + (2 * bits) : 0))),
        ];
        return (parts, Int128.Max(first, Int128.Max(pairs, padded * Int128.Max(vectors, batchRows))));
    }

    /// <summary>Phases of a fit.</summary>
    public static int PhasesOf(NetworkOptions options) => (options is LlcOptions ? 2 : 1) + (IsSpectral(options) ? 1 : 0);

    private static bool IsSpectral(NetworkOptions options) =>
        options is LlcOptions { WarmStart: CodeKind.Svd or CodeKind.Cca } or EcocOptions { Codes: CodeKind.Svd or CodeKind.Cca };

    private static MemoryPart Part(string name, Int128 bytes) => new(name, MemoryForecast.Saturate(bytes));
}
