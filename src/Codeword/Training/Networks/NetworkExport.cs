using Codeword.Models;

namespace Codeword.Training.Networks;

/// <summary>Turns a trained network into the linear maps a model stores: standardisation and batch normalisation are folded into them.</summary>
internal static class NetworkExport
{
    /// <summary>The maps in order; the last one's outputs are the network's. Each has a last row for the constant input.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Rows of its input, the bias among them.</param>
    /// <param name="bias">The constant that its input ends in.</param>
    public static List<EncoderLayer> Layers(Network network, long inputs, float bias)
    {
        List<EncoderLayer> maps = [];
        var weights = new WeightMatrix(inputs, network.Input.Width);
        network.Input.CopyWeights(weights);
        float constant = bias;
        bool rectified = false;
        foreach (Layer layer in network.Layers)
        {
            switch (layer)
            {
                case BatchNormLayer norm:
                    Fold(norm, weights, constant);
                    break;
                case RectifierLayer rectifier:
                    rectified = rectifier.Rectifies;
                    break;
                case DenseLayer dense:
                    maps.Add(new EncoderLayer(weights, rectified));
                    (weights, constant, rectified) = (Copy(dense), 1, false);
                    break;
                default:
                    throw new InvalidOperationException($"A {layer.GetType().Name} cannot be stored.");
            }
        }

        maps.Add(new EncoderLayer(weights, rectified));
        return maps;
    }

    private static void Fold(BatchNormLayer norm, WeightMatrix weights, float constant)
    {
        for (int unit = 0; unit < norm.Width; unit++)
        {
            (float factor, float summand) = norm.Affine(unit);
            for (long row = 0; row < weights.Rows; row++)
            {
                weights.Row(row)[unit] *= factor;
            }

            weights.Row(weights.Rows - 1)[unit] += summand / constant;
        }
    }

    private static WeightMatrix Copy(DenseLayer layer)
    {
        int inputs = layer.Weights.Value.Rows;
        var weights = new WeightMatrix(inputs + 1L, layer.Width);
        for (int row = 0; row < inputs; row++)
        {
            layer.Weights.Value.Row(row).CopyTo(weights.Row(row));
        }

        layer.Bias.Value.Span.CopyTo(weights.Row(inputs));
        return weights;
    }
}
