using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Models;
using Codeword.Training;

namespace Codeword.Tests.Training;

/// <summary>Training straight to a packed format.</summary>
public sealed class WeightFormatTests
{
    private static readonly MachOptions Options = new() { Repetitions = 8, Buckets = 12, Epochs = 4, Seed = 5 };
    private static readonly TrainingData Data = TrainingData.Read(Synthetic.Source(false, false, 1200, seed: 1), new TextFeaturizerOptions());

    [Theory]
    [InlineData(WeightFormat.Float16)]
    [InlineData(WeightFormat.Int8)]
    [InlineData(WeightFormat.Int4)]
    [InlineData(WeightFormat.Sparse)]
    public void AModelIsSmallerAboutAsAccurateAndSaysWhatItCost(WeightFormat format)
    {
        Classifier exact = Trainer.Train(Data, Options);
        Classifier packed = Trainer.Train(Data, Options with { WeightFormat = format });
        ExampleSet test = Evaluator.Read(exact, Synthetic.Source(false, false, 600, seed: 2));
        double Accuracy(Classifier model) => Evaluator.Evaluate(model, test, [1]).Report.Metrics["accuracy@1"];

        Assert.Equal(format, packed.Model.Heads.Format);
        Assert.InRange(packed.MemoryUse.Heads, 1, exact.MemoryUse.Heads * 0.55);
        Assert.InRange(Accuracy(packed), Accuracy(exact) - 0.03, 1);
        IReadOnlyDictionary<string, double> card = packed.Info.Validation;
        Assert.Equal(exact.Info.Validation["accuracy@1"], card["accuracy@1 as Float32"]);
        Assert.InRange(card["accuracy@1"], card["accuracy@1 as Float32"] - 0.03, 1);
        Assert.DoesNotContain("accuracy@1 as Float32", exact.Info.Validation.Keys);
        Assert.Equal(format == WeightFormat.Sparse, card.ContainsKey("share of weights kept"));
    }

    [Fact]
    public void TheShareThatSparseKeepsIsChosenOnHeldOutRowsOrGiven()
    {
        MachOptions sparse = Options with { WeightFormat = WeightFormat.Sparse };
        double strict = Kept(sparse with { SparseTolerance = 0 }), loose = Kept(sparse with { SparseTolerance = 0.2 });
        Assert.True(loose < strict, $"{loose} {strict}");
        Assert.InRange(Kept(sparse with { SparseShare = 0.25 }), 0.2, 0.25);
        Assert.InRange(Kept(sparse with { SparseShare = 1e-9 }), 1e-9, 1e-3);
        Assert.Equal(
            "The option sparseShare is for the weight format Sparse; the format is Int8.",
            Assert.Throws<ArgumentException>(() => Trainer.Train(Data, Options with { WeightFormat = WeightFormat.Int8, SparseShare = 0.5 })).Message);
        Assert.Equal(
            "Which weights to keep is chosen on held-out rows, but none are held out; give SparseShare, or a ValidationShare above 0.",
            Assert.Throws<ArgumentException>(() => Trainer.Train(Data, sparse with { ValidationShare = 0 })).Message);
        Assert.Equal(WeightFormat.Sparse, Trainer.Train(Data, sparse with { ValidationShare = 0, SparseShare = 0.25 }).Model.Heads.Format);
    }

    private static double Kept(MachOptions options) => Trainer.Train(Data, options).Info.Validation["share of weights kept"];
}
