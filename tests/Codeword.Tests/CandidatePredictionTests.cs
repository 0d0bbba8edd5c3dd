using Codeword.Data;
using Codeword.Decoding;
using Codeword.Evaluation;
using Codeword.Tests.Data;
using Codeword.Tests.Models;
using Codeword.Tests.Reference;

namespace Codeword.Tests;

/// <summary><see cref="Classifier.With(CandidateSearch?)"/> and what is measured of it.</summary>
public sealed class CandidatePredictionTests
{
    private static readonly Classifier All = new(SampleModel.Create(ModelShape.Sparse with { Columns = ModelShape.AllKinds }));

    [Fact]
    public void LookingInAllBucketsGivesWhatScoringAllDoes()
    {
        Classifier candidates = All.With(new CandidateSearch(5));

        Assert.Equal(SampleModel.Describe(All), SampleModel.Describe(candidates));
        Assert.Equal((null, new CandidateSearch(5)), (All.Candidates, candidates.Candidates));
        Assert.True(candidates.MemoryUse.Decoding > All.MemoryUse.Decoding);
        Assert.Equal(All.MemoryUse.Stored, candidates.MemoryUse.Stored);
    }

    [Fact]
    public void ProbabilitiesOfCandidatesAreNotSmallerThanOverAllClasses()
    {
        Predictor few = All.With(new CandidateSearch(1, 2)).CreatePredictor();
        Predictor all = All.CreatePredictor();
        for (int input = 0; input < 9; input++)
        {
            Dictionary<LabelId, float> expected = [];
            foreach (Prediction prediction in all.Predict(Features.Sparse([input], [1]), SampleModel.Classes).Top)
            {
                expected[prediction.Label] = prediction.Probability;
            }

            Prediction[] found = few.Predict(Features.Sparse([input], [1]), 2).Top.ToArray();
            Assert.Equal(2, found.Length);
            Assert.All(found, prediction => Assert.InRange(prediction.Probability, expected[prediction.Label] - 1e-6f, 1));
        }
    }

    [Fact]
    public void TheSameSearchIsTheSameModelAndNoSearchOrAnotherDecoderScoresAll()
    {
        Classifier candidates = All.With(new CandidateSearch(2));

        Assert.Same(candidates, candidates.With(new CandidateSearch(2)));
        Assert.Null(candidates.With(search: null).Candidates);
        Assert.Null(candidates.With(new Decoder(DecoderKind.Mean)).Candidates);
        Assert.Equal(SampleModel.Describe(All), SampleModel.Describe(candidates.With(search: null)));
    }

    [Fact]
    public void PredictingFromCandidatesAllocatesNothingOnceWarm()
    {
        Predictor predictor = All.With(new CandidateSearch(2, 6)).CreatePredictor();

        Assert.Equal(0, Allocations.WhenWarm(PredictAll));

        void PredictAll()
        {
            Span<int> indices = [0];
            Span<float> values = [1];
            for (int input = 0; input < 9; input++)
            {
                indices[0] = input;
                _ = predictor.Predict(Features.Sparse(indices, values), 4).Top.Length;
            }
        }
    }

    [Fact]
    public void RecallIsTheShareOfTheBestThatIsFound()
    {
        ExampleSet rows = Evaluator.Read(All, Rows.Source(new LibsvmFormat { IndexBase = IndexBase.Zero }, string.Concat(Enumerable.Range(0, 300).Select(i => $"x {i % 9}:1\n"))));
        Assert.Null(Evaluator.Evaluate(All, rows, [1, 4]).Candidates);
        Assert.Equal(new CandidateReport(4, 1, 1), Evaluator.Evaluate(All.With(new CandidateSearch(5)), rows, [1, 4]).Candidates);

        Classifier few = All.With(new CandidateSearch(1, 1));
        (int found, Predictor own, Predictor best) = (0, few.CreatePredictor(), All.CreatePredictor());
        for (int input = 0; input < 9; input++)
        {
            found += Labels(own, input).Intersect(Labels(best, input)).Count();
        }

        CandidateReport report = Evaluator.Evaluate(few, rows, [1, 4], threads: 3).Candidates!;
        double recall = Enumerable.Range(0, 300).Average(i => Labels(own, i % 9).Intersect(Labels(best, i % 9)).Count() / 4.0);
        Assert.Equal(recall, report.Recall, 1e-12);
        Assert.InRange(found, 1, 35);
        Assert.InRange(report.ProvenShare, 0, 0.99);
    }

    private static LabelId[] Labels(Predictor predictor, int input)
    {
        List<LabelId> labels = [];
        foreach (Prediction prediction in predictor.Predict(Features.Sparse([input], [1]), 4).Top)
        {
            labels.Add(prediction.Label);
        }

        return [.. labels];
    }
}
