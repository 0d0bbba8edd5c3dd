using Codeword.Data;
using Codeword.Models;
using Codeword.Numerics;

namespace Codeword.Training.Networks;

/// <summary>Makes networks of options and data.</summary>
internal static class NetworkBuilder
{
    // Above this share of values that are not 0, a row is laid out in full and standardised.
    private const double DenseShare = 0.1;
    private const int MostDenseFeatures = 1 << 16;
    private const float EmbeddingDeviation = 0.1f;
    private const ulong FirstDropPart = 16;

    /// <summary>Whether most of the input is not 0, so that a full first layer is worth it.</summary>
    public static bool IsDense(ExampleSet examples) =>
        examples.FeatureCount <= MostDenseFeatures && examples.NonZeros > DenseShare * examples.FeatureCount * examples.Count;

    /// <summary>What happens to features first: sparse rows are scaled, dense ones left for the first layer to standardise.</summary>
    public static InputTransform TransformOf(ExampleSet examples, NetworkOptions options) => IsDense(examples)
        ? new InputTransform(examples.FeatureCount, 1, Normalize: false, Bias: 1)
        : new InputTransform(examples.FeatureCount, options.InputPower, Normalize: true, Bias: 1);

    /// <summary>The encoder F, ending in its last hidden layer; null where there is none.</summary>
    public static Network? BuildEncoder(RowMatrix rows, Standardization? standardization, NetworkOptions options, ref SplitMix64 random)
    {
        if (options.Encoder == EncoderKind.Linear)
        {
            return null;
        }

        bool rectifies = options.Encoder == EncoderKind.Mlp;
        InputMap input = BuildInput(rows, standardization, options.Width, options, ref random);
        List<Layer> layers = [];
        int hidden = rectifies ? options.HiddenLayers : 1;
        for (int layer = 0; layer < hidden; layer++)
        {
            if (layer > 0)
            {
                layers.Add(new DenseLayer(options.Width, options.Width, MathF.Sqrt(2f / options.Width), ref random));
            }

            if (options.BatchNorm ?? standardization is not null)
            {
                layers.Add(new BatchNormLayer(options.Width));
            }

            layers.Add(new RectifierLayer(options.Width, options.Dropout, FirstDropPart + (ulong)layer, rectifies));
        }

        return new Network(input, layers);
    }

    /// <summary>F and P: an encoder with k outputs after it, its layers shared; without one, a linear map from the input.</summary>
    public static Network AddOutputs(
        Network? encoder, RowMatrix rows, Standardization? standardization, int outputs, NetworkOptions options, ref SplitMix64 random)
    {
        List<Layer> layers = encoder is null ? [] : [.. encoder.Layers];
        InputMap input = encoder?.Input ?? BuildInput(rows, standardization, outputs, options, ref random);
        if (encoder is not null)
        {
            layers.Add(new DenseLayer(encoder.Width, outputs, MathF.Sqrt(2f / encoder.Width), ref random));
        }

        if (options.BatchNormBits ?? (standardization is not null || options is HashOptions { Loss: HashLoss.GreedyHash }))
        {
            layers.Add(new BatchNormLayer(outputs));
        }

        return new Network(input, layers);
    }

    private static InputMap BuildInput(
        RowMatrix rows, Standardization? standardization, int width, NetworkOptions options, ref SplitMix64 random) => standardization is null
        ? new SparseInputMap(rows.Columns, width, EmbeddingDeviation, options.InputDropout, ref random)
        : new DenseInputMap(standardization, width, MathF.Sqrt(2f / standardization.Count), ref random);
}
