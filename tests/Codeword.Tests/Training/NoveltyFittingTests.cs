using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Novelty;
using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class NoveltyFittingTests
{
    public static IEnumerable<object[]> Methods =>
    [
        ["mach loss=SquaredHinge repetitions=6 buckets=8 epochs=4", NoveltyScore.Disagreement],
        ["mach loss=Softmax repetitions=6 buckets=8 epochs=4", NoveltyScore.Disagreement],
        ["mach loss=Logistic repetitions=6 buckets=8 epochs=4 weightFormat=Int8", NoveltyScore.Disagreement],
        ["ova epochs=4", NoveltyScore.MaxLogit],
        ["mach-network width=16 epochs=4 repetitions=6 buckets=8", NoveltyScore.Disagreement],
        ["softmax width=16 epochs=4", NoveltyScore.MaxLogit],
        ["llc bits=8 width=16 codebookEpochs=3 bitEpochs=3", NoveltyScore.MaxLogit],
        ["hash bits=8 width=16 epochs=3 decoder=Table", NoveltyScore.MaxLogit],
        ["ecoc bits=8 width=16 codebookEpochs=1 bitEpochs=3 decoder=Exact", NoveltyScore.CodeDistance],
    ];

    [Theory]
    [MemberData(nameof(Methods))]
    public void TheRuleIsThatOfTheHeldOutRows(string setting, NoveltyScore score)
    {
        var data = TrainingData.Read(Synthetic.Source(text: false, multiLabel: false, 600, seed: 1), new());
        ExampleSet held = data.ReadValidation(Synthetic.Source(text: false, multiLabel: false, 300, seed: 2));
        Classifier classifier = Trainer.Train(data, Options(setting), validation: held);

        float[] known = NoveltyEvaluator.Measure(classifier, held, threads: 1);

        Assert.Equal(NoveltyRule.Calibrate(score, known, 0.05), classifier.Model.Novelty);
        Assert.InRange(known.Count(classifier.Novelty.IsNovel), 0, 15);
        Assert.Equal(300, classifier.Novelty.Rows);
    }

    [Fact]
    public void RowsOfSeveralLabelsHaveOneToo()
    {
        var data = TrainingData.Read(Synthetic.Source(text: false, multiLabel: true, 600, seed: 1), new());
        Classifier classifier = Trainer.Train(data, Options("mach repetitions=6 buckets=8 epochs=4"), validation: data.ReadValidation(Synthetic.Source(false, true, 100, seed: 2)));
        Assert.Equal((NoveltyScore.Disagreement, 100), (classifier.Novelty.Score, classifier.Novelty.Rows));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" refit=false")]
    public void RowsOfAClassThatTrainingDidNotSeeAreNotKnown(string more)
    {
        // Of 60 held-out rows, those of half the classes are unknown: the training data has the others alone.
        var data = TrainingData.Read(Synthetic.Source(text: false, multiLabel: false, 600, seed: 1, classes: 15), new());
        ExampleSet held = data.ReadValidation(Synthetic.Source(text: false, multiLabel: false, 60, seed: 2));
        Classifier classifier = Trainer.Train(data, Options("mach repetitions=6 buckets=8 epochs=4" + more), validation: held);
        int known = Enumerable.Range(0, held.Count).Count(row => !held.LabelsOf(row).IsEmpty);
        Assert.InRange(known, 19, 59);
        Assert.Equal(known, classifier.Novelty.Rows);
    }

    [Theory]
    [InlineData("mach repetitions=6 buckets=8 epochs=2 validationShare=0")]
    [InlineData("mach repetitions=6 buckets=8 epochs=2")]    // 18 of 180 are held out, 19 are needed.
    [InlineData("llc bits=8 width=16 codebookEpochs=1 bitEpochs=1")]
    public void WithTooFewHeldOutRowsNoRuleIsStored(string setting)
    {
        Classifier classifier = Trainer.Train(Synthetic.Source(text: false, multiLabel: false, 180, seed: 1), Options(setting));
        Assert.Null(classifier.Model.Novelty);
        Assert.Equal(setting.StartsWith("llc", StringComparison.Ordinal) ? 0 : float.PositiveInfinity, classifier.Novelty.Threshold);
        Assert.NotNull(Trainer.Train(Synthetic.Source(text: false, multiLabel: false, 190, seed: 1), Options("mach repetitions=6 buckets=8 epochs=2")).Model.Novelty);
    }

    private static TrainingOptions Options(string setting)
    {
        string[] parts = setting.Split(' ');
        return TrainingMethod.Find(parts[0]).CreateOptions(parts[1..].Select(value => new KeyValuePair<string, string>(value.Split('=')[0], value.Split('=')[1])));
    }
}
