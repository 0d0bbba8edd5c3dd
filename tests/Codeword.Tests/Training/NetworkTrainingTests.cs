using System.Security.Cryptography;
using Codeword.Data;
using Codeword.Tests.Models;
using Codeword.Training;

namespace Codeword.Tests.Training;

/// <summary>How networks are trained: bits of the model, progress, cancellation, and what is refused.</summary>
public sealed class NetworkTrainingTests
{
    private static readonly string[] Methods =
    [
        "llc hiddenLayers=2 batchNorm=true batchNormBits=true", "llc encoder=Linear", "ecoc codes=Svd", "ecoc codes=Cca", "softmax",
        "hash", "hash loss=GreedyHash", "hash loss=HashNet", "softmax bottleneck=8",
        "mach-network", "mach-network sharedEncoder=false",
    ];

    public static IEnumerable<object[]> Determined =>
        from setting in Methods
        from dense in (bool[])[false, true]
        select new object[] { setting, dense };

    [Theory]
    [MemberData(nameof(Determined))]
    public void TheModelsBytesDoNotDependOnTheNumberOfThreads(string setting, bool dense)
    {
        // Wide enough for products to be shared out among threads.
        string few = setting[0] is 's' or 'm' or 'h' ? "epochs=2" : "bits=20 codebookEpochs=2 bitEpochs=2";
        TrainingOptions options = NetworkProblem.Options($"{setting} width=96 batchSize=256 {few} inputDropout=0.1");
        string Train(int threads, ulong seed) => Convert.ToHexString(SHA256.HashData(SampleModel.Save(Trainer.Train(
            dense ? DenseProblem.Source(700, 1, features: 64) : Synthetic.Source(false, false, 700, seed: 1), options with { Threads = threads, Seed = seed }).Model)));

        string one = Train(1, 5);

        Assert.Equal(one, Train(2, 5));
        Assert.Equal(one, Train(4, 5));
        Assert.NotEqual(one, Train(1, 6));
    }

    [Theory]
    [InlineData("softmax")]
    [InlineData("llc")]
    [InlineData("llc warmStart=Cca")]
    [InlineData("ecoc codes=Random")]
    [InlineData("hash")]
    [InlineData("hash loss=HashNet")]
    [InlineData("ecoc codes=Svd refit=false")]
    [InlineData("mach-network")]
    [InlineData("mach-network sharedEncoder=false")]
    public void ProgressGoesFromNothingToAllWithoutAStepBack(string setting)
    {
        var progress = new Reports();
        Trainer.Train(NetworkProblem.Source("sparse", 300, seed: 1), NetworkProblem.Options(setting), progress);

        Assert.Equal(progress.All.OrderBy(report => report.Done), progress.All);
        Assert.Equal(1, progress.All[^1].Done, 1e-9);
        Assert.Equal(TimeSpan.Zero, progress.All[^1].Remaining);
        Assert.All(progress.All, report => Assert.InRange(report.Loss, 0, 10));
    }

