using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Tests.Models;
using Codeword.Tests.Reference;

namespace Codeword.Tests;

public sealed class PredictorTests
{
    private static readonly string[] Texts = ["a waterproof tent", "leather", "", "the boot of größe and weight", "nothing known: zzz qqq"];

    [Fact]
    public void APredictorAllocatesNothingOnceWarm()
    {
        bool[] both = [false, true];
        foreach (ModelShape shape in from pair in ModelShape.Decoders
                                     from text in both
                                     from hashes in both
                                     select new ModelShape(ModelShape.AllKinds, pair.Loss, pair.Decoder, text, hashes, IsMultiLabel: text))
        {
            Predictor predictor = new Classifier(SampleModel.Create(shape)).CreatePredictor();
            Assert.True(Allocations.WhenWarm(() => PredictAll(predictor, shape.HoldsText)) == 0, shape.ToString());
        }
    }

    [Fact]
    public void APredictorOfBitsAllocatesNothingOnceWarm()
    {
        foreach (ModelShape shape in from decoder in ModelShape.BitDecoders
                                     from bits in (int[])[3, 9, 40, 70]
                                     select ModelShape.Bits with { Columns = $"bits{bits}", Decoder = decoder })
        {
            var model = new Classifier(SampleModel.Create(shape));
            foreach (Predictor predictor in (Predictor[])[model.CreatePredictor(), model.Retire([new LabelId(3)]).CreatePredictor()])
            {
                int runs = 0;
                long allocated = Allocations.WhenWarm(() =>
                {
                    PredictAll(predictor, text: false);
                    runs++;
                });

                Assert.True(allocated == 0, shape.ToString());
                Assert.Equal(runs * Texts.Length, predictor.Counts.Predictions);
            }
        }
    }

    [Fact]
    public void ProbabilitiesOfBitsAreSharesOfOneOrStandAlone()
    {
        foreach (Decoder decoder in ModelShape.BitDecoders)
        {
            Predictor predictor = new Classifier(SampleModel.Create(ModelShape.Bits with { Decoder = decoder })).CreatePredictor();
            for (int input = 0; input < 9; input++)
            {
                Prediction[] all = predictor.Predict(Features.Sparse([input], [1]), SampleModel.Classes).Top.ToArray();

                Assert.Equal(1, decoder.ScoresEveryClass ? all.Sum(p => (double)p.Probability) : 1, 1e-5);
                Assert.All(all, p => Assert.InRange(p.Probability, 0, 1));
                Assert.InRange(all.Length, decoder.Kind == DecoderKind.Exact ? 0 : SampleModel.Classes, decoder.Kind == DecoderKind.Exact ? 1 : SampleModel.Classes);
            }
        }
    }

    [Fact]
    public void WhereClassesShareOneTheFirstGoesByTheCurveAndTheOthersShareWhatItLeaves()
    {
        foreach ((HeadLoss loss, Decoder decoder) in ModelShape.Decoders)
        {
            ModelShape shape = ModelShape.Sparse with { Loss = loss, Decoder = decoder };
            var (plain, curved) = (new Classifier(SampleModel.Create(shape)), new Classifier(SampleModel.Create(shape with { HasCurve = true })));
            for (int input = 0; input < 9; input++)
            {
                Prediction[] before = plain.CreatePredictor().Predict(Features.Sparse([input], [1]), SampleModel.Classes).Top.ToArray();
                Prediction[] after = curved.CreatePredictor().Predict(Features.Sparse([input], [1]), SampleModel.Classes).Top.ToArray();

                float first = curved.Model.Curve!.Of(before[0].Probability);
                Assert.Equal(before.Select(p => (p.Label, p.Score)), after.Select(p => (p.Label, p.Score)));
                Assert.Equal(first, after[0].Probability);
                Assert.Equal(before.Skip(1).Select(p => ProbabilityCurve.OfRest(p.Probability, before[0].Probability, first)), after.Skip(1).Select(p => p.Probability));
                Assert.Equal(after.Select(p => p.Probability).OrderDescending(), after.Select(p => p.Probability));
                Assert.InRange(after.Sum(p => (double)p.Probability), 0, 1 + 1e-5);
            }
        }
    }

    [Fact]
    public void WhereClassesStandAloneEachGoesByTheCurve()
    {
        ModelShape shape = ModelShape.Sparse with { IsMultiLabel = true };
        Prediction[] before = Predict(shape), after = Predict(shape with { HasCurve = true });
        ProbabilityCurve curve = SampleModel.Create(shape with { HasCurve = true }).Curve!;

        Assert.Equal(before.Select(p => p with { Probability = curve.Of(p.Probability) }), after);

        static Prediction[] Predict(ModelShape shape) =>
            new Classifier(SampleModel.Create(shape)).CreatePredictor().Predict(Features.Sparse([1], [1]), SampleModel.Classes).Top.ToArray();
    }

    [Fact]
    public void ACurveTakesNoMemoryOnceWarm()
    {
        foreach (Decoder decoder in ModelShape.BitDecoders)
        {
            Predictor predictor = new Classifier(SampleModel.Create(ModelShape.Bits with { Decoder = decoder, HasCurve = true })).CreatePredictor();

            Assert.Equal(0, Allocations.WhenWarm(() => PredictAll(predictor, text: false)));
        }
    }

