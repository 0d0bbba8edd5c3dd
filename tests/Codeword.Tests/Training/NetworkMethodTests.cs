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
        "llc", "llc encoder=EmbeddingBag", "llc encoder=Linear", "llc hiddenLayers=2 batchNorm=true batchNormBits=true", "llc repairClashes=false",
        "llc inputDropout=0.2 classWeightPower=0.5", "llc refit=false", "llc validationShare=0",
        .. Enum.GetNames<CodeEstimator>().Select(estimator => $"llc estimator={estimator} labelSmoothing=0.05"),
        .. Codes.Select(kind => $"llc warmStart={kind}"),
        .. Codes.Select(kind => $"ecoc codes={kind}"),
        "mach-network", "mach-network encoder=Mlp hiddenLayers=2 batchNorm=true", "mach-network loss=Logistic clusteredShare=1", "mach-network digits=Hashed refit=false",
        "mach-network sharedEncoder=false", "mach-network sharedEncoder=false encoder=Mlp hiddenLayers=3 dropout=0 validationShare=0",
        "mach-network sharedEncoder=false inputBuckets=300 loss=Logistic", "mach-network sharedEncoder=false inputBuckets=300 weightFormat=Int8",
        "mach-network weightFormat=Float16", "softmax weightFormat=Int4", "llc encoder=Linear weightFormat=Int8", "llc weightFormat=Int8 hiddenLayers=2",
        .. Enum.GetNames<HashLoss>().Select(loss => $"hash loss={loss}"), "hash encoder=EmbeddingBag labelSmoothing=0", "hash encoder=Linear loss=GreedyHash",
        "hash hiddenLayers=2 batchNorm=true batchNormBits=true loss=HashNet classWeightPower=0.5", "hash refit=false weightFormat=Float16", "hash validationShare=0",
        "softmax bottleneck=12", "softmax bottleneck=12 hiddenLayers=2 weightFormat=Float16",
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
        if (kind == "dense" && options.WeightFormat == WeightFormat.Int4)
        {
            Assert.Equal(
                "The weight format Int4 is too coarse for a dense input, whose standardisation is in the first layer's weights; use Int8 or Float16.",
                Assert.Throws<ArgumentException>(() => Trainer.Train(NetworkProblem.Source(kind, 600, seed: 1), options)).Message);
            return;
        }

        Classifier classifier = Trainer.Train(NetworkProblem.Source(kind, 600, seed: 1), options);

        EvaluationResult result = Evaluator.Evaluate(classifier, NetworkProblem.Source(kind, 200, seed: 2), [1, 3]);

        // Chance is 1/30. Codes found without the data ask more of 16 linear features than there is in them.
        // HashNet sees few pairs of one class in batches of 32 rows.
        bool isHard = (kind == "dense" && setting.StartsWith("ecoc encoder=Linear", StringComparison.Ordinal)) || setting.Contains("HashNet", StringComparison.Ordinal);
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
    [InlineData("mach-network loss=Logistic")]
    [InlineData("mach-network loss=Logistic encoder=Mlp classWeightPower=0.5")]
    [InlineData("mach-network loss=Logistic sharedEncoder=false")]
    public void DigitsOfSeveralLabelsAreLearnt(string setting)
    {
        Classifier classifier = Trainer.Train(Synthetic.Source(text: false, multiLabel: true, 900, seed: 1), NetworkProblem.Options(setting));

        EvaluationResult result = Evaluator.Evaluate(classifier, Synthetic.Source(text: false, multiLabel: true, 300, seed: 2), [1, 3]);

        Assert.InRange(result.Report.Metrics["accuracy@1"], 0.85, 1);   // Chance is 2/30.
        Assert.InRange(result.Report.Metrics["R@3"], 0.8, 1);
        Assert.True(classifier.Info.IsMultiLabel);
    }

    [Fact]
    public void WhatARepetitionLearnsDoesNotHangOnTheOthers()
    {
        static BranchedEncoder Train(int repetitions) => (BranchedEncoder)Trainer.Train(
            NetworkProblem.Source("sparse", 300, seed: 1),
            NetworkProblem.Options($"mach-network sharedEncoder=false clusteredShare=0 epochs=2 repetitions={repetitions}")).Model.Heads.Encoder!;
        static float[] Weights(LayeredEncoder branch) => [.. ((WeightMatrix)branch.Layers[0].Weights).Blocks.SelectMany(block => block)];
        BranchedEncoder two = Train(2), three = Train(3);

        Assert.Equal(Weights(two.Branches[0]), Weights(three.Branches[0]));
        Assert.Equal(Weights(two.Branches[1]), Weights(three.Branches[1]));
        Assert.NotEqual(Weights(two.Branches[0]), Weights(two.Branches[1]));
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
        // The authors report that it fails where classes are many; of 30, the bits still learn some. That the option is heeded at all is the next test.
        Classifier classifier = Trainer.Train(NetworkProblem.Source("sparse", 300, seed: 1), NetworkProblem.Options("llc bothBinary=true"));

        Assert.InRange(Evaluator.Evaluate(classifier, NetworkProblem.Source("sparse", 100, seed: 2), [1]).Report.Metrics["accuracy@1"], 0.2, 1);
    }

    [Fact]
    public void EstimatorsSignsOnBothSidesAndStartsEachEndInOtherWeights()
    {
        string[] settings =
        [
            .. Enum.GetNames<CodeEstimator>().Select(estimator => $"estimator={estimator}"), "bothBinary=true", .. Codes.Select(kind => $"warmStart={kind}"),
        ];
        float[][] weights = [.. settings.Select(setting => Trainer.Train(
                NetworkProblem.Source("sparse", 300, seed: 1), NetworkProblem.Options($"llc codebookEpochs=3 bitEpochs=1 initialDeviation=1 refit=false {setting}"))
            .Model.Heads.Groups[0].Weights).Cast<WeightMatrix>().Select(matrix => matrix.Blocks.SelectMany(block => block).ToArray())];

        for (int i = 0; i < settings.Length; i++)
        {
            Assert.All(weights[..i], other => Assert.NotEqual(other, weights[i]));
        }
    }

    [Theory]
    [InlineData(CodeKind.Random)]
    [InlineData(CodeKind.MaxMin)]
    [InlineData(CodeKind.Hadamard)]
    [InlineData(CodeKind.Svd)]
    [InlineData(CodeKind.Cca)]
    public void AWarmStartIsTheCodebookThatEcocWouldKeep(CodeKind kind)
    {
        BinaryCodes CodesOf(string setting) => Trainer.Train(NetworkProblem.Source("sparse", 300, seed: 1), NetworkProblem.Options(setting)).Codebook.Bits!;

        // With so slow a class matrix no sign changes.
        Assert.Equal(
            CodesOf($"ecoc codes={kind}").Words.ToArray(), CodesOf($"llc warmStart={kind} classLearningRate=0.000001 initialDeviation=1").Words.ToArray());
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
    public void LlcGivesClassesThatLearntOneCodeCodesOfTheirOwnUnlessToldNotTo()
    {
        // Five bits for thirty classes: learnt codes clash, and so do random ones.
        (Classifier repaired, Classifier asLearnt, Classifier drawn) = (Trained("llc bits=5"), Trained("llc bits=5 repairClashes=false"), Trained("ecoc bits=5 codes=Random"));

        Assert.Equal(Synthetic.Classes, Distinct(repaired));
        Assert.InRange(repaired.Model.Info.Validation["share of classes moved to free codes"], 1.0 / Synthetic.Classes, 1);
        Assert.InRange(Distinct(asLearnt), 2, Synthetic.Classes - 1);
        Assert.InRange(Distinct(drawn), 2, Synthetic.Classes - 1);
        Assert.All(
            (Classifier[])[asLearnt, drawn, Trained("llc bits=40")], model => Assert.DoesNotContain("share of classes moved to free codes", model.Model.Info.Validation.Keys));

        static Classifier Trained(string options) => Trainer.Train(NetworkProblem.Source("sparse", 300, seed: 1), NetworkProblem.Options(options));
        static int Distinct(Classifier classifier) => classifier.Codebook.Bits!.Words.ToArray().Distinct().Count();
    }

    private static void AssertShape(Classifier classifier, NetworkOptions options)
    {
        Heads heads = classifier.Model.Heads;
        int layers = options.Encoder switch { EncoderKind.Linear => 0, EncoderKind.EmbeddingBag => 1, _ => options.HiddenLayers }
            + (options is SoftmaxOptions { Bottleneck: not null } ? 1 : 0);
        LayeredEncoder[] encoders = heads.Encoder switch { BranchedEncoder branched => [.. branched.Branches], LayeredEncoder layered => [layered], _ => [] };
        Assert.All(encoders, encoder => Assert.Equal(layers, encoder.Layers.Count));
        Assert.Equal(layers == 0 ? 0 : options is MachNetworkOptions { SharedEncoder: false } apart ? apart.Repetitions : 1, encoders.Length);
        Assert.Equal(options switch { { CodeBits: { } bits } => bits, MachNetworkOptions mach => mach.Repetitions * mach.Buckets, _ => Synthetic.Classes }, heads.Outputs);
        Assert.Equal(options.CodeBits is not null, classifier.Codebook.Bits is not null);
        Assert.Equal(options switch { CodeOptions or HashOptions => HeadLoss.Logistic, MachNetworkOptions mach => mach.Loss, _ => HeadLoss.Softmax }, heads.Loss);
        Assert.All(heads.Groups.Select(group => group.Weights).Concat(heads.Encoder?.Matrices ?? []), weights => Assert.Equal(options.WeightFormat, weights.Format));
    }
}
