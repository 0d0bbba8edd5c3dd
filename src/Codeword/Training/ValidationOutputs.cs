using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Evaluation;
using Codeword.Models;
using Codeword.Numerics;

namespace Codeword.Training;

/// <summary>What trained heads say of held-out examples: all that is needed to try decoders and fit probabilities without running the heads again.</summary>
internal sealed class ValidationOutputs
{
    /// <summary>Examples kept while training, at most.</summary>
    public const int MostRows = 5000;

    private readonly ExampleSet _examples;
    private readonly int[] _rows;
    private readonly Dictionary<Decoder, Scorer> _scorers = [];
    private readonly float[][] _outputs;
    private readonly ParallelOptions _parallel;

    private readonly int[]? _live;

    /// <summary>Runs the heads.</summary>
    /// <param name="held">The held-out examples.</param>
    /// <param name="codebook">The codewords.</param>
    /// <param name="heads">The heads.</param>
    /// <param name="parallel">How the examples are spread over threads.</param>
    /// <param name="mostRows">How many examples to keep, at most.</param>
    /// <param name="labels">Say which classes are retired, and not ranked; null where none is.</param>
    public ValidationOutputs(HeldOut held, Codebook codebook, Heads heads, ParallelOptions parallel, int mostRows = MostRows, LabelSet? labels = null)
    {
        _live = labels is { Retired.Count: > 0 } ? labels.Live() : null;
        _examples = held.Examples;
        Codebook = codebook;
        Loss = heads.Loss;
        _parallel = parallel;
        _rows = Spread(mostRows, held.Rows.Count);
        _outputs = new float[_rows.Length][];
        Parallel.For(0, _outputs.Length, parallel, () => new float[heads.ScratchLength], (i, _, scratch) =>
        {
            _outputs[i] = new float[heads.Outputs];
            heads.Forward(held.Rows.Indices(_rows[i]), held.Rows.Values(_rows[i]), _outputs[i], scratch);
            return scratch;
        }, _ => { });
    }

    /// <summary>At most <paramref name="most"/> of <paramref name="count"/> positions, evenly apart: data may be sorted by label.</summary>
    public static int[] Spread(int most, int count)
    {
        int[] positions = new int[Math.Min(most, count)];
        for (int i = 0; i < positions.Length; i++)
        {
            positions[i] = (int)((long)i * count / positions.Length);
        }

        return positions;
    }

    /// <summary>How many examples were kept.</summary>
    public int Count => _outputs.Length;

    /// <summary>The places of all examples kept.</summary>
    public int[] All => Spread(Count, Count);

    /// <summary>K.</summary>
    public int Classes => Codebook.Classes;

    /// <summary>The codewords.</summary>
    public Codebook Codebook { get; }

    /// <summary>What the heads were trained on.</summary>
    public HeadLoss Loss { get; }

    /// <summary>How work on the examples is spread over threads.</summary>
    public ParallelOptions Parallelism => _parallel;

    /// <summary>What the heads said of an example.</summary>
    public ReadOnlySpan<float> OutputsOf(int row) => _outputs[row];

    /// <summary>Labels of an example.</summary>
    public ReadOnlySpan<LabelId> LabelsOf(int row) => _examples.LabelsOf(_rows[row]);

    /// <summary>Whether an example says which labels are true: it has one that the model knows or, where it may have any number, none at all.</summary>
    public bool IsKnown(int row, bool isMultiLabel) => !LabelsOf(row).IsEmpty || (isMultiLabel && _examples.LabelCountOf(_rows[row]) == 0);

    /// <summary>Accuracy, precision and nDCG of a decoder, k = 1 and 5.</summary>
    public MetricList Measure(Decoder decoder, LabelFrequencies frequencies)
    {
        LabelId[][] ranked = Rank(decoder, 5);
        var metrics = new RankingMetrics(frequencies, 1, 5);
        for (int row = 0; row < ranked.Length; row++)
        {
            metrics.Add(ranked[row], LabelsOf(row), _examples.LabelCountOf(_rows[row]));
        }

        return metrics.ToReport().Metrics;
    }