    [Fact]
    public void PredictorsInParallelAgreeWithOne()
    {
        var classifier = new Classifier(SampleModel.Create(ModelShape.Text));
        string alone = SampleModel.Describe(classifier);

        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Assert.Equal(alone, SampleModel.Describe(classifier)));
    }

    [Fact]
    public void WhatAPredictorSawBeforeLeavesNoTrace()
    {
        var classifier = new Classifier(SampleModel.Create(ModelShape.Sparse));
        Predictor used = classifier.CreatePredictor();
        PredictAll(used, text: false);

        Prediction[] expected = classifier.CreatePredictor().Predict(Features.Sparse([3], [2]), 3).Top.ToArray();

        Assert.Equal(expected, used.Predict(Features.Sparse([3], [2]), 3).Top);
    }

    [Fact]
    public void DenseAndSparseRowsAreTheSameAndUnknownFeaturesAreIgnored()
    {
        Predictor predictor = new Classifier(SampleModel.Create(ModelShape.Sparse)).CreatePredictor();
        Prediction[] sparse = predictor.Predict(Features.Sparse([0, 2], [1, -3]), 12).Top.ToArray();

        Assert.Equal(sparse, predictor.Predict(Features.Dense([1, 0, -3]), 12).Top);
        Assert.Equal(sparse, predictor.Predict(Features.Dense([1, 0, -3, 0, 0, 0, 0, 0, 0, 5, 5]), 12).Top);
        Assert.Equal(sparse, predictor.Predict(Features.Sparse([0, 2, 9, 1000], [1, -3, 7, 7]), 12).Top);
    }

    [Fact]
    public void AtMostAllClassesAreNamedBestFirst()
    {
        Predictor predictor = new Classifier(SampleModel.Create(ModelShape.Sparse)).CreatePredictor();
        Prediction[] all = predictor.Predict(Features.Sparse([1], [1]), 100).Top.ToArray();

        Assert.Equal(SampleModel.Classes, all.Length);
        Assert.Equal(all.OrderByDescending(p => p.Score).ThenBy(p => p.Label.Value), all);
        Assert.Equal(all.AsSpan(0, 4), predictor.Predict(Features.Sparse([1], [1]), 4).Top);
        Assert.Equal(1, predictor.Predict(Features.Sparse([1], [1])).Top.Length);
    }

    [Fact]
    public void ProbabilitiesOfOneLabelSumToOneAndRankAsScoresDo()
    {
        foreach ((HeadLoss loss, Decoder decoder) in ModelShape.Decoders)
        {
            Predictor predictor = new Classifier(SampleModel.Create(ModelShape.Sparse with { Loss = loss, Decoder = decoder })).CreatePredictor();
            for (int input = 0; input < 9; input++)
            {
                Prediction[] all = predictor.Predict(Features.Sparse([input], [1]), SampleModel.Classes).Top.ToArray();

                Assert.Equal(1, all.Sum(p => (double)p.Probability), 1e-5);
                Assert.All(all, p => Assert.InRange(p.Probability, 0, 1));
                Assert.Equal(all.Select(p => p.Probability).OrderDescending(), all.Select(p => p.Probability));
            }
        }
    }

    [Fact]
    public void ARowTooSmallToScaleStillHasScores()
    {
        Model model = SampleModel.Create(ModelShape.Sparse);
        var plain = new Heads(model.Heads.Loss, model.Heads.Transform with { Power = 1 }, model.Heads.Groups);
        Predictor predictor = new Classifier(new Model(
            model.Info, model.Labels, [.. model.LabelRows], model.Codebook, plain, model.Decoder, model.Probabilities, featurizer: null)).CreatePredictor();

        Prediction[] top = predictor.Predict(Features.Sparse([1, 2], [float.Epsilon, float.Epsilon]), 3).Top.ToArray();

        // As good as the empty row, not one of infinite values.
        Prediction[] empty = predictor.Predict(Features.Sparse([], []), 3).Top.ToArray();
        Assert.Equal(empty.Select(p => p.Label), top.Select(p => p.Label));
        Assert.All(empty.Zip(top), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-5f));
    }

    [Fact]
    public void NoveltyIsReadBeforeThePredictorIsCalledAgain()
    {
        Predictor predictor = new Classifier(SampleModel.Create(ModelShape.Bits)).CreatePredictor();
        PredictionResult first = predictor.Predict(Features.Sparse([1], [1]));
        float novelty = first.Novelty;
        Assert.Equal(novelty, first.Novelty);
        predictor.Encode(Features.Sparse([2], [1]), new byte[predictor.CodeBytes]);

        string message = "";
        try
        {
            _ = first.IsNovel;
        }
        catch (InvalidOperationException e)
        {
            message = e.Message;
        }

        Assert.Equal("The predictor was called again since: read Novelty and IsNovel before its next call.", message);
        Assert.Equal(novelty, predictor.Predict(Features.Sparse([1], [1])).Novelty);
    }

    [Fact]
    public void WrongCallsAreRefused()
    {
        Predictor predictor = new Classifier(SampleModel.Create(ModelShape.Sparse)).CreatePredictor();

        Assert.Equal(
            "The model was trained on features, not on text: call Predict with features.",
            Assert.Throws<InvalidOperationException>(() => predictor.Predict("text").Top.Length).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => predictor.Predict(Features.Sparse([1], [1]), 0).Top.Length);
    }

    private static void PredictAll(Predictor predictor, bool text)
    {
        Span<int> indices = [0, 3, 5, 8, 20];
        Span<float> values = [1, -2, 3, 0.5f, 1];
        for (int i = 0; i < Texts.Length; i++)
        {
            PredictionResult result = text ? predictor.Predict(Texts[i], 1 + i) : predictor.Predict(Features.Sparse(indices[..(i + 1)], values[..(i + 1)]), 1 + i);
            _ = result.IsNovel;
        }
    }
}
