using Codeword.Data;
using Codeword.Models;
using Codeword.Numerics;
using Codeword.Training;
using Codeword.Training.Checkpoints;
using Codeword.Training.Networks;

namespace Codeword.Tests.Training.Networks;

public sealed class NetworkTrainerTests
{
    private static readonly SoftmaxOptions Options = new() { Encoder = EncoderKind.EmbeddingBag, Width = 16, BatchSize = 32, Dropout = 0 };
    private static readonly ExampleSet Examples = Synthetic.Examples(false, 300, seed: 1);
    private static readonly InputTransform Transform = new(Examples.FeatureCount, 0.7f, Normalize: true, Bias: 1);
    private static readonly RowMatrix Rows = RowMatrix.From(Examples, Transform);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void TheEpochThatWasBestOnHeldOutRowsIsPutBack(int best)
    {
        // Held-out rows are labelled as the network takes them after a number of epochs: each other epoch does worse on them.
        (Network network, ClassLoss loss, _) = Train(best, held: null);
        int[] asTaken = Predict(network, loss);
        (float[][] expectedNetwork, float[] expectedLoss) = (network.Save(), loss.Save());

        (Network trained, ClassLoss trainedLoss, (int epochs, double accuracy)) =
            Train(epochs: 8, new LabelledRows(Rows, asTaken, new float[Rows.Count]));

        Assert.Equal((best, 1), (epochs, accuracy));
        Assert.Equal(expectedNetwork, trained.Save());
        Assert.Equal(expectedLoss, trainedLoss.Save());
        Assert.NotEqual(asTaken, Predict(Train(8, held: null).Network, Train(8, held: null).Loss));
    }

    [Fact]
    public void RowsOfUnknownLabelsAreNeverRight()
    {
        int[] unknown = [.. Enumerable.Repeat(-1, Rows.Count)];

        Assert.Equal(0, Train(2, new LabelledRows(Rows, unknown, new float[Rows.Count])).Result.Accuracy);
    }

    [Fact]
    public void ALossThatIsNoNumberEndsTraining()
    {
        var fault = Assert.Throws<NotFiniteNumberException>(() => Train(8, held: null, classRate: float.PositiveInfinity));
        Assert.Matches("^The loss of train became (NaN|.*∞|.*Infinity) in epoch [12] of 8: the learning rates are too high", fault.Message);
    }

    private static (Network Network, ClassLoss Loss, (int Epochs, double Accuracy) Result) Train(int epochs, LabelledRows? held, float classRate = 1)
    {
        var random = new SplitMix64(7);
        Network network = NetworkBuilder.BuildEncoder(Rows, null, Options, ref random)!;
        var loss = new ClassLoss(Synthetic.Classes, network.Width, null, false, 0.1f);
        var trainer = new NetworkTrainer(
            LabelledRows.Of(Examples, Rows, 0), held, Synthetic.Classes, Options, Numeric.Serial, new ProgressMeter(null, 1), new TrainingStage("train"));
        var phase = new NetworkPhase("train", 0, Epochs: 8, Stop: epochs, new StepSize(0.1f, 0.4f, 0.9f, 0), classRate);
        return (network, loss, trainer.Train(network, loss, phase, () => trainer.Accuracy(network, loss.Classes.Value)));
    }

    private static int[] Predict(Network network, ClassLoss loss)
    {
        Matrix outputs = network.Forward(new Batch(Rows, Enumerable.Range(0, Rows.Count).ToArray()), new Pass(IsTraining: false, 0, Numeric.Serial));
        var scores = new Matrix(Rows.Count, loss.Classes.Value.Rows);
        Gemm.Multiply(outputs, false, loss.Classes.Value, true, scores, accumulate: false, Numeric.Serial);
        return [.. Enumerable.Range(0, Rows.Count).Select(row => System.Numerics.Tensors.TensorPrimitives.IndexOfMax<float>(scores.Row(row)[..Synthetic.Classes]))];
    }
}
