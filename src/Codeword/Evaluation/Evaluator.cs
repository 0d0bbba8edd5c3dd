using System.Diagnostics;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;

namespace Codeword.Evaluation;

/// <summary>Measures a classifier on examples it was not trained on.</summary>
public static class Evaluator
{
    private const int BlockRows = 256;

    /// <summary>Reads a source as the model's training data was read and measures the model on it.</summary>
    /// <param name="classifier">The model.</param>
    /// <param name="source">The examples. A label that training did not see is counted, and can never be hit.</param>
    /// <param name="cutoffs">The k of the metrics: ascending, each 1 or more.</param>
    /// <param name="propensity">The constants of the propensity-scored metrics.</param>
    /// <param name="threads">Threads to predict with; 0 for one a processor.</param>
    /// <param name="cancellation">Ends the measurement.</param>
    /// <exception cref="DataFormatException">The data breaks its format.</exception>
    /// <exception cref="ArgumentException">The model takes features and the source holds text, or the other way round; or a cut-off is none.</exception>
    public static EvaluationResult Evaluate(
        Classifier classifier, ExampleSource source, IReadOnlyList<int> cutoffs, PropensityModel? propensity = null, int threads = 0,
        CancellationToken cancellation = default) =>
        Evaluate(classifier, Read(classifier, source), cutoffs, propensity, threads, cancellation);

    /// <summary>Measures the model on examples in memory.</summary>
    /// <param name="classifier">The model.</param>
    /// <param name="examples">The examples, of the model's labels.</param>
    /// <param name="cutoffs">The k of the metrics: ascending, each 1 or more.</param>
    /// <param name="propensity">The constants of the propensity-scored metrics.</param>
    /// <param name="threads">Threads to predict with; 0 for one a processor.</param>
    /// <param name="cancellation">Ends the measurement.</param>
    public static EvaluationResult Evaluate(
        Classifier classifier, ExampleSet examples, IReadOnlyList<int> cutoffs, PropensityModel? propensity = null, int threads = 0,
        CancellationToken cancellation = default)
    {
        var frequencies = new LabelFrequencies([.. classifier.Model.LabelRows], classifier.Info.TrainingRows, propensity);
        var merged = new Tally(classifier, frequencies, cutoffs);
        var tallies = new Lock();
        var parallel = new ParallelOptions
        {
            CancellationToken = cancellation,
            MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount,
        };
        int blocks = (examples.Count + BlockRows - 1) / BlockRows;
        Predict(examples, new Tally(classifier, frequencies, cutoffs), 0);
        long start = Stopwatch.GetTimestamp();
        Parallel.For(
            0,
            blocks,
            parallel,
            () => new Tally(classifier, frequencies, cutoffs),
            (block, _, tally) => Predict(examples, tally, block),
            tally =>
            {
                lock (tallies)
                {
                    merged.Merge(tally);
                }
            });
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new EvaluationResult(
            merged.Ranking.ToReport(), merged.Calibration.ToReport(), merged.Distances(examples.Count), examples.Count / Math.Max(seconds, 1e-9), classifier.MemoryUse)
        {
            Exact = merged.Exact(examples.Count),
            Candidates = classifier.Candidates is null ? null : CandidateReport.Of(classifier, examples, cutoffs[^1], parallel),
        };
    }

    /// <summary>Reads a source for a model: its featurizer, its labels, its features.</summary>
    /// <exception cref="ArgumentException">The model takes features and the source holds text, or the other way round.</exception>
    public static ExampleSet Read(Classifier classifier, ExampleSource source)
    {
        RequireInput(classifier, source);
        Model model = classifier.Model;
        return ExampleSet.Read(source, model.Featurizer, model.Labels, model.Heads.Transform.FeatureCount);
    }

    /// <summary>Refuses a source of text for a model of features, and the other way round.</summary>
    /// <exception cref="ArgumentException">It is one.</exception>
    internal static void RequireInput(Classifier classifier, ExampleSource source)
    {
        if (source.HoldsText != classifier.Model.Featurizer is not null)
        {
            throw new ArgumentException(source.HoldsText
                ? $"{source.Name} holds text, but the model was trained on features; give features."
                : $"{source.Name} holds features, but the model was trained on text; give text.");
        }
    }

