using Codeword.Data;

namespace Codeword.Evaluation;

/// <summary>What looking for candidates finds of what scoring all classes does.</summary>
/// <param name="Cutoff">k.</param>
/// <param name="Recall">Mean share, in [0, 1], of the k best classes that were found; 1 without examples.</param>
/// <param name="ProvenShare">Share of the examples, in [0, 1], for which the k found were proven to be the best.</param>
public sealed record CandidateReport(int Cutoff, double Recall, double ProvenShare)
{
    /// <summary>Ranks every example both ways.</summary>
    internal static CandidateReport Of(Classifier classifier, ExampleSet examples, int cutoff, ParallelOptions parallel)
    {
        Classifier exact = classifier.With(search: null);
        var sum = new Lock();
        (long found, long all, long proven) = (0, 0, 0);
        Parallel.For(
            0,
            examples.Count,
            parallel,
            () => new Pair(classifier.CreatePredictor(), exact.CreatePredictor()),
            (row, _, pair) =>
            {
                pair.Add(examples.Row(row), cutoff);
                return pair;
            },
            pair =>
            {
                lock (sum)
                {
                    (found, all, proven) = (found + pair.Found, all + pair.All, proven + pair.Candidates.Proven);
                }
            });
        return new CandidateReport(cutoff, all == 0 ? 1 : (double)found / all, examples.Count == 0 ? 1 : (double)proven / examples.Count);
    }

    private sealed class Pair(Predictor candidates, Predictor exact)
    {
        public Predictor Candidates { get; } = candidates;

        public long Found { get; private set; }

        public long All { get; private set; }

        public void Add(Features features, int cutoff)
        {
            HashSet<LabelId> best = [];
            foreach (Prediction prediction in exact.Predict(features, cutoff).Top)
            {
                best.Add(prediction.Label);
            }

            All += best.Count;
            foreach (Prediction prediction in Candidates.Predict(features, cutoff).Top)
            {
                Found += best.Contains(prediction.Label) ? 1 : 0;
            }
        }
    }
}
