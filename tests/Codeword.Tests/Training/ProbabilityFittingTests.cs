using Codeword.Data;
using Codeword.Decoding;
using Codeword.Evaluation;
using Codeword.Models;
using Codeword.Numerics;
using Codeword.Tests.Data;
using Codeword.Tests.Models;
using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class ProbabilityFittingTests
{
    private const int Classes = 20;
    private static readonly ParallelOptions TwoThreads = new() { MaxDegreeOfParallelism = 2 };

    [Theory]
    [InlineData(1e-6)]
    [InlineData(0.05)]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(1e6)]
    public void TheTemperatureThatLabelsWereDrawnByIsFound(double scale)
    {
        (float[][] scores, LabelId[][] labels) = Draw(4000, scale, seed: 1);

        ProbabilityMap map = ProbabilityFitting.FitTemperature(scores, labels, TwoThreads);

        Assert.True(map.IsSoftmax);
        Assert.InRange(map.Scale, scale * 0.93, scale * 1.07);
    }

    [Fact]
    public void NoTemperatureOfAGridIsBetterThanTheOneFound()
    {
        foreach (ulong seed in new ulong[] { 1, 2, 3 })
        {
            (float[][] scores, LabelId[][] labels) = Draw(200, 2, seed);
            double best = NegativeLogLikelihood(scores, labels, ProbabilityFitting.FitTemperature(scores, labels, TwoThreads).Scale);

            for (double scale = 1e-4; scale <= 1e4; scale *= 1.1)
            {
                Assert.InRange(best, 0, NegativeLogLikelihood(scores, labels, scale) + 1e-4);
            }
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(2000)]
    public void ExamplesThatAreAllNamedRightLeaveRoomForOneMistake(int rows)
    {
        // One class of two is ahead by 1 each time: p of it is n/(n + 1) where (n + 1)·ln(1 + e^−scale) + scale is least.
        float[][] scores = [.. Enumerable.Range(0, rows).Select(row => Padded(row % 2, 1 - (row % 2)))];
        LabelId[][] labels = [.. Enumerable.Range(0, rows).Select(row => new[] { new LabelId(1 - (row % 2)) })];

        ProbabilityMap map = ProbabilityFitting.FitTemperature(scores, labels, TwoThreads);

        Assert.Equal(rows / (rows + 1.0), map.Probability(1, Math.Log(1 + Math.Exp(map.Scale))), 1e-4);
    }

    [Fact]
    public void ClassesOfOneScoreDoNotPullTheTemperatureAway()
    {
        float[][] scores = [.. Enumerable.Range(0, 200).Select(row => Padded(row % 2 == 0 ? [1, 1, 0, 0] : [0, 0, 1, 1]))];
        LabelId[][] labels = [.. Enumerable.Range(0, 200).Select(row => new[] { new LabelId(row % 4 < 2 ? 2 * (row % 2) : (2 * (row % 2)) + 1) })];

        ProbabilityMap map = ProbabilityFitting.FitTemperature(scores, labels, TwoThreads);

        Assert.Equal(0.5 * 200 / 201, map.Probability(1, Math.Log(2 + (2 * Math.Exp(map.Scale)))), 2e-3);
    }

    [Fact]
    public void ScoresThatAreAllAlikeTellNoTemperature()
    {
        var standard = new ProbabilityMap(true, 1, 0);
        Assert.Equal(standard, ProbabilityFitting.FitTemperature([Padded(2)], [[new LabelId(0)]], TwoThreads));
        Assert.Equal(standard, ProbabilityFitting.FitTemperature([Padded(2, 2), Padded(3, 3)], [[new LabelId(0)], [new LabelId(1)]], TwoThreads));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(1000)]
    public void SeparableLabelsHaveTheProbabilitiesOfPlattsTargets(int rows)
    {
        float[][] scores = [.. Enumerable.Range(0, rows).Select(row => new float[] { row % 4 == 0 ? 1 : -1 })];
        LabelId[][] labels = [.. scores.Select(own => own[0] > 0 ? [new LabelId(0)] : Array.Empty<LabelId>())];

        ProbabilityMap map = ProbabilityFitting.FitSigmoid(scores, labels, 1);

        Assert.Equal(((rows / 4) + 1.0) / ((rows / 4) + 2.0), map.Probability(1, 0), 1e-4);
        Assert.Equal(1 / ((rows * 3 / 4) + 2.0), map.Probability(-1, 0), 1e-4);
    }

    [Fact]
    public void ExamplesOfUnknownLabelsSayNothing()
    {
        (float[][] scores, LabelId[][] labels) = Draw(300, 2, seed: 1);
        (float[][] others, _) = Draw(300, 2, seed: 2);

        LabelId[][] unknown = [.. others.Select(_ => Array.Empty<LabelId>())];
        ProbabilityMap map = ProbabilityFitting.FitTemperature([.. others, .. scores], [.. unknown, .. labels], TwoThreads);

        Assert.Equal(ProbabilityFitting.FitTemperature(scores, labels, TwoThreads).Scale, map.Scale, 0.001f);
        Assert.Equal(new ProbabilityMap(true, 1, 0), ProbabilityFitting.FitTemperature(others, unknown, TwoThreads));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, -4)]
    [InlineData(0.02, -3)]
    [InlineData(50, 5)]
    [InlineData(0.5, 40)]
    [InlineData(1, -6)]
    public void TheSigmoidThatLabelsWereDrawnByIsFound(double scale, double offset)
    {
        var random = new SplitMix64(5);
        float[][] scores = new float[3000][];
        var labels = new LabelId[scores.Length][];
        for (int row = 0; row < scores.Length; row++)
        {
            scores[row] = [.. Enumerable.Range(0, Classes).Select(_ => (float)(((4 * Uniform(ref random)) - 2 - offset) / scale))];
            labels[row] = [.. Enumerable.Range(0, Classes)
                .Where(id => Uniform(ref random) < 1 / (1 + Math.Exp(-(scale * scores[row][id]) - offset))).Select(id => new LabelId(id))];
        }

        ProbabilityMap map = ProbabilityFitting.FitSigmoid(scores, labels, Classes);

        Assert.False(map.IsSoftmax);
        Assert.InRange(map.Scale, scale * 0.96, scale * 1.04);
        Assert.InRange(map.Offset, offset - (0.04 * Math.Max(1, Math.Abs(offset))), offset + (0.04 * Math.Max(1, Math.Abs(offset))));
    }

    [Theory]
    [InlineData("all")]
    [InlineData("none")]
    [InlineData("separable")]
    [InlineData("inverse")]
    [InlineData("equal")]
    public void LabelsThatHaveNoBestSigmoidStillGiveAMap(string kind)
    {
        float[][] scores = [.. Enumerable.Range(0, 10).Select(row => Enumerable.Range(0, Classes).Select(i => kind == "equal" ? 1f : i - 10f).ToArray())];
        LabelId[][] labels = [.. scores.Select(_ => Enumerable.Range(0, Classes)
            .Where(id => kind switch { "all" => true, "none" => false, "inverse" => id < 5, "equal" => id == 3, _ => id >= 10 })
            .Select(id => new LabelId(id)).ToArray())];

        ProbabilityMap map = ProbabilityFitting.FitSigmoid(scores, labels, Classes);

        Assert.True(float.IsFinite(map.Scale) && map.Scale > 0 && float.IsFinite(map.Offset), map.ToString());
        Assert.All(scores[0], score => Assert.InRange(map.Probability(score, 0), 0, 1));
        Assert.True(map.Probability(10, 0) >= map.Probability(-10, 0));
    }

    [Fact]
    public void RowsOfFewScoresCountByWhatTheyHave()
    {
        // One score a row or none: p is the share of the right ones among those that are there.
        float[][] scores = [.. Enumerable.Range(0, 400).Select(row => row % 4 == 3 ? [] : new[] { -1f - (row % 2) })];
        LabelId[][] labels = [.. scores.Select((own, row) => own.Length > 0 && row % 12 < 8 ? [new LabelId(0)] : Array.Empty<LabelId>())];

        ProbabilityMap map = ProbabilityFitting.FitSigmoid(scores, labels, Classes);

        double hits = labels.Sum(own => own.Length);
        double named = scores.Sum(own => own.Length);
        Assert.Equal(hits / named, scores.Where(own => own.Length > 0).Average(own => map.Probability(own[0], 0)), 1e-3);
        Assert.True(float.IsFinite(ProbabilityFitting.FitSigmoid([[], []], [[], []], Classes).Offset));
    }

    [Theory]
    [InlineData(DecoderKind.Exact, false)]
    [InlineData(DecoderKind.Table, false)]
    [InlineData(DecoderKind.Hamming, true)]
    [InlineData(DecoderKind.LogSum, true)]
    public void OnlyDecodersThatScoreEveryClassShareTheProbabilityOfOneLabel(DecoderKind kind, bool isSoftmax)
    {
        Model model = SampleModel.Create(ModelShape.Bits);
        var source = Rows.Source(
            new LibsvmFormat { IndexBase = IndexBase.Zero }, string.Concat(Enumerable.Range(0, 200).Select(i => $"{i % 12} {i % 8}:1 8:0.{i % 7}\n")));
        ExampleSet examples = ExampleSet.Read(source, null, LabelSet.Create(Enumerable.Range(0, 12).Select(i => $"{i}")), 9);
        var held = new HeldOut(examples, RowMatrix.From(examples, model.Heads.Transform));
        var outputs = new ValidationOutputs(held, model.Codebook, model.Heads, new ParallelOptions { MaxDegreeOfParallelism = 2 });

        (Decoder decoder, MetricList metrics) = DecoderChoice.Choose(outputs, new LabelFrequencies([.. model.LabelRows], 1000), [new Decoder(kind)]);
        ProbabilityMap map = ProbabilityFitting.Fit(outputs, outputs.All, decoder, isMultiLabel: false);

        Assert.Equal((kind, isSoftmax), (decoder.Kind, map.IsSoftmax));
        Assert.True(map.Scale > 0 && float.IsFinite(map.Offset), map.ToString());
        Assert.InRange(metrics["accuracy@1"], 0, 1);
        Assert.NotEmpty(Decoder.For(HeadLoss.Logistic, ofBits: true).Select(candidate => outputs.Measure(candidate, new LabelFrequencies([.. model.LabelRows], 1000))));
    }

    [Fact]
    public void AFitUsesRowsFromAllOverTheHeldOutPart()
    {
        Assert.Equal([0, 2, 4, 6, 8], ValidationOutputs.Spread(5, 10));
        Assert.Equal([0, 1, 2], ValidationOutputs.Spread(5, 3));
        Assert.Equal([0, 3, 6], ValidationOutputs.Spread(3, 10));
        Assert.Empty(ValidationOutputs.Spread(3, 0));
    }

    private static float[] Padded(params float[] scores) => [.. scores, .. Enumerable.Repeat(float.NegativeInfinity, 16 - scores.Length)];

    private static (float[][] Scores, LabelId[][] Labels) Draw(int rows, double scale, ulong seed)
    {
        var random = new SplitMix64(seed);
        float[][] scores = new float[rows][];
        var labels = new LabelId[rows][];
        for (int row = 0; row < rows; row++)
        {
            scores[row] = new float[32];
            Array.Fill(scores[row], float.NegativeInfinity, Classes, 12);
            double[] mass = new double[Classes];
            for (int i = 0; i < Classes; i++)
            {
                scores[row][i] = (float)(6 * Uniform(ref random) / scale);
                mass[i] = Math.Exp(scale * scores[row][i]);
            }

            double at = Uniform(ref random) * mass.Sum();
            int label = 0;
            for (; label < Classes - 1 && at > mass[label]; label++)
            {
                at -= mass[label];
            }

            labels[row] = [new LabelId(label)];
        }

        return (scores, labels);
    }

    // With an example more: the mean of all, the true class of each being the second of it.
    private static double NegativeLogLikelihood(float[][] scores, LabelId[][] labels, double scale)
    {
        double sum = 0;
        for (int row = 0; row < scores.Length; row++)
        {
            double top = scores[row].Max();
            double logSum = Math.Log(scores[row].Take(Classes).Sum(score => Math.Exp(scale * (score - top))));
            sum += logSum - (scale * (scores[row][labels[row][0].Value] - top)) + ((logSum - (scale * (scores[row].Order().ElementAt(30) - top))) / scores.Length);
        }

        return sum / scores.Length;
    }

    private static double Uniform(ref SplitMix64 random) => random.NextDouble();
}
