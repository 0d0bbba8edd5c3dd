using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Novelty;
using Codeword.Tests.Models;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Novelty;

/// <summary>Every score of every kind of model, held against what it is defined as.</summary>
public sealed class NoveltyScoreTests
{
    private const int Inputs = 40;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(21)]
    [InlineData(64)]
    [InlineData(70)]
    public void TheCodeDistanceIsThatToTheNearestClassForEveryDecoder(int bits)
    {
        foreach (Decoder decoder in ModelShape.BitDecoders)
        {
            Model model = SampleModel.Create(ModelShape.Bits with { Columns = $"bits{bits}", Decoder = decoder });
            AssertScores(model, NoveltyScore.CodeDistance, (outputs, _, _) => ReferenceNovelty.CodeDistance(model.Codebook.Bits!, outputs));
            Model fewer = new Classifier(model).Retire([new LabelId(1), new LabelId(4)]).Model;
            AssertScores(fewer, NoveltyScore.CodeDistance, (outputs, _, _) => ReferenceNovelty.CodeDistance(fewer.Codebook.Bits!.Take(fewer.Labels.Live()), outputs));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(100)]
    public void ManyCodesAreComparedToTheLast(int count)
    {
        foreach (int bits in (int[])[12, 64, 65])
        {
            BinaryCodes codes = BinaryCodes.Random(count, bits, 5);
            BinaryCodes asked = BinaryCodes.Random(200, bits, 6);
            for (int i = 0; i < asked.Count; i++)
            {
                int expected = Enumerable.Range(0, count).Min(j => BinaryCodes.Distance(codes.CodeOf(j), asked.CodeOf(i)));
                Assert.Equal(expected, CodeDistance.Nearest(codes, asked.CodeOf(i), bits));
                Assert.Equal(expected, CodeDistance.Nearest(codes, asked.CodeOf(i), BinaryCodes.Distance(codes.CodeOf(count - 1), asked.CodeOf(i))));
            }
        }
    }

    [Fact]
    public void DisagreementIsWhatTheDigitsDoNotGiveTheBestClass()
    {
        foreach ((HeadLoss loss, Decoder decoder) in ModelShape.Decoders)
        {
            Model model = SampleModel.Create(ModelShape.Sparse with { Columns = "hashed clustered2 shuffled hashed", Loss = loss, Decoder = decoder });
            AssertScores(model, NoveltyScore.Disagreement, (outputs, top, _) => ReferenceNovelty.Disagreement(model.Codebook, loss, outputs, top[0].Label));
        }
    }

    [Theory]
    [InlineData(HeadLoss.SquaredHinge, new float[] { 1, -1, 0, 3 }, 0, 0.25)]          // (1 + 1)/2 = 1 and (1 + 0)/2 = ½
    [InlineData(HeadLoss.SquaredHinge, new float[] { 7, -1, -9, 3 }, 0, 0.5)]          // beyond 1 and below −1 are 1 and 0
    [InlineData(HeadLoss.SquaredHinge, new float[] { 1, -1, 0, 3 }, 1, 0.5)]           // class 1 is in bucket 1 of both
    [InlineData(HeadLoss.Logistic, new float[] { 0, 9, 0, 9 }, 0, 0.5)]
    [InlineData(HeadLoss.Softmax, new float[] { 0, 0, 0, 1.0986123f }, 0, 0.625)]      // ½ and ¼
    [InlineData(HeadLoss.Softmax, new float[] { 1e30f, -1e30f, -1e30f, 1e30f }, 0, 0.5)]
    [InlineData(HeadLoss.Softmax, new float[] { float.NaN, 1, float.NegativeInfinity, float.PositiveInfinity }, 0, 0.8655293)]   // NaN is 0: 1/(1 + e), and nothing
    public void DisagreementIsAsWorkedByHand(HeadLoss loss, float[] outputs, int index, double expected)
    {
        var codebook = new Codebook([new ClusteredColumn([0, 1], 2), new ClusteredColumn([0, 1], 2)]);
        Assert.Equal(expected, Disagreement.Of(codebook, loss, outputs, new LabelId(index)), 1e-6);
    }

    [Fact]
    public void TheOthersAreOfTheBestClassAndOfAllScores()
    {
        Model[] models =
        [
            .. ModelShape.Decoders.Select(pair => SampleModel.Create(ModelShape.Sparse with { Loss = pair.Loss, Decoder = pair.Decoder })),
            .. ModelShape.BitDecoders.Select(decoder => SampleModel.Create(ModelShape.Bits with { Decoder = decoder })),
            SampleModel.Create(ModelShape.Sparse with { IsMultiLabel = true }),
        ];
        foreach (Model model in models)
        {
            AssertScores(model, NoveltyScore.MaxProbability, (_, top, _) => top.Length == 0 ? 1 : 1 - (double)top[0].Probability);
            AssertScores(model, NoveltyScore.MaxLogit, (_, top, _) => top.Length == 0 ? double.PositiveInfinity : -top[0].Score);
            if (model.Probabilities.IsSoftmax)
            {
                double scale = model.Probabilities.Scale;
                AssertScores(model, NoveltyScore.Energy, (_, top, _) => -Math.Log(top.Sum(p => Math.Exp(scale * (p.Score - top[0].Score)))) / scale - top[0].Score);
            }
        }
    }

    [Fact]
    public void WhatNoRuleIsStoredForHasLlcsRuleOrNone()
    {
        Assert.Equal(NoveltyRule.OfRadius(0), new Classifier(SampleModel.Create(ModelShape.Bits)).Novelty);
        Assert.Equal(NoveltyRule.At(NoveltyScore.Disagreement, float.PositiveInfinity), new Classifier(SampleModel.Create(ModelShape.Text)).Novelty);
        Classifier alone = new(SampleModel.Create(ModelShape.Sparse with { Columns = "identity" }));
        Assert.Equal(NoveltyRule.At(NoveltyScore.MaxLogit, float.PositiveInfinity), alone.Novelty);
        Assert.False(alone.CreatePredictor().Predict(Features.Sparse([], [])).IsNovel);
        Assert.Null(alone.Model.Novelty);
    }

    [Fact]
    public void AnotherRuleIsTheModelsOwnAndLeavesItWithAnotherDecoder()
    {
        Classifier bits = new(SampleModel.Create(ModelShape.Bits));
        Classifier wide = bits.WithNovelty(NoveltyRule.OfRadius(3)), scored = bits.WithNovelty(NoveltyRule.At(NoveltyScore.MaxLogit, 1));
        Assert.Equal((NoveltyRule.OfRadius(3), NoveltyRule.OfRadius(0)), (wide.Novelty, bits.Novelty));
        Assert.Equal(NoveltyRule.OfRadius(3), wide.With(new Decoder(DecoderKind.LogSum)).Novelty);
        Assert.Equal(NoveltyRule.OfRadius(0), scored.With(new Decoder(DecoderKind.LogSum)).Novelty);
        Assert.Equal(NoveltyRule.OfRadius(0), wide.WithNovelty(null).Novelty);
        Assert.Equal(bits.Fingerprint, wide.Fingerprint);

        Predictor strict = bits.CreatePredictor(), lenient = bits.WithNovelty(NoveltyRule.OfRadius(8)).CreatePredictor();
        Assert.Contains(Enumerable.Range(0, Inputs), i => strict.Predict(Input(i)).IsNovel);
        Assert.DoesNotContain(Enumerable.Range(0, Inputs), i => lenient.Predict(Input(i)).IsNovel);
    }

    [Fact]
    public void AScoreThatAModelDoesNotHaveIsRefused()
    {
        Refused(ModelShape.Sparse, NoveltyScore.CodeDistance, "needs codes of bits, as llc, ecoc and hash give classes");
        Refused(ModelShape.Bits, NoveltyScore.Disagreement, "needs digits that are no bits");
        Refused(ModelShape.Sparse with { Columns = "identity" }, NoveltyScore.Disagreement, "needs two digits or more, but there is one");
        Refused(ModelShape.Sparse with { IsMultiLabel = true }, NoveltyScore.Energy, "needs classes that share a probability of 1, but each has one of its own");

        static void Refused(ModelShape shape, NoveltyScore score, string problem) => Assert.Equal(
            $"The novelty score {score} {problem}.",
            Assert.Throws<ArgumentException>(() => new Classifier(SampleModel.Create(shape)).WithNovelty(NoveltyRule.At(score, 0))).Message);
    }

    private delegate double Definition(float[] outputs, Prediction[] top, Model model);

    private static void AssertScores(Model model, NoveltyScore score, Definition definition)
    {
        Predictor predictor = new Classifier(model).WithNovelty(NoveltyRule.At(score, 0.5f)).CreatePredictor();
        for (int input = 0; input < Inputs; input++)
        {
            PredictionResult result = predictor.Predict(Input(input), SampleModel.Classes);
            double expected = definition(Outputs(model, Input(input)), result.Top.ToArray(), model);
            Assert.Equal(expected, result.Novelty, 1e-5 * Math.Max(1, Math.Abs(double.IsFinite(expected) ? expected : 1)));
            Assert.Equal(result.Novelty > 0.5f, result.IsNovel);
        }
    }

    private static Features Input(int input) => Features.Sparse((int[])[input % 9, 9 + (input % 3)], (float[])[1 + (input / 9), -input]);

    private static float[] Outputs(Model model, Features features)
    {
        int[] indices = new int[20];
        float[] values = new float[20], outputs = new float[model.Heads.Outputs];
        int length = model.Heads.Transform.Apply(features, indices, values);
        model.Heads.Forward(indices.AsSpan(0, length), values.AsSpan(0, length), outputs, new float[model.Heads.ScratchLength]);
        return outputs;
    }
}
