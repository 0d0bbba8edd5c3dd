using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Novelty;
using Codeword.Tests.Data;
using Codeword.Tests.Models;
using Codeword.Tests.Reports;

namespace Codeword.Tests.Evaluation;

public sealed class NoveltyEvaluatorTests
{
    [Fact]
    public void KnownAreRowsOfLiveLabelsAndRowsWithoutAny()
    {
        Classifier classifier = SampleReports.OneVsAll("a", "b", "c").Retire([new LabelId(1)]);
        ExampleSet rows = Evaluator.Read(classifier, Rows.Source(SampleReports.Format, "a 0:1\nb 1:1\nz 0:1\nc 1:2\n"));

        ExampleSet known = NoveltyEvaluator.Known(rows);

        Assert.Equal([0, 2], Enumerable.Range(0, known.Count).Select(row => known.LabelsOf(row)[0].Value));
        Assert.Same(known, NoveltyEvaluator.Known(known));
        var unlabelled = new ExampleSetBuilder(featureCount: 2);
        unlabelled.Add(Features.Sparse([0], [1]), []);
        Assert.Equal(1, NoveltyEvaluator.Known(unlabelled.Build()).Count);
    }

    [Fact]
    public void EachExampleHasThePredictorsScoreForAnyNumberOfThreads()
    {
        var builder = new ExampleSetBuilder(featureCount: 9);
        for (int row = 0; row < 700; row++)
        {
            builder.Add(Features.Sparse([row % 8, 8], [1 + (row / 8), 5]), []);
        }

        ExampleSet examples = builder.Build();
        Classifier classifier = new Classifier(SampleModel.Create(ModelShape.Sparse)).WithNovelty(NoveltyRule.At(NoveltyScore.Disagreement, 0));
        Predictor predictor = classifier.CreatePredictor();
        float[] expected = [.. Enumerable.Range(0, examples.Count).Select(row => predictor.Predict(examples.Row(row)).Novelty)];

        Assert.All((int[])[0, 1, 3], threads => Assert.Equal(expected, NoveltyEvaluator.Measure(classifier, examples, threads)));
        Assert.True(expected.Distinct().Count() > 500);
        Assert.Empty(NoveltyEvaluator.Measure(classifier, new ExampleSetBuilder().Build()));
        Assert.Throws<OperationCanceledException>(() => NoveltyEvaluator.Measure(classifier, examples, 1, new CancellationToken(canceled: true)));
    }
}