    [Theory]
    [InlineData("softmax epochs=1000")]
    [InlineData("llc codebookEpochs=1000")]
    [InlineData("ecoc bitEpochs=1000")]
    [InlineData("hash epochs=1000")]
    [InlineData("mach-network sharedEncoder=false epochs=1000")]
    public void ACancelledTrainingEnds(string setting)
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new Reports(cancellation.Cancel);

        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Train(
            NetworkProblem.Source("sparse", 300, seed: 1), NetworkProblem.Options(setting), progress, cancellation: cancellation.Token));

        Assert.Single(progress.All);
    }

    [Theory]
    [InlineData("softmax")]
    [InlineData("llc")]
    [InlineData("ecoc")]
    [InlineData("hash")]
    public void ExamplesOfSeveralLabelsAreRefused(string setting)
    {
        Assert.Equal(
            $"The method {setting} needs exactly one label an example, but some have none or several; use mach, mach-network or ova.",
            Refusal(Synthetic.Source(false, multiLabel: true, 100, seed: 1), setting));
        Assert.Equal(
            $"The method {setting} needs exactly one label an example, but some of the validation data have none or several; use mach, mach-network or ova.",
            Assert.Throws<ArgumentException>(() => Trainer.Train(
                Synthetic.Source(false, false, 100, seed: 1), NetworkProblem.Options(setting), validation: Synthetic.Source(false, true, 100, seed: 1))).Message);
    }

    [Fact]
    public void SoftmaxHeadsOfDigitsTakeOneLabel() => Assert.Equal(
        "The loss Softmax needs exactly one label an example, but some have none or several; use Logistic.",
        Refusal(Synthetic.Source(false, multiLabel: true, 100, seed: 1), "mach-network"));

    [Theory]
    [InlineData("mach-network encoder=Linear", "Heads on the encoder Linear are those of mach: use that, or the encoder EmbeddingBag or Mlp.")]
    [InlineData("mach-network loss=SquaredHinge", "The loss SquaredHinge is for linear heads; those behind an encoder are trained by Softmax or Logistic.")]
    [InlineData("mach-network inputBuckets=9", "InputBuckets hashes the input of each repetition's own encoder, but all share one; set SharedEncoder to false.")]
    [InlineData("mach-network decoder=Hinge", "The decoder Hinge needs margins, but Softmax heads give logits; use LogSum, LogitSum, Mean, Median or Min.")]
    [InlineData("mach-network weightFormat=Sparse", "The weight format Sparse is for linear heads; a network's weights are Float32, Float16, Int8 or Int4.")]
    [InlineData("softmax weightFormat=Sparse", "The weight format Sparse is for linear heads; a network's weights are Float32, Float16, Int8 or Int4.")]
    [InlineData("llc bits=4", "4 bits make 16 codes, fewer than the 30 classes; use more bits.")]
    [InlineData("hash bits=4", "4 bits make 16 codes, fewer than the 30 classes; use more bits.")]
    [InlineData("hash decoder=Min", "The decoder Min is for other digits than bits; use LogSum, LogitSum, Hamming, Table or Exact.")]
    [InlineData("ecoc bits=1", "1 bits make 2 codes, fewer than the 30 classes; use more bits.")]
    [InlineData("llc encoder=Linear warmStart=Svd", "Svd codes come from an encoder's features; use the encoder EmbeddingBag or Mlp, or other codes.")]
    [InlineData("ecoc encoder=Linear codes=Cca", "Cca codes come from an encoder's features; use the encoder EmbeddingBag or Mlp, or other codes.")]
    [InlineData("ecoc codes=Svd bits=33", "Svd codes have at most as many bits as the encoder is wide and the classes less one, 29, but 33 are asked for.")]
    [InlineData("softmax encoder=Linear", "A real-valued head on the encoder Linear is one-vs-all: use ova, or the encoder EmbeddingBag or Mlp.")]
    [InlineData("llc decoder=Min", "The decoder Min is for other digits than bits; use LogSum, LogitSum, Hamming, Table or Exact.")]
    [InlineData("softmax decoder=Hamming", "The decoder Hamming needs a codebook of bits, but the digits are others; use another decoder.")]
    [InlineData("ecoc codes=Given", "The options ask for a given codebook, but none was given.")]
    public void WhatDoesNotGoTogetherIsRefused(string setting, string message) =>
        Assert.Equal(message, Refusal(Synthetic.Source(false, false, 100, seed: 1), setting));

    [Theory]
    [InlineData("ecoc", 30, 12, "A codebook was given, but the options do not ask for it: set Codes (ecoc) or WarmStart (llc) to Given.")]
    [InlineData("llc", 30, 12, "A codebook was given, but the options do not ask for it: set Codes (ecoc) or WarmStart (llc) to Given.")]
    [InlineData("ecoc codes=Given", 29, 12, "The given codebook has 29 codes of 12 bits; expected 30 of 12.")]
    [InlineData("llc warmStart=Given", 30, 11, "The given codebook has 30 codes of 11 bits; expected 30 of 12.")]
    public void AGivenCodebookThatDoesNotFitIsRefused(string setting, int classes, int bits, string message)
    {
        TrainingData data = TrainingData.Read(Synthetic.Source(false, false, 100, seed: 1), new()) with { Codes = NetworkProblem.Codes(classes, bits) };

        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Trainer.Train(data, NetworkProblem.Options(setting))).Message);
    }

    [Theory]
    [InlineData("softmax")]
    [InlineData("llc")]
    [InlineData("ecoc bits=1")]
    [InlineData("mach-network")]
    [InlineData("mach-network sharedEncoder=false loss=Logistic")]
    public void OneClassIsAlwaysRight(string setting)
    {
        string rows = string.Concat(Enumerable.Range(0, 30).Select(i => $"only {i % 5}:1 7:1\n"));

        Classifier classifier = Trainer.Train(Data.Rows.Source(new LibsvmFormat { IndexBase = IndexBase.Zero }, rows), NetworkProblem.Options(setting));

        Assert.Equal(0, classifier.CreatePredictor().Predict(Features.Sparse([1], [1])).Top[0].Label.Value);
    }

    [Theory]
    [InlineData("softmax epochs=1 batchSize=65536 learningRate=100 classLearningRate=1000 sparseLearningRate=100 weightDecay=1")]
    [InlineData("llc bits=6 bitLearningRate=100 weightDecay=0.5 momentum=0.999 codebookEpochs=2 bitEpochs=300")]
    public void TrainingGivesAModelThatLoadsOrOneSentence(string setting)
    {
        // What such rates lead to depends on the data; a model that cannot be read again is never the end.
        try
        {
            byte[] bytes = SampleModel.Save(Trainer.Train(Synthetic.Source(false, false, 300, seed: 1), NetworkProblem.Options(setting)).Model);
            Assert.NotNull(Codeword.Models.ModelFile.Load(bytes, "model"));
        }
        catch (NotFiniteNumberException fault)
        {
            Assert.Contains("the learning rates are too high for this data", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ALossThatOptionsWeighDownIsSmaller()
    {
        // Weights of examples reach the loss: rows of weight 0.01 and the same rows of weight 1.
        static double FirstLoss(double weight)
        {
            var progress = new Reports();
            string number = weight.ToString(System.Globalization.CultureInfo.InvariantCulture);
            string lines = string.Concat(Synthetic.Lines(false, false, 90, seed: 1).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => $"{{\"label\":\"{line.Split(' ')[0]}\",\"text\":\"{line.Replace(':', 'x')}\",\"weight\":{number}}}\n"));
            Trainer.Train(
                Data.Rows.Source(new JsonLinesFormat { WeightProperty = "weight" }, lines), NetworkProblem.Options("softmax epochs=1 validationShare=0"), progress);
            return progress.All[0].Loss;
        }

        Assert.InRange(FirstLoss(0.01), 0.005 * FirstLoss(1), 0.02 * FirstLoss(1));
    }

    private static string Refusal(ExampleSource source, string setting) =>
        Assert.Throws<ArgumentException>(() => Trainer.Train(source, NetworkProblem.Options(setting))).Message;

    private sealed class Reports(Action? then = null) : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> All { get; } = [];

        public void Report(TrainingProgress value)
        {
            All.Add(value);
            then?.Invoke();
        }
    }
}