    /// <summary>Runs an action over examples, in parallel; each call gets the place in the list, the decoder's scorer and scratch of its own with the example in it.</summary>
    public void ForEach(Decoder decoder, int[] rows, Action<int, Scorer, ScoringScratch> action)
    {
        Scorer scorer = ScorerOf(decoder);
        Parallel.For(
            0,
            rows.Length,
            _parallel,
            scorer.CreateScratch,
            (i, _, scratch) =>
            {
                scorer.Prepare(_outputs[rows[i]], scratch);
                action(i, scorer, scratch);
                return scratch;
            },
            _ => { });
    }

    /// <summary>The scores of the k best classes of each example, of fewer where the decoder names fewer, and which of these places hold a true label.</summary>
    public (float[] Scores, LabelId[] Truth)[] Best(Decoder decoder, int[] rows, int k)
    {
        var best = new (float[], LabelId[])[rows.Length];
        ForEach(decoder, rows, (i, scorer, scratch) =>
        {
            int[] labels = new int[Math.Min(k, Classes)];
            float[] scores = new float[labels.Length];
            var top = new TopK(labels, scores);
            scorer.Rank(scratch, ref top, 0);
            int found = top.Sort();
            var truth = new List<LabelId>();
            foreach (LabelId label in LabelsOf(rows[i]))
            {
                int place = Array.IndexOf(labels, label.Value, 0, found);
                if (place >= 0)
                {
                    truth.Add(new LabelId(place));
                }
            }

            best[i] = (scores[..found], [.. truth]);
        });
        return best;
    }

    /// <summary>The probabilities of the k best classes of each example, or of those the decoder names, and whether they are true labels.</summary>
    public (float Probability, bool IsRight)[][] Judge(Decoder decoder, int[] rows, ProbabilityMap map, int k)
    {
        var judged = new (float, bool)[rows.Length][];
        ForEach(decoder, rows, (i, scorer, scratch) =>
        {
            int[] labels = new int[Math.Min(k, Classes)];
            float[] scores = new float[labels.Length];
            var top = new TopK(labels, scores);
            double logSum = scorer.Rank(scratch, ref top, map.IsSoftmax ? map.Scale : 0);
            judged[i] = new (float, bool)[top.Sort()];
            for (int place = 0; place < judged[i].Length; place++)
            {
                judged[i][place] = (map.Probability(scores[place], logSum), LabelsOf(rows[i]).Contains(new LabelId(labels[place])));
            }
        });
        return judged;
    }

    // One a decoder; the scorers share the digits laid out for the first.
    private Scorer Create(Decoder decoder) => _live is null
        ? Scorer.Create(Codebook, Loss, decoder)
        : LiveScorer.Create(Codebook, Loss, decoder, ClassScorer.DefaultDigitBytes, _live);

    private Scorer ScorerOf(Decoder decoder)
    {
        if (!_scorers.TryGetValue(decoder, out Scorer? scorer))
        {
            scorer = _scorers.Values.FirstOrDefault()?.With(decoder) ?? Create(decoder);
            _scorers.Add(decoder, scorer);
        }

        return scorer;
    }

    private LabelId[][] Rank(Decoder decoder, int k)
    {
        var ranked = new LabelId[Count][];
        ForEach(decoder, All, (row, scorer, scratch) =>
        {
            Span<int> labels = stackalloc int[k];
            Span<float> scores = stackalloc float[k];
            var top = new TopK(labels, scores);
            scorer.Rank(scratch, ref top, 0);
            int found = top.Sort();
            ranked[row] = new LabelId[found];
            for (int i = 0; i < found; i++)
            {
                ranked[row][i] = new LabelId(labels[i]);
            }
        });
        return ranked;
    }
}
