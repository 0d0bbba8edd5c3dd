using System.Collections.Concurrent;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Evaluation;
using Codeword.Tests.Data;
using Codeword.Tests.Models;
using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class TrainerTests
{
    private static readonly MachOptions Small = new() { Repetitions = 4, Buckets = 8, Epochs = 5, Threads = 2 };

    [Fact]
    public void ACancelledTrainingEnds()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new Reports(_ => cancellation.Cancel());

        Assert.ThrowsAny<OperationCanceledException>(() => Trainer.Train(
            Synthetic.Source(true, false, 300, seed: 1), Small with { Epochs = 1000, Loss = HeadLoss.Logistic, Patience = 1000 }, progress,
            cancellation: cancellation.Token));

        Assert.InRange(progress.All.Count, 1, 10);   // No more than the epochs that were under way.
    }

    [Theory]
    [InlineData(HeadLoss.SquaredHinge)]
    [InlineData(HeadLoss.Softmax)]
    [InlineData(HeadLoss.Logistic)]
    public void ProgressGoesFromNothingToAllWithoutAStepBack(HeadLoss loss)
    {
        foreach (bool refit in new[] { true, false })
        {
            var progress = new Reports();
            Trainer.Train(Synthetic.Source(false, false, 300, seed: 1), Small with { Loss = loss, Refit = refit, Epochs = 30, Patience = 1 }, progress);

            TrainingProgress[] all = [.. progress.All];
            Assert.Equal(all.OrderBy(report => report.Done), all);
            Assert.Equal(1, all[^1].Done, 1e-9);
            Assert.InRange(all[0].Done, 1e-9, 0.5);
            Assert.Equal(refit ? ["choose", "train"] : ["train"], all.Select(report => report.Stage).Distinct());
            Assert.All(all, report =>
            {
                Assert.InRange(report.Done, 0, 1);
                Assert.InRange(report.Repetition, 1, 4);
                Assert.Equal(4, report.Repetitions);
                Assert.InRange(report.Epoch, 1, 30);
                Assert.InRange(report.Loss, 0, 1000);
                Assert.InRange(report.ExamplesPerSecond, 0, double.MaxValue);
                Assert.InRange(report.Remaining, TimeSpan.Zero, TimeSpan.FromHours(1));
            });
            Assert.Equal(TimeSpan.Zero, all[^1].Remaining);
        }
    }

    [Fact]
    public void TooMuchMemoryIsRefusedBeforeTrainingAndSaysWhatToChange()
    {
        var progress = new Reports();

        string message = Assert.Throws<InsufficientMemoryException>(
            () => Trainer.Train(Synthetic.Source(false, false, 300, seed: 1), Small with { MemoryLimit = 100_000 }, progress)).Message;

        Assert.Matches(
            "^Training would take [0-9.]+ MB \\(.+\\), more than the 100.0 kB it may have; use fewer repetitions or buckets, hashed inputs", message);
        Assert.Empty(progress.All);
    }

    [Fact]
    public void WithAValidationSourceTheModelIsTrainedOnceOnAllOfTheTrainingData()
    {
        var progress = new Reports();

        Classifier classifier = Trainer.Train(
            Synthetic.Source(true, false, 300, seed: 1), Small, progress, Synthetic.Source(true, false, 90, seed: 2));

        Assert.Equal(300, classifier.Info.TrainingRows);
        Assert.Equal(["train"], progress.All.Select(report => report.Stage).Distinct());
        ExampleSet validation = Evaluator.Read(classifier, Synthetic.Source(true, false, 90, seed: 2));
        Assert.Equal(Evaluator.Evaluate(classifier, validation, [1, 5]).Report.Metrics["accuracy@1"], classifier.Info.Validation["accuracy@1"], 1e-12);
    }

    [Theory]
    [InlineData(HeadLoss.SquaredHinge)]
    [InlineData(HeadLoss.Softmax)]
    [InlineData(HeadLoss.Logistic)]
    public void ValidationLabelsThatTrainingDidNotSeeDoNoHarm(HeadLoss loss)
    {
        string seen = Synthetic.Lines(true, false, 60, seed: 2);

        Classifier classifier = Trainer.Train(
            Synthetic.Source(true, false, 300, seed: 1), Small with { Loss = loss }, validation: Rows.Source(new TextFormat(), seen + "__label__new w1 w2\n"));
        Classifier onlyUnseen = Trainer.Train(
            Synthetic.Source(true, false, 300, seed: 1), Small with { Loss = loss }, validation: Rows.Source(new TextFormat(), "__label__new w1 w2\n"));

        Assert.InRange(classifier.Info.Validation["accuracy@1"], 0.5, 1);
        Assert.Equal((0, 1), (onlyUnseen.Info.Validation["accuracy@1"], onlyUnseen.Model.Probabilities.Scale));
    }

    [Fact]
    public void UnfitValidationDataIsRefused()
    {
        ExampleSource train = Synthetic.Source(true, false, 60, seed: 1);

        Assert.Equal(
            "The validation data has no examples; expected at least one.",
            Assert.Throws<ArgumentException>(() => Trainer.Train(train, Small, validation: Rows.Source(new TextFormat(), ""))).Message);
        Assert.Equal(
            "The loss Softmax needs exactly one label an example, but some of the validation data have none or several; use SquaredHinge or Logistic.",
            Assert.Throws<ArgumentException>(() => Trainer.Train(
                train, Small with { Loss = HeadLoss.Softmax }, validation: Rows.Source(new TextFormat(), "__label__c1 __label__c2 w1\n"))).Message);
        Assert.StartsWith(
            "data holds features",
            Assert.Throws<ArgumentException>(() => Trainer.Train(train, Small, validation: Synthetic.Source(false, false, 60, seed: 1))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutRefitTheHeldOutRowsStayOut()
    {
        Classifier classifier = Trainer.Train(Synthetic.Source(true, false, 300, seed: 1), Small with { Refit = false, ValidationShare = 0.25 });

        Assert.Equal(225, classifier.Info.TrainingRows);
        Assert.Equal(225, classifier.Model.LabelRows.Sum());
    }

    [Fact]
    public void WithoutValidationTheFirstDecoderIsTakenAndNothingIsClaimed()
    {
        Classifier classifier = Trainer.Train(Synthetic.Source(true, false, 300, seed: 1), Small with { ValidationShare = 0 });

        Assert.Equal(300, classifier.Info.TrainingRows);
        Assert.Empty(classifier.Info.Validation);
        Assert.Equal(Decoder.For(HeadLoss.SquaredHinge)[0], classifier.Model.Decoder);
        Assert.Equal(new ProbabilityMap(IsSoftmax: true, 1, 0), classifier.Model.Probabilities);
    }

    [Fact]
    public void ACurveIsFittedToWhatWasHeldOutWhereOneIsAskedFor()
    {
        ExampleSource source = Synthetic.Source(true, false, 600, seed: 1);
        TrainingOptions options = Small with { Refit = false, ValidationShare = 0.4, Isotonic = false };
        Classifier plain = Trainer.Train(source, options), curved = Trainer.Train(source, options with { Isotonic = true });
        (_, ExampleSet held) = Trainer.Split(TrainingData.Read(source, options.Text).Examples, 0.4, options.Seed);

        Assert.Null(plain.Model.Curve);
        Assert.Equal(plain.Model.Probabilities, curved.Model.Probabilities);
        CalibrationResult after = Calibration.Fit(plain, held, CalibrationMethod.Isotonic);
        Assert.Equal(after.Classifier.Model.Curve!.Given, curved.Model.Curve!.Given);
        Assert.Equal(after.Classifier.Model.Curve.Calibrated, curved.Model.Curve.Calibrated);
        Assert.Null(Trainer.Train(source, options with { Isotonic = true, ValidationShare = 0 }).Model.Curve);
    }

    [Theory]
    [InlineData(999, false, null, false)]
    [InlineData(1000, false, null, true)]
    [InlineData(1000, false, false, false)]
    [InlineData(1000, true, null, false)]
    [InlineData(300, true, true, true)]
    public void ACurveIsFittedUnasked(int held, bool multiLabel, bool? asked, bool isFitted)
    {
        Classifier model = Trainer.Train(
            Synthetic.Source(true, multiLabel, 200, seed: 1), Small with { Isotonic = asked }, validation: Synthetic.Source(true, multiLabel, held, seed: 2));
        Assert.Equal(isFitted, model.Model.Curve is not null);
        Assert.Equal(asked is not null, model.Info.Options.ContainsKey("isotonic"));
    }

    [Theory]
    [InlineData("", "The training data has no examples; expected at least one.")]
    [InlineData("some words\nmore words\n", "The training data has no labels; expected at least one.")]
    public void DataThatTeachesNothingIsRefused(string text, string message) => Assert.Equal(
        message, Assert.Throws<ArgumentException>(() => Trainer.Train(Rows.Source(new TextFormat(), text), Small)).Message);

    [Theory]
    [InlineData(HeadLoss.SquaredHinge)]
    [InlineData(HeadLoss.Softmax)]
    [InlineData(HeadLoss.Logistic)]
    public void OneClassIsAlwaysRight(HeadLoss loss)
    {
        string rows = string.Concat(Enumerable.Range(0, 30).Select(i => $"__label__only w{i % 5} w7\n"));
        foreach (TrainingOptions options in new TrainingOptions[] { Small with { Loss = loss }, new OneVsAllOptions { Loss = loss } })
        {
            Prediction top = Trainer.Train(Rows.Source(new TextFormat(), rows), options).CreatePredictor().Predict("w1").Top[0];

            Assert.Equal((0, 1), (top.Label.Value, top.Probability));
        }
    }

    [Fact]
    public void OneRowIsEnough()
    {
        Classifier classifier = Trainer.Train(Rows.Source(new LibsvmFormat(), "x 1:1\n"), Small);

        Assert.Equal("x", classifier.Labels[classifier.CreatePredictor().Predict(Features.Sparse([0], [1])).Top[0].Label]);
    }

    [Fact]
    public void FewerClassesThanBucketsAreLearnt()
    {
        foreach (DigitKind digits in Enum.GetValues<DigitKind>())
        {
            Classifier classifier = Trainer.Train(
                Synthetic.Source(true, false, 200, seed: 1, classes: 5), Small with { Buckets = 64, Digits = digits });

            Assert.InRange(Evaluator.Evaluate(classifier, Synthetic.Source(true, false, 100, seed: 2, classes: 5), [1]).Report.Metrics["accuracy@1"], 0.9, 1);
        }
    }

    [Fact]
    public void RowsWithoutLabelsAreNegativesForAll()
    {
        string rows = Synthetic.Lines(true, multiLabel: true, 300, seed: 1)
            + string.Concat(Enumerable.Range(0, 100).Select(i => $"w{90 + (i % 40)} w{90 + (i * 7 % 40)}\n"));
        foreach (HeadLoss loss in new[] { HeadLoss.SquaredHinge, HeadLoss.Logistic })
        {
            Classifier classifier = Trainer.Train(Rows.Source(new TextFormat(), rows), Small with { Loss = loss, Repetitions = 8, Epochs = 15 });
            Predictor predictor = classifier.CreatePredictor();

            Assert.Equal(400, classifier.Info.TrainingRows);
            float noise = predictor.Predict("w95 w100").Top[0].Probability;
            Assert.InRange(noise, 0, 0.6f * predictor.Predict("w0 w1 w2").Top[0].Probability);
        }
    }

    [Fact]
    public void ALabelThatOnlyTheHeldOutRowsHaveIsNoFault()
    {
        // Every label once: a tenth of them is not in the part that choices are made by.
        string rows = string.Concat(Enumerable.Range(0, 50).Select(i => $"l{i} {i + 1}:1 60:1\n"));
        foreach (HeadLoss loss in Enum.GetValues<HeadLoss>())
        {
            Classifier classifier = Trainer.Train(Rows.Source(new LibsvmFormat(), rows), Small with { Loss = loss, Repetitions = 8, Epochs = 10 });

            Assert.Equal((50, 50), (classifier.Labels.Count, classifier.Model.LabelRows.Sum()));
            Assert.Equal("l7", classifier.Labels[classifier.CreatePredictor().Predict(Features.Sparse([7, 59], [1, 1])).Top[0].Label]);
        }
    }

    [Fact]
    public void ARowOfWeightTwoIsARowThatStandsTwice()
    {
        string rows = Synthetic.Lines(false, false, 90, seed: 1);
        string[] lines = rows.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string twice = string.Concat(lines.Select((line, i) => i % 3 == 0 ? $"{line}\n{line}\n" : $"{line}\n"));
        string weighted = string.Concat(lines.Select((line, i) => Json(line, i % 3 == 0 ? 2 : 1)));
        var options = new OneVsAllOptions { ValidationShare = 0, Epochs = 500 };

        Classifier one = Trainer.Train(Rows.Source(new JsonLinesFormat { FeaturesProperty = "x", WeightProperty = "w" }, weighted), options);
        Classifier two = Trainer.Train(Rows.Source(new LibsvmFormat { IndexBase = IndexBase.Zero }, twice), options);
        Classifier plain = Trainer.Train(Rows.Source(new LibsvmFormat { IndexBase = IndexBase.Zero }, rows), options);

        Assert.InRange(LargestDifference(one, two), 0, 0.01);
        Assert.InRange(LargestDifference(one, plain), 0.03, 10);
    }

    [Fact]
    public void ClassWeightsRaiseWhatIsRare()
    {
        // 95 rows say b, 5 say a, all of the same feature: what is frequent wins, unless classes count alike.
        string rows = string.Concat(Enumerable.Range(0, 100).Select(i => $"{(i % 20 == 0 ? "a" : "b")} 1:1\n"));
        float Margin(float power)
        {
            Classifier classifier = Trainer.Train(
                Rows.Source(new LibsvmFormat(), rows), new OneVsAllOptions { ClassWeightPower = power, ValidationShare = 0, Epochs = 1000, Decoder = DecoderKind.LogitSum });
            Prediction[] top = classifier.CreatePredictor().Predict(Features.Sparse([0], [1]), 2).Top.ToArray();
            return top.Single(p => p.Label.Value == 0).Score - top.Single(p => p.Label.Value == 1).Score;
        }

        Assert.InRange(Margin(0), -10, -0.5f);
        Assert.InRange(Margin(1), -0.1f, 0.1f);
        Assert.InRange(Margin(2), 0.5f, 10);
    }

    [Theory]
    [InlineData(1e-30)]
    [InlineData(1e30)]
    public void AbsurdWeightsLeaveTheModelSound(double weight)
    {
        foreach (HeadLoss loss in Enum.GetValues<HeadLoss>())
        {
            string rows = string.Concat(Synthetic.Lines(false, false, 90, seed: 1).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select((line, i) => Json(line, i % 2 == 0 ? weight : 1)));

            Classifier classifier = Trainer.Train(
                Rows.Source(new JsonLinesFormat { FeaturesProperty = "x", WeightProperty = "w" }, rows), Small with { Loss = loss });

            Codeword.Models.ModelFile.Load(SampleModel.Save(classifier.Model), "model");   // Which refuses weights that are no numbers.
        }
    }

    [Fact]
    public void TheDecoderAskedForIsTakenAndOneThatDoesNotFitIsRefused()
    {
        ExampleSource source = Synthetic.Source(true, false, 100, seed: 1);

        Assert.Equal(new Decoder(DecoderKind.Hinge, 2.5f), Trainer.Train(source, Small with { Decoder = DecoderKind.Hinge, HingePower = 2.5f }).Model.Decoder);
        Assert.Equal(DecoderKind.Min, Trainer.Train(source, Small with { Decoder = DecoderKind.Min, Loss = HeadLoss.Softmax }).Model.Decoder.Kind);
        Assert.Equal(
            "The decoder Mean needs probabilities, but squared-hinge heads give margins; use Hinge, LogitSum, Median or Min.",
            Assert.Throws<ArgumentException>(() => Trainer.Train(source, Small with { Decoder = DecoderKind.Mean })).Message);
        Assert.Equal(
            "The decoder Hinge needs margins, but Softmax heads give logits; use LogSum, LogitSum, Mean, Median or Min.",
            Assert.Throws<ArgumentException>(() => Trainer.Train(source, Small with { Decoder = DecoderKind.Hinge, Loss = HeadLoss.Softmax })).Message);
    }

    [Fact]
    public void FeaturesAreReadOnceSoThatAStreamCanBeTrainedOn()
    {
        using var stream = new OneWayStream(System.Text.Encoding.UTF8.GetBytes(Synthetic.Lines(false, false, 300, seed: 1)));

        Classifier classifier = Trainer.Train(ExampleSource.FromStream(stream, "-", new LibsvmFormat()), Small);

        Assert.Equal(new LibsvmFormat { IndexBase = IndexBase.Zero }, classifier.Info.Format);   // What auto turned out to be.
    }

    private static string Json(string libsvm, double weight)
    {
        string[] parts = libsvm.Split(' ');
        string features = string.Join(',', parts[1..].Select(pair => $"\"{pair.Split(':')[0]}\":{pair.Split(':')[1]}"));
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{{\"label\":\"{parts[0]}\",\"x\":{{{features}}},\"w\":{weight}}}\n");
    }

    private static float LargestDifference(Classifier left, Classifier right) =>
        Weights(left).Zip(Weights(right), (a, b) => Math.Abs(a - b)).Max();

    private static float[] Weights(Classifier classifier) => ((Codeword.Models.WeightMatrix)classifier.Model.Heads.Groups[0].Weights).Blocks[0];

    private sealed class Reports(Action<TrainingProgress>? then = null) : IProgress<TrainingProgress>
    {
        public ConcurrentQueue<TrainingProgress> All { get; } = [];

        public void Report(TrainingProgress value)
        {
            All.Enqueue(value);
            then?.Invoke(value);
        }
    }

    /// <summary>Standard input.</summary>
    private sealed class OneWayStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
