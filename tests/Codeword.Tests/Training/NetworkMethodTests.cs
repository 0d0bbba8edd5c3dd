using Codeword.Codes;
using Codeword.Decoding;
using Codeword.Evaluation;
using Codeword.Models;
using Codeword.Tests.Models;
using Codeword.Training;
using Codeword.Training.Networks;

namespace Codeword.Tests.Training;

/// <summary>Every method that trains a network, on every kind of data: trained, measured, saved, loaded, and asked again.</summary>
public sealed class NetworkMethodTests
{
    private static readonly string[] Kinds = ["text", "sparse", "dense"];

    private static readonly string[] Settings =
    [
        "softmax", "softmax encoder=EmbeddingBag", "softmax hiddenLayers=2 batchNorm=true", "softmax hiddenLayers=3 dropout=0",
        "llc", "llc encoder=EmbeddingBag", "llc encoder=Linear", "llc hiddenLayers=2 batchNorm=true batchNormBits=true", "llc repairClashes=true",
        "llc inputDropout=0.2 classWeightPower=0.5", "llc refit=false", "llc validationShare=0",
        .. Enum.GetNames<CodeEstimator>().Select(estimator => $"llc estimator={estimator} labelSmoothing=0.05"),
        .. Codes.Select(kind => $"llc warmStart={kind}"),
        .. Codes.Select(kind => $"ecoc codes={kind}"),
        "ecoc encoder=Linear", "ecoc encoder=EmbeddingBag codes=Svd", "ecoc encoder=Linear batchNormBits=true codes=Hadamard",
    ];

    public static IEnumerable<object[]> Table =>
        from setting in Settings
        from kind in Kinds
        select new object[] { setting, kind };

    private static IEnumerable<CodeKind> Codes => Enum.GetValues<CodeKind>().Where(kind => kind != CodeKind.Given);

    [Theory]
    [MemberData(nameof(Table))]
    public void EveryNetworkLearnsAndComesBackFromItsFile(string setting, string kind)
    {
        TrainingOptions options = NetworkProblem.Options(setting);
        Classifier classifier = Trainer.Train(NetworkProblem.Source(kind, 600, seed: 1), options);

        EvaluationResult result = Evaluator.Evaluate(classifier, NetworkProblem.Source(kind, 200, seed: 2), [1, 3]);

        // Chance is 1/30. Codes found without the data ask more of 16 linear features than there is in them.
        bool isHard = kind == "dense" && setting.StartsWith("ecoc encoder=Linear", StringComparison.Ordinal);
        Assert.InRange(result.Report.Metrics["accuracy@1"], isHard ? 0.5 : 0.85, 1);
        Assert.Equal(setting.Split(' ')[0], classifier.Info.Method);
        Assert.Equal((false, kind == "text"), (classifier.Info.IsMultiLabel, classifier.Model.Featurizer is not null));
        Assert.Equal(kind == "dense", !classifier.Model.Heads.Transform.Normalize);
        Assert.Equal(options, TrainingMethod.Find(classifier.Info.Method).CreateOptions(classifier.Info.Options));
        AssertShape(classifier, (NetworkOptions)options);
        Classifier loaded = new(ModelFile.Load(SampleModel.Save(classifier.Model), "model"));
        Assert.Equal(
            result.Report.Metrics.ToArray(), Evaluator.Evaluate(loaded, NetworkProblem.Source(kind, 200, seed: 2), [1, 3]).Report.Metrics.ToArray());
    }

    [Theory]
    [InlineData("sparse", DecoderKind.Hamming)]
    [InlineData("sparse", DecoderKind.LogSum)]
    [InlineData("dense", DecoderKind.Hamming)]
    [InlineData("dense", DecoderKind.LogSum)]
    public void LearntCodesOfFewBitsTellClassesApart(string kind, DecoderKind decoder)
    {
        // 30 classes in 8 bits.
        Classifier classifier = Trainer.Train(NetworkProblem.Source(kind, 900, seed: 1), NetworkProblem.Options("llc bits=8") with { Decoder = decoder });

        Assert.InRange(Evaluator.Evaluate(classifier, NetworkProblem.Source(kind, 300, seed: 2), [1]).Report.Metrics["accuracy@1"], 0.85, 1);
        Assert.Equal(decoder, classifier.Model.Decoder.Kind);
    }

    [Fact]
    public void SignsOnBothSidesAreTrainedAsWell()
    {
        // The authors report that it fails where classes are many; of 30, the bits still learn some.
        Classifier classifier = Trainer.Train(NetworkProblem.Source("sparse", 300, seed: 1), NetworkProblem.Options("llc bothBinary=true"));

        Assert.InRange(Evaluator.Evaluate(classifier, NetworkProblem.Source("sparse", 100, seed: 2), [1]).Report.Metrics["accuracy@1"], 0.2, 1);
    }

    [Theory]
    [InlineData("ecoc codes=Given")]
    [InlineData("ecoc codes=Given encoder=Linear")]
    public void AGivenCodebookIsKept(string setting)
    {
        BinaryCodes codes = NetworkProblem.Codes(Synthetic.Classes, 12);
        TrainingData data = TrainingData.Read(NetworkProblem.Source("sparse", 300, seed: 1), new()) with { Codes = codes };

        Classifier classifier = Trainer.Train(data, NetworkProblem.Options(setting));

        Assert.Equal(codes.Words.ToArray(), classifier.Codebook.Bits!.Words.ToArray());
    }

    [Fact]
    public void AGivenCodebookIsWhatLlcMayStartFrom()
    {
        BinaryCodes codes = NetworkProblem.Codes(Synthetic.Classes, 12);
        TrainingData data = TrainingData.Read(NetworkProblem.Source("sparse", 300, seed: 1), new()) with { Codes = codes };

        // With so slow a class matrix no sign changes.
        Classifier classifier = Trainer.Train(data, NetworkProblem.Options("llc warmStart=Given classLearningRate=0.000001 initialDeviation=1"));

        Assert.Equal(codes.Words.ToArray(), classifier.Codebook.Bits!.Words.ToArray());
    }

    [Fact]
    public void RepairedCodesDiffer()
    {
        // Five bits for thirty classes: learnt codes clash.
        static int Distinct(bool repair) => BinaryCodeReportOf(Trainer.Train(
            NetworkProblem.Source("sparse", 300, seed: 1), NetworkProblem.Options($"llc bits=5 repairClashes={repair}")));
        static int BinaryCodeReportOf(Classifier classifier) => classifier.Codebook.Bits!.Words.ToArray().Distinct().Count();

        Assert.Equal(Synthetic.Classes, Distinct(true));
        Assert.InRange(Distinct(false), 2, Synthetic.Classes - 1);
    }

    private static void AssertShape(Classifier classifier, NetworkOptions options)
    {
        Heads heads = classifier.Model.Heads;
        int layers = options.Encoder switch { EncoderKind.Linear => 0, EncoderKind.EmbeddingBag => 1, _ => options.HiddenLayers };
        Assert.Equal(layers, (heads.Encoder as LayeredEncoder)?.Layers.Count ?? 0);
        Assert.Equal(options is CodeOptions code ? code.Bits : Synthetic.Classes, heads.Outputs);
        Assert.Equal(options is CodeOptions, classifier.Codebook.Bits is not null);
        Assert.Equal(options is CodeOptions ? HeadLoss.Logistic : HeadLoss.Softmax, heads.Loss);
    }
}
