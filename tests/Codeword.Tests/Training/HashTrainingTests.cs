using System.Globalization;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Models;
using Codeword.Training;

namespace Codeword.Tests.Training;

/// <summary>Codes of instances by losses of others: what a class's code is, and that the codes find their class.</summary>
public sealed class HashTrainingTests
{
    private const int Bits = 12;

    public static TheoryData<HashLoss> Losses => [.. Enum.GetValues<HashLoss>()];

    [Theory]
    [MemberData(nameof(Losses))]
    public void AClassesCodeIsTheSignOfItsMeanOutput(HashLoss loss)
    {
        ExampleSet examples = Synthetic.Examples(false, 300, seed: 1);
        Classifier classifier = Trainer.Train(Synthetic.Source(false, false, 300, seed: 1), NetworkProblem.Options($"hash loss={loss} epochs=5"));
        Predictor predictor = classifier.CreatePredictor();
        double[,] sums = new double[examples.Labels.Count, Bits];
        byte[] code = new byte[predictor.CodeBytes];
        float[] logits = new float[Bits];
        for (int row = 0; row < examples.Count; row++)
        {
            predictor.Encode(examples.Row(row), code, logits);
            for (int j = 0; j < Bits; j++)
            {
                sums[examples.LabelsOf(row)[0].Value, j] += logits[j];
            }
        }

        for (int c = 0; c < examples.Labels.Count; c++)
        {
            for (int j = 0; j < Bits; j++)
            {
                Assert.True(Math.Abs(sums[c, j]) < 1e-3 || sums[c, j] > 0 == classifier.Codebook.Bits![c, j], $"class {c}, bit {j}: {sums[c, j]}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void CodesFindRowsOfTheirClass(HashLoss loss)
    {
        Classifier classifier = Trainer.Train(Synthetic.Source(false, false, 600, seed: 1), NetworkProblem.Options($"hash loss={loss}"));
        LabelledCodes Encode(ulong seed)
        {
            ExampleSet examples = Synthetic.Examples(false, 300, seed);
            Predictor predictor = classifier.CreatePredictor();
            byte[] code = new byte[predictor.CodeBytes];
            float[] logits = new float[examples.Count * Bits];
            for (int row = 0; row < examples.Count; row++)
            {
                predictor.Encode(examples.Row(row), code, logits.AsSpan(row * Bits, Bits));
            }

            LabelId[] labels = [.. Enumerable.Range(0, examples.Count).Select(row => LabelOf(examples.Labels[examples.LabelsOf(row)[0]]))];
            return new LabelledCodes(BinaryCodes.FromSigns(logits, examples.Count, Bits), labels);
        }

        // Chance is 1/30. Few pairs of a batch of 32 rows are of one class.
        Assert.InRange(RetrievalEvaluator.OfCodes(Encode(1), Encode(2)).Metrics["MAP@1000"], loss == HashLoss.HashNet ? 0.5 : 0.9, 1);
    }

    [Theory]
    [InlineData(HashLoss.OrthoHash, false)]
    [InlineData(HashLoss.GreedyHash, true)]
    public void GreedyHashAloneNormalisesTheBitsOfSparseRowsUnlessToldOtherwise(HashLoss loss, bool expected)
    {
        float[] Train(string more)
        {
            TrainingOptions options = NetworkProblem.Options($"hash loss={loss} epochs=2{more}");
            Classifier classifier = Trainer.Train(NetworkProblem.Source("sparse", 100, seed: 1), options);
            return [.. ((WeightMatrix)classifier.Model.Heads.Groups[0].Weights).Blocks.SelectMany(block => block)];
        }

        float[] unsaid = Train("");

        Assert.Equal(expected, Train(" batchNormBits=true").SequenceEqual(unsaid));
        Assert.Equal(!expected, Train(" batchNormBits=false").SequenceEqual(unsaid));
    }

    [Fact]
    public void ABottleneckIsTheLastLayerOfTheEncoder()
    {
        Classifier classifier = Trainer.Train(NetworkProblem.Source("sparse", 300, seed: 1), NetworkProblem.Options("softmax bottleneck=5"));

        var encoder = (LayeredEncoder)classifier.Model.Heads.Encoder!;
        Assert.Equal([(32, true), (5, false)], encoder.Layers.Select(layer => (layer.Weights.Columns, layer.IsRectified)));
        Assert.Equal(6, classifier.Model.Heads.Groups[0].Weights.Rows);
    }

    // c12 is 12 in either set, whichever label came first.
    private static LabelId LabelOf(string name) => new(int.Parse(name[1..], CultureInfo.InvariantCulture));
}