    private static Tally Predict(ExampleSet examples, Tally tally, int block)
    {
        int end = Math.Min(examples.Count, (block + 1) * BlockRows);
        for (int row = block * BlockRows; row < end; row++)
        {
            tally.Add(examples, row);
        }

        return tally;
    }

    private sealed class Tally(Classifier classifier, LabelFrequencies frequencies, IReadOnlyList<int> cutoffs)
    {
        // First, since it refuses cut-offs that are none.
        public RankingMetrics Ranking { get; } = new(frequencies, [.. cutoffs]);

        public CalibrationMetrics Calibration { get; } = new();

        private readonly Predictor _predictor = classifier.CreatePredictor();
        private readonly LabelId[] _ranked = new LabelId[cutoffs[^1]];
        private readonly bool _hasDistances = classifier.Model.Decoder.Kind is DecoderKind.Hamming or DecoderKind.Table;
        private readonly bool _isExact = classifier.Model.Decoder.Kind is DecoderKind.Exact;
        private long _unassigned;
        private long _ties;
        private long _scans;

        public void Add(ExampleSet examples, int row)
        {
            ReadOnlySpan<Prediction> top = _predictor.Predict(examples.Row(row), _ranked.Length).Top;
            for (int i = 0; i < top.Length; i++)
            {
                _ranked[i] = top[i].Label;
            }

            if (_hasDistances || _isExact)
            {
                int nearest = _predictor.CountNearest();
                _ties += nearest > 1 ? 1 : 0;
                _unassigned += nearest == 0 ? 1 : 0;
            }

            ReadOnlySpan<LabelId> truth = examples.LabelsOf(row);
            Ranking.Add(_ranked.AsSpan(0, top.Length), truth, examples.LabelCountOf(row));
            if (!top.IsEmpty)
            {
                Calibration.Add(top[0].Probability, truth.Contains(top[0].Label));
            }
        }

        public void Merge(Tally other)
        {
            Ranking.Merge(other.Ranking);
            Calibration.Merge(other.Calibration);
            _unassigned += other._unassigned;
            _ties += other._ties;
            _scans += other._predictor.Counts.Scans + other._scans;
        }

        public DistanceReport? Distances(int rows) => _hasDistances ? new DistanceReport(Share(_ties, rows), Share(_scans, rows)) : null;

        public ExactReport? Exact(int rows) => _isExact ? new ExactReport(Share(_unassigned, rows), Share(_ties, rows)) : null;

        private static double Share(long count, int rows) => (double)count / Math.Max(1, rows);
    }
}

/// <summary>What a measurement found.</summary>
/// <param name="Report">Ranking metrics and the frequency table.</param>
/// <param name="Calibration">How far the first prediction's probability can be trusted; rows for which the decoder Exact named no class have none and are left out.</param>
/// <param name="Distances">What was met on the way where classes are ranked by the Hamming distance of their codes; else null.</param>
/// <param name="RowsPerSecond">Examples ranked a second, from features to sorted classes, all threads together.</param>
/// <param name="Memory">The model's bytes, part by part.</param>
public sealed record EvaluationResult(EvaluationReport Report, CalibrationReport Calibration, DistanceReport? Distances, double RowsPerSecond, MemoryUse Memory)
{
    /// <summary>How often exact decoding names no class; null with other decoders.</summary>
    public ExactReport? Exact { get; init; }

    /// <summary>What looking for candidates found of the best classes; null where all classes are scored.</summary>
    public CandidateReport? Candidates { get; init; }
}

/// <summary>How classes were found by the Hamming distance of their codes.</summary>
/// <param name="TieShare">Share of the examples, in [0, 1], to whose code two classes or more are nearest, so that the bits' confidences decide.</param>
/// <param name="ScanShare">
/// Share of the examples, in [0, 1], for which all K codes were compared: 1 with the decoder Hamming; with Table those for which more classes were asked
/// for than are nearest, or, above 20 bits, whose code is no class's.
/// </param>
public sealed record DistanceReport(double TieShare, double ScanShare);

/// <summary>How often exact decoding names no class, so that a row counts as a mistake.</summary>
/// <param name="UnassignedShare">Share of the examples, in [0, 1], whose bits write no class's code.</param>
/// <param name="AmbiguousShare">Share of the examples, in [0, 1], whose bits write a code that several classes have.</param>
public sealed record ExactReport(double UnassignedShare, double AmbiguousShare);
