using Codeword.Data;
using Codeword.Decoding;
using Codeword.Evaluation;
using Codeword.Tests.Storage;
using Codeword.Training;

namespace Codeword.Tests.Training;

/// <summary>Every method, with every loss, on every kind of data: trained, measured, saved, loaded, and asked again.</summary>
public sealed class MethodTableTests
{
    private static readonly string[] Methods = ["mach", "mach hashed", "mach clustered", "mach shuffled", "mach hashed input", "ova"];
    private static readonly bool[] Both = [false, true];

    public static IEnumerable<object[]> Table =>
        from method in Methods
        from loss in Enum.GetValues<HeadLoss>()
        from multiLabel in Both
        from text in Both
        select new object[] { method, loss, multiLabel, text };

    [Theory]
    [MemberData(nameof(Table))]
    public void EveryMethodLearnsAndComesBackFromItsFile(string method, HeadLoss loss, bool multiLabel, bool text)
    {
        if (loss == HeadLoss.Softmax && multiLabel)
        {
            AssertRefused(Options(method, loss));
            return;
        }

        using var folder = new TemporaryFolder();
        ExampleSource test = Synthetic.Source(text, multiLabel, 200, seed: 2);
        Classifier classifier = Trainer.Train(Synthetic.Source(text, multiLabel, 600, seed: 1), Options(method, loss));

        EvaluationResult result = Evaluator.Evaluate(classifier, test, [1, 3]);

        Assert.InRange(result.Report.Metrics["accuracy@1"], 0.85, 1);   // Chance is 1/30, or 2/30 with several labels.
        Assert.InRange(result.Report.Metrics["R@3"], 0.8, 1);
        Assert.Equal(method.Split(' ')[0], classifier.Info.Method);
        Assert.Equal((multiLabel, text), (classifier.Info.IsMultiLabel, classifier.Model.Featurizer is not null));
        Assert.InRange(classifier.Info.Validation["accuracy@1"], 0.6, 1);
        classifier.Save(folder.File("model"));
        Classifier loaded = Classifier.Load(folder.File("model"));
        AssertSamePredictions(classifier, loaded, test);
        Assert.Equal(result.Report.Metrics.ToArray(), Evaluator.Evaluate(loaded, test, [1, 3]).Report.Metrics.ToArray());
    }

    private static void AssertRefused(TrainingOptions options) => Assert.Equal(
        "The loss Softmax needs exactly one label an example, but some have none or several; use SquaredHinge or Logistic.",
        Assert.Throws<ArgumentException>(() => Trainer.Train(Synthetic.Source(false, multiLabel: true, 100, seed: 1), options)).Message);

    private static TrainingOptions Options(string method, HeadLoss loss) => method == "ova"
        ? new OneVsAllOptions { Loss = loss, Epochs = 12 }
        : new MachOptions
        {
            Loss = loss,
            Epochs = 12,
            Repetitions = 10,
            Buckets = 8,
            Digits = method == "mach hashed" ? DigitKind.Hashed : DigitKind.Shuffled,
            ClusteredShare = method switch { "mach hashed" or "mach shuffled" => 0, "mach clustered" => 1, _ => 0.5 },
            InputBuckets = method == "mach hashed input" ? 256 : 0,
        };

    private static void AssertSamePredictions(Classifier expected, Classifier actual, ExampleSource source)
    {
        ExampleSet examples = Evaluator.Read(expected, source);
        Predictor left = expected.CreatePredictor();
        Predictor right = actual.CreatePredictor();
        for (int row = 0; row < examples.Count; row++)
        {
            Assert.Equal(left.Predict(examples.Row(row), 5).Top, right.Predict(examples.Row(row), 5).Top);
        }
    }
}
