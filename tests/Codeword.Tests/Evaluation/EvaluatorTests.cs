using Codeword.Data;
using Codeword.Decoding;
using Codeword.Evaluation;
using Codeword.Models;
using Codeword.Codes;
using Codeword.Tests.Data;
using Codeword.Tests.Models;
using Codeword.Tests.Training;
using Codeword.Training;

namespace Codeword.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private static readonly LibsvmFormat Format = new() { IndexBase = IndexBase.Zero };

    [Fact]
    public void ATinyCaseComesOutAsWorkedByHand()
    {
        // Feature j says class j: ranks for feature 0 are a b c, for feature 1 b a c, for feature 2 c a b.
        EvaluationResult result = Evaluator.Evaluate(ThreeClasses(), Rows.Source(Format, "a 0:1\nb 0:1\nc 1:1\nc 2:1\nz 0:1\nb,z 1:1\n"), [1, 2]);

        // Right at once: rows 1, 4, 6; among the first two: also row 2.
        Assert.Equal(3.0 / 6, result.Report.Metrics["accuracy@1"], 1e-12);
        Assert.Equal(4.0 / 6, result.Report.Metrics["accuracy@2"], 1e-12);
        Assert.Equal(4.0 / 12, result.Report.Metrics["P@2"], 1e-12);
        Assert.Equal((1 + 1 + 0 + 1 + 0 + 0.5) / 6, result.Report.Metrics["R@2"], 1e-12);
        Assert.Equal((6, 0, 2, 2), (result.Report.Rows, result.Report.RowsWithoutLabels, result.Report.UnseenLabels, result.Report.RowsWithUnseenLabels));
        Assert.Equal(6, result.Calibration.Rows);
        Assert.InRange(result.RowsPerSecond, 1, double.MaxValue);
        Assert.Equal(ThreeClasses().MemoryUse, result.Memory);

        // p of the first class is e⁴/(e⁴ + 2) = 0.964663 in every row, right in half of them.
        Assert.Equal(0.964663 - 0.5, result.Calibration.Metrics["ECE@15"], 1e-5);
        Assert.Equal(((0.035337 * 0.035337) + (0.964663 * 0.964663)) / 2, result.Calibration.Metrics["Brier"], 1e-5);
    }

    [Fact]
    public void TheNumberOfThreadsDoesNotShowInTheReport()
    {
        Classifier classifier = Trainer.Train(
            Synthetic.Source(true, true, 300, seed: 1), new MachOptions { Repetitions = 3, Buckets = 8, Epochs = 3 });
        ExampleSet examples = Evaluator.Read(classifier, Synthetic.Source(true, true, 1500, seed: 2));
        EvaluationResult one = Evaluator.Evaluate(classifier, examples, [1, 3, 5], threads: 1);

        foreach (int threads in new[] { 2, 5, 0 })
        {
            EvaluationResult other = Evaluator.Evaluate(classifier, examples, [1, 3, 5], threads: threads);
            Assert.Equal(one.Report.Metrics.ToArray(), other.Report.Metrics.ToArray());
            Assert.Equal(one.Calibration.Metrics.ToArray(), other.Calibration.Metrics.ToArray());
            Assert.Equal(one.Calibration.Bins, other.Calibration.Bins);
            Assert.Equal(
                one.Report.Deciles.Select(decile => (decile.Rows, decile.Metrics["accuracy@1"])),
                other.Report.Deciles.Select(decile => (decile.Rows, decile.Metrics["accuracy@1"])));
        }
    }

    [Fact]
    public void TiesAndScansOfDistancesAreCounted()
    {
        Classifier model = Trainer.Train(NetworkProblem.Source("sparse", 300, seed: 1), NetworkProblem.Options("ecoc codes=Random codebookEpochs=1 bitEpochs=2"));
        ExampleSet examples = Evaluator.Read(model, NetworkProblem.Source("sparse", 200, seed: 2));
        DistanceReport Measure(DecoderKind kind, int count, int threads) =>
            Evaluator.Evaluate(model.With(new Decoder(kind)), examples, [count], threads: threads).Distances!;

        // By hand: the distances of all classes' codes to each row's.
        Predictor predictor = model.CreatePredictor();
        byte[] code = new byte[predictor.CodeBytes];
        BinaryCodes codes = model.Codebook.Bits!;
        int[][] distances = [.. Enumerable.Range(0, examples.Count).Select(row =>
        {
            predictor.Encode(examples.Row(row), code);
            return Enumerable.Range(0, codes.Count).Select(c => Enumerable.Range(0, codes.Bits).Count(j => codes[c, j] != ((code[j / 8] >> (j % 8)) & 1) > 0)).ToArray();
        })];
        int[] nearest = [.. distances.Select(own => own.Count(distance => distance == own.Min()))];
        Assert.InRange(nearest.Count(count => count > 1), 1, examples.Count - 1);
        foreach (int threads in new[] { 1, 3 })
        {
            Assert.Equal(new DistanceReport(nearest.Average(count => count > 1 ? 1.0 : 0), 1), Measure(DecoderKind.Hamming, 1, threads));
            Assert.Equal(new DistanceReport(nearest.Average(count => count > 1 ? 1.0 : 0), 0), Measure(DecoderKind.Table, 1, threads));
            Assert.Equal(nearest.Average(count => count < 2 ? 1.0 : 0), Measure(DecoderKind.Table, 2, threads).ScanShare);
            ExactReport exact = Evaluator.Evaluate(model.With(new Decoder(DecoderKind.Exact)), examples, [1], threads: threads).Exact!;
            Assert.Equal(distances.Average(own => own.Min() > 0 ? 1.0 : 0), exact.UnassignedShare);
            Assert.Equal(distances.Average(own => own.Count(distance => distance == 0) > 1 ? 1.0 : 0), exact.AmbiguousShare);
            Assert.InRange(exact.UnassignedShare, 0.01, 0.99);
        }

        EvaluationResult soft = Evaluator.Evaluate(model.With(new Decoder(DecoderKind.LogSum)), examples, [1]);
        Assert.Null(soft.Distances);
        Assert.Null(soft.Exact);
    }

    [Fact]
    public void TextForFeaturesAndFeaturesForTextAreRefused()
    {
        Assert.Equal(
            "data holds text, but the model was trained on features; give features.",
            Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(ThreeClasses(), Rows.Source(new TextFormat(), "__label__a x\n"), [1])).Message);
        Assert.Equal(
            "data holds features, but the model was trained on text; give text.",
            Assert.Throws<ArgumentException>(
                () => Evaluator.Evaluate(new Classifier(SampleModel.Create(ModelShape.Text)), Rows.Source(Format, "a 0:1\n"), [1])).Message);
    }

    [Theory]
    [InlineData]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(5, 1)]
    [InlineData(2, 2)]
    public void CutoffsThatAreNoneAreRefused(params int[] cutoffs) => Assert.StartsWith(
        $"Found the cut-offs [{string.Join(", ", cutoffs)}]; expected ascending numbers of 1 or more.",
        Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(ThreeClasses(), Rows.Source(Format, "a 0:1\n"), cutoffs)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void NothingMeasuredIsNothingSaid()
    {
        EvaluationResult result = Evaluator.Evaluate(ThreeClasses(), Rows.Source(Format, ""), [1]);

        Assert.Equal((0, 0), (result.Report.Rows, result.Report.Metrics.Count));
    }

    [Fact]
    public void ACancelledMeasurementEnds() => Assert.ThrowsAny<OperationCanceledException>(() => Evaluator.Evaluate(
        ThreeClasses(), Rows.Source(Format, "a 0:1\n"), [1], cancellation: new CancellationToken(canceled: true)));

    /// <summary>One-vs-all of a, b and c over three features; ties go to the smaller index.</summary>
    private static Classifier ThreeClasses()
    {
        var weights = new WeightMatrix(4, 3);
        for (int j = 0; j < 3; j++)
        {
            weights.Row(j)[j] = 4;
        }

        var info = new ModelInfo
        {
            Method = "ova",
            Options = new Dictionary<string, string>(),
            TrainingRows = 10,
            IsMultiLabel = false,
            Format = Format,
            Validation = new Dictionary<string, double>(),
        };
        return new Classifier(new Model(
            info, LabelSet.Create(["a", "b", "c"]), [4, 3, 3], new Codebook([new IdentityColumn(3)]),
            new Heads(HeadLoss.Logistic, new InputTransform(3, 1, Normalize: true, Bias: 0), [new HeadGroup(weights, null)]),
            new Decoder(DecoderKind.LogitSum), new ProbabilityMap(IsSoftmax: true, 1, 0), featurizer: null));
    }
}
