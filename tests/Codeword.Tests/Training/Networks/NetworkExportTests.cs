using Codeword.Data;
using Codeword.Models;
using Codeword.Numerics;
using Codeword.Training;
using Codeword.Training.Networks;

namespace Codeword.Tests.Training.Networks;

public sealed class NetworkExportTests
{
    public static IEnumerable<object[]> Table =>
        from dense in (bool[])[false, true]
        from encoder in Enum.GetValues<EncoderKind>()
        from hidden in encoder == EncoderKind.Mlp ? (int[])[1, 2, 3] : [1]
        from norm in (bool[])[false, true]
        select new object[] { dense, encoder, hidden, norm };

    [Theory]
    [MemberData(nameof(Table))]
    public void WhatIsStoredGivesWhatTheNetworkGives(bool dense, EncoderKind encoder, int hidden, bool norm)
    {
        ExampleSet examples = TinyProblem.Draw(40, 9, 4, multiLabel: false, seed: 5).Examples;
        var options = new LlcOptions { Encoder = encoder, HiddenLayers = hidden, Width = 13, BatchNorm = norm, BatchNormBits = norm, Bits = 8, Dropout = 0.2f };
        var transform = new InputTransform(9, dense ? 1 : 0.7f, Normalize: !dense, Bias: dense ? 1 : 0.5f);
        RowMatrix rows = RowMatrix.From(examples, transform);
        Network network = Trained(rows, dense ? Standardization.Of(rows) : null, options);
        float[] expected = [.. network.Forward(All(rows), new Pass(IsTraining: false, 0, Numeric.Serial)).Span];

        List<EncoderLayer> maps = NetworkExport.Layers(network, transform.Rows, transform.Bias);

        Assert.Equal(encoder == EncoderKind.Linear ? 1 : hidden + 1, maps.Count);
        Assert.Equal(maps.Select((_, i) => encoder == EncoderKind.Mlp && i < maps.Count - 1), maps.Select(map => map.IsRectified));
        var stored = new LayeredEncoder(maps);
        float[] scratch = new float[stored.ScratchLength], output = new float[8];
        Assert.Contains(expected, value => Math.Abs(value) > 0.1);
        for (int row = 0; row < rows.Count; row++)
        {
            stored.Encode(rows.Indices(row), rows.Values(row), output, scratch);
            for (int j = 0; j < 8; j++)
            {
                Assert.Equal(expected[(8 * row) + j], output[j], 1e-4f * Math.Max(1, Math.Abs(output[j])));
            }
        }
    }

    [Fact]
    public void ACopyOfANetworkIsPutBackWithItsMoments()
    {
        RowMatrix rows = TinyProblem.Draw(40, 9, 4, multiLabel: false, seed: 5).Rows;
        Network network = Trained(rows, Standardization.Of(rows), new LlcOptions { Width = 5, BatchNorm = true, BatchNormBits = true, Bits = 8 });
        float[] Outputs() => [.. network.Forward(All(rows), new Pass(IsTraining: false, 0, Numeric.Serial)).Span];
        (float[] before, float[][] copy) = (Outputs(), network.Save());
        Step(network, rows, 9);
        Assert.NotEqual(before, Outputs());

        network.Restore(copy);

        Assert.Equal(before, Outputs());
    }

    // A few steps, so that biases, factors and running moments are no longer what they begin as.
    private static Network Trained(RowMatrix rows, Standardization? standardization, LlcOptions options)
    {
        var random = new SplitMix64(61);
        Network? encoder = NetworkBuilder.BuildEncoder(rows, standardization, options, ref random);
        Network network = NetworkBuilder.AddOutputs(encoder, rows, standardization, options.Bits, options, ref random);
        for (ulong step = 0; step < 5; step++)
        {
            Step(network, rows, step);
        }

        return network;
    }

    private static void Step(Network network, RowMatrix rows, ulong seed)
    {
        var random = new SplitMix64(seed);
        Batch batch = All(rows);
        var pass = new Pass(IsTraining: true, seed, Numeric.Serial);
        network.Forward(batch, pass);
        Matrix gradient = Numeric.Draw(batch.Count, network.Width, ref random);
        System.Numerics.Tensors.TensorPrimitives.Multiply(gradient.Span, 0.05f, gradient.Span);
        network.Backward(batch, gradient, pass);
        network.Step(new StepSize(0.1f, 0.3f, 0.5f, 1e-3f));
    }

    private static Batch All(RowMatrix rows) => new(rows, Enumerable.Range(0, rows.Count).ToArray());
}
