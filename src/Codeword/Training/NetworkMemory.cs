using Codeword.Data;
using Codeword.Training.Networks;

namespace Codeword.Training;

/// <summary>What training a network takes beside the examples.</summary>
internal static class NetworkMemory
{
    /// <summary>The parts, and the elements of the longest array.</summary>
    public static (List<MemoryPart> Parts, Int128 Longest) Of(ExampleSet examples, NetworkOptions options, Int128 sets, Int128 held, bool twice)
    {
        int classes = examples.Labels.Count;
        bool dense = NetworkBuilder.IsDense(examples);
        Int128 inputs = examples.FeatureCount + 1L;
        Int128 bits = (options as CodeOptions)?.Bits ?? 0;
        Int128 width = options.Encoder == EncoderKind.Linear ? bits : options.Width;
        Int128 hidden = options.Encoder == EncoderKind.Mlp ? (options.HiddenLayers - 1) * width * width : 0;
        Int128 first = inputs * width;
        Int128 vectors = Int128.Max(width, bits);
        Int128 padded = MemoryForecast.Padded(classes);

        // Dense weights stand beside their gradient, velocity and best copy; sparse ones beside their best copy and a square a feature.
        Int128 network = (first * (dense ? 4 : 2)) + (dense ? 0 : inputs) + (4 * (hidden + (width * bits)));
        Int128 batch = options.BatchSize * (padded + (8 * vectors * (options.HiddenLayers + 1)) + (dense ? inputs : 0));
        Int128 outputs = options is SoftmaxOptions ? classes : bits;
        List<MemoryPart> parts =
        [
            new("examples as the network sees them", MemoryForecast.Saturate(sets * 8 * ((Int128)examples.NonZeros + examples.Count))),
            new("weights", MemoryForecast.Saturate(4 * network * (twice ? 2 : 1))),
            new("weights as they are stored", MemoryForecast.Saturate(4 * (first + hidden + (vectors * outputs)) * (twice ? 2 : 1))),
            new("class matrix", MemoryForecast.Saturate(5 * 4 * padded * vectors)),
            new("a batch", MemoryForecast.Saturate(2 * 4 * batch)),
            new("outputs of held-out examples", MemoryForecast.Saturate(4 * held * outputs)),
            new("codebook and labels", MemoryForecast.Saturate((Int128)classes * (200 + bits))),
        ];
        return (parts, Int128.Max(first, padded * Int128.Max(vectors, options.BatchSize)));
    }
}
