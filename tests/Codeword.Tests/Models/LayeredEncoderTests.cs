using Codeword.Decoding;
using Codeword.Models;
using Codeword.Numerics;

namespace Codeword.Tests.Models;

public sealed class LayeredEncoderTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(5, 1)]
    [InlineData(33, 17)]
    [InlineData(4, 40, 3)]
    [InlineData(40, 4, 3, 16)]
    [InlineData(1, 2, 3, 4, 5, 6, 7, 8)]
    public void OutputsAreThoseOfTheObviousLoop(params int[] widths)
    {
        foreach (int rectified in (int[])[0, 1, 2, 255])
        {
            LayeredEncoder encoder = Create(10, widths, rectified);
            float[] outputs = new float[encoder.Outputs], scratch = new float[encoder.ScratchLength];
            Array.Fill(outputs, float.NaN);
            Array.Fill(scratch, float.NaN);
            int[] indices = [1, 4, 5, 7, 8, 9];
            float[] values = [1, -2, 0.5f, 3, -0.25f, 1];

            encoder.Encode(indices, values, outputs, scratch);

            double[] expected = Reference(encoder, indices, values);
            Assert.All(Enumerable.Range(0, outputs.Length), i => Assert.Equal(expected[i], outputs[i], 1e-4 * (1 + Math.Abs(expected[i]))));
        }
    }

    [Fact]
    public void SizesAreThoseOfTheLayers()
    {
        LayeredEncoder encoder = Create(10, [6, 7, 3], rectified: 1);

        Assert.Equal((10L, 3, 60L + 49 + 24, 14), (encoder.Inputs, encoder.Outputs, encoder.WeightCount, encoder.ScratchLength));
    }

    [Fact]
    public void LayersThatDoNotFitAreRefused()
    {
        static string Refusal(params (int Rows, int Columns)[] shapes) => Assert.Throws<ArgumentException>(
            "layers", () => new LayeredEncoder(shapes.Select(shape => new EncoderLayer(new WeightMatrix(shape.Rows, shape.Columns), true)))).Message;

        Assert.StartsWith("An encoder of 0 layers; expected 1 to 8.", Refusal(), StringComparison.Ordinal);
        Assert.StartsWith("An encoder of 9 layers; expected 1 to 8.", Refusal([.. Enumerable.Repeat((2, 1), 9)]), StringComparison.Ordinal);
        Assert.StartsWith("A layer takes 4 inputs after one of 4 outputs; expected one more than those.", Refusal((3, 4), (4, 2)), StringComparison.Ordinal);
    }

    [Fact]
    public void HeadsThatDoNotFitTheirEncoderAreRefused()
    {
        LayeredEncoder encoder = Create(10, [6], rectified: 1);
        var hash = new InputHash(9, 4, 1);
        string Refusal(int features, HeadGroup group) => Assert.Throws<ArgumentException>(
            () => new Heads(HeadLoss.Logistic, new InputTransform(features, 1, false, 1), [group], encoder)).Message;

        Assert.StartsWith("An encoder of 10 inputs; the input transform gives 11.", Refusal(10, new(new WeightMatrix(7, 2), null)), StringComparison.Ordinal);
        Assert.StartsWith("A group of heads has 6 rows of weights; its input has 7.", Refusal(9, new(new WeightMatrix(6, 2), null)), StringComparison.Ordinal);
        Assert.StartsWith(
            "A group of heads hashes an encoder's outputs; only features are hashed.", Refusal(9, new(new WeightMatrix(hash.Rows, 2), hash)), StringComparison.Ordinal);
    }

    private static LayeredEncoder Create(int inputs, int[] widths, int rectified)
    {
        var random = new SplitMix64(3);
        return SampleModel.EncoderOf(inputs, [.. widths.Select((width, layer) => (width, ((rectified >> layer) & 1) == 1))], ref random);
    }

    private static double[] Reference(LayeredEncoder encoder, int[] indices, float[] values)
    {
        double[] current = new double[encoder.Inputs];
        for (int i = 0; i < indices.Length; i++)
        {
            current[indices[i]] = values[i];
        }

        foreach (EncoderLayer layer in encoder.Layers)
        {
            double[] next = new double[layer.Weights.Columns];
            for (int row = 0; row < layer.Weights.Rows; row++)
            {
                for (int column = 0; column < next.Length; column++)
                {
                    next[column] += (row < current.Length ? current[row] : 1) * ((WeightMatrix)layer.Weights).Row(row)[column];
                }
            }

            current = [.. next.Select(value => layer.IsRectified ? Math.Max(0, value) : value)];
        }

        return current;
    }
}
