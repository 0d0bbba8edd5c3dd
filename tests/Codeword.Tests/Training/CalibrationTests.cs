using Codeword.Data;
using Codeword.Decoding;
using Codeword.Evaluation;
using Codeword.Numerics;
using Codeword.Tests.Models;
using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class CalibrationTests
{
    private static readonly Classifier Single = new(SampleModel.Create(ModelShape.Sparse));
    private static readonly Classifier Several = new(SampleModel.Create(ModelShape.Sparse with { IsMultiLabel = true }));

    [Theory]
    [InlineData(CalibrationMethod.Temperature)]
    [InlineData(CalibrationMethod.Isotonic)]
    public void ProbabilitiesComeToMeanWhatTheySay(CalibrationMethod method)
    {
        // Labels are the first prediction with the probability that a temperature of 8 gives it, else any other class.
        ExampleSet rows = Draw(Single.With(Single.Model.Probabilities with { Scale = Single.Model.Probabilities.Scale / 8 }, null), 4000, seed: 1);

        CalibrationResult result = Calibration.Fit(Single, rows, method);

        Assert.Equal(4000, result.Rows);
        Assert.InRange(result.Before.Metrics["ECE@15"], 0.2, 1);
        Assert.InRange(result.After.Metrics["ECE@15"], 0, 0.05);
        ExampleSet others = Draw(Single.With(Single.Model.Probabilities with { Scale = Single.Model.Probabilities.Scale / 8 }, null), 4000, seed: 2);
        Assert.InRange(Evaluator.Evaluate(result.Classifier, others, [1]).Calibration.Metrics["ECE@15"], 0, 0.05);
        Assert.Equal(method == CalibrationMethod.Isotonic, result.Classifier.Model.Curve is not null);
    }

    [Fact]
    public void NoRowIsMeasuredByAMapThatWasFittedToIt()
    {
        // Labels at random: a map that had seen them would seem better than it is; one that had not can tell their share and no more.
        var random = new SplitMix64(9);
        ExampleSet rows = Build(Single.Labels, 400, (_, builder, features) => builder.Add(features, [Single.Labels.Names[random.NextIndex(SampleModel.Classes)]]));

        CalibrationReport crossed = Calibration.Fit(Single, rows, CalibrationMethod.Isotonic).After;
        double share = crossed.Bins.Sum(bin => bin.Accuracy * bin.Rows) / crossed.Rows;

        Assert.Equal(400, crossed.Rows);
        Assert.InRange(crossed.Metrics["Brier"], share * (1 - share), 1);
    }

    [Fact]
    public void ACurveOfManyLabelsIsFittedToEveryPair()
    {
        var random = new SplitMix64(10);
        Predictor predictor = Several.CreatePredictor();
        ExampleSet rows = Build(Several.Labels, 2000, (_, builder, features) => builder.Add(
            features,
            [.. predictor.Predict(features, SampleModel.Classes).Top.ToArray().Where(p => random.NextDouble() < p.Probability * p.Probability)
                .Select(p => Several.Labels[p.Label])]));

        CalibrationResult result = Calibration.Fit(Several, rows, CalibrationMethod.Isotonic);

        Assert.InRange(result.After.Metrics["ECE@15"], 0, 0.06);
        Assert.True(result.After.Metrics["Brier"] < result.Before.Metrics["Brier"]);
        Assert.True(IsotonicRegression.LeastObservations * result.Classifier.Model.Curve!.Given.Length <= 2000 * SampleModel.Classes);
    }

    [Fact]
    public void NoneTakesTheCurveAwayAndNothingElse()
    {
        var curved = new Classifier(SampleModel.Create(ModelShape.Sparse with { HasCurve = true }));
        CalibrationResult result = Calibration.Fit(curved, Draw(Single, 200, seed: 1), CalibrationMethod.None);

        Assert.Equal(SampleModel.Save(Single.Model), SampleModel.Save(result.Classifier.Model));
    }

    [Fact]
    public void RetiredClassesAreRankedByNeitherTheOldMapNorTheNew()
    {
        foreach (Classifier all in (Classifier[])[Single, Several])
        {
            Classifier fewer = all.Retire([new LabelId(0), new LabelId(3), new LabelId(7)]);
            Predictor predictor = fewer.CreatePredictor();
            ExampleSet rows = Build(fewer.Labels, 600, (row, builder, features) =>
                builder.Add(features, [fewer.Labels.Names[predictor.Predict(features, 2).Top[row % 3 == 0 ? 1 : 0].Label.Value]]));

            CalibrationResult result = Calibration.Fit(fewer, rows, CalibrationMethod.Temperature);

            Assert.Equal(Evaluator.Evaluate(fewer, rows, [1]).Calibration.Metrics["NLL"], result.Before.Metrics["NLL"], 1e-6);
            Assert.Equal(fewer.Labels.Retired, result.Classifier.Labels.Retired);
        }
    }

    [Fact]
    public void AnyNumberOfThreadsGivesTheSameMap()
    {
        ExampleSet rows = Draw(Single, 700, seed: 3);
        byte[] one = SampleModel.Save(Calibration.Fit(Single, rows, CalibrationMethod.Isotonic, threads: 1).Classifier.Model);
        byte[] many = SampleModel.Save(Calibration.Fit(Single, rows, CalibrationMethod.Isotonic, threads: 4).Classifier.Model);
        Assert.Equal(one, many);
    }

    [Fact]
    public void RowsWithoutLabelsSayThatNoneIsTrueWhereThereMayBeAnyNumber()
    {
        ExampleSet rows = Build(Single.Labels, 300, (i, builder, features) => builder.Add(features, i % 3 == 0 ? [] : [Single.Labels.Names[i % 5]]));
        Assert.Equal(200, Calibration.Fit(Single, rows, CalibrationMethod.Temperature).Rows);
        Assert.Equal(300, Calibration.Fit(Several, rows, CalibrationMethod.Temperature).Rows);
    }

    [Fact]
    public void RowsOfUnknownLabelsAreLeftOut()
    {
        ExampleSet rows = Build(Single.Labels, 300, (i, builder, features) => builder.Add(features, [i % 3 == 0 ? "newt" : Single.Labels.Names[i % 5]]));
        Assert.Equal(200, Calibration.Fit(Single, rows, CalibrationMethod.Temperature).Rows);
    }

    [Theory]
    [InlineData(0, "class 1", "There are no rows to calibrate on.")]
    [InlineData(300, "newt", "The model knows no label of any row; calibration needs rows of its own labels.")]
    [InlineData(99, "class 1", "Found 99 of 99 rows with a label that the model knows; calibration needs 100 or more.")]
    public void TooFewRowsAreRefused(int count, string label, string message)
    {
        ExampleSet rows = Build(Single.Labels, count, (_, builder, features) => builder.Add(features, [label]));
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Calibration.Fit(Single, rows, CalibrationMethod.Isotonic)).Message);
    }

    [Fact]
    public void AModelTakesOtherProbabilitiesButNoneThatItsDecoderCannotGive()
    {
        var curve = new ProbabilityCurve([0.5f], [0.25f]);
        Classifier other = Single.With(new ProbabilityMap(IsSoftmax: true, 2, 0), curve);
        Assert.Equal((2, curve), (other.Model.Probabilities.Scale, other.Model.Curve));
        Assert.Null(other.With(new Decoder(DecoderKind.Median)).Model.Curve);

        var exact = new Classifier(SampleModel.Create(ModelShape.Bits with { Decoder = new Decoder(DecoderKind.Exact) }));
        Assert.Equal(
            "The model's parts do not fit together: the decoder Exact does not score every class, the probability map needs all scores.",
            Assert.Throws<ArgumentException>(() => exact.With(new ProbabilityMap(IsSoftmax: true, 1, 0), null)).Message);
    }

    private delegate void RowMaker(int row, ExampleSetBuilder builder, Features features);

    // Labels drawn so that the model's first prediction is right as often as it says.
    private static ExampleSet Draw(Classifier truth, int count, ulong seed)
    {
        var random = new SplitMix64(seed);
        Predictor predictor = truth.CreatePredictor();
        return Build(truth.Labels, count, (_, builder, features) =>
        {
            Prediction first = predictor.Predict(features).Top[0];
            int other = (first.Label.Value + 1 + random.NextIndex(SampleModel.Classes - 1)) % SampleModel.Classes;
            builder.Add(features, [truth.Labels.Names[random.NextDouble() < first.Probability ? first.Label.Value : other]]);
        }, seed);
    }

    private static ExampleSet Build(LabelSet labels, int count, RowMaker maker, ulong seed = 7)
    {
        var random = new SplitMix64(seed);
        var builder = new ExampleSetBuilder(labels, Single.Model.Heads.Transform.FeatureCount);
        for (int row = 0; row < count; row++)
        {
            maker(row, builder, Features.Sparse([random.NextIndex(4), 4 + random.NextIndex(5)], [1, (float)random.NextDouble()]));
        }

        return builder.Build();
    }
}
