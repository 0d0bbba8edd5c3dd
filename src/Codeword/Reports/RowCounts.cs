using System.Runtime.InteropServices;
using Codeword.Data;

namespace Codeword.Reports;

/// <summary>What a model says of each row, counted by class and by pair of classes. All counts are whole, so that threads leave no trace.</summary>
internal sealed class RowCounts
{
    /// <summary>Pairs of classes are looked for until so many labels were met: at most as many pairs are kept.</summary>
    public const long MostLabels = 4_000_000;

    private const int BlockRows = 256;
    private readonly int[] _cutoffs;
    private readonly long[] _rows;   // by class
    private readonly long[] _hits;   // by class and cut-off
    private readonly Dictionary<(int Truth, int Predicted), long> _confused = [];

    private RowCounts(int classes, IReadOnlyList<int> cutoffs)
    {
        _cutoffs = [.. cutoffs];
        _rows = new long[classes];
        _hits = new long[checked(classes * _cutoffs.Length)];
    }

    /// <summary>The k, ascending.</summary>
    public ReadOnlySpan<int> Cutoffs => _cutoffs;

    /// <summary>In how many of the rows, from the first on, pairs were looked for.</summary>
    public int ComparedRows { get; private init; }

    /// <summary>For how many rows and labels the first prediction is none of the row's labels, by label and prediction.</summary>
    public IReadOnlyDictionary<(int Truth, int Predicted), long> Confused => _confused;

    /// <summary>Rows that have a class.</summary>
    public long RowsOf(int index) => _rows[index];

    /// <summary>Those of them for which it is among the first k predictions.</summary>
    /// <param name="index">The class.</param>
    /// <param name="cutoff">Which k.</param>
    public long HitsOf(int index, int cutoff) => _hits[(index * _cutoffs.Length) + cutoff];

    /// <summary>Ranks every row.</summary>
    /// <param name="classifier">The model.</param>
    /// <param name="examples">The rows, of the model's labels.</param>
    /// <param name="cutoffs">The k, ascending.</param>
    /// <param name="threads">Threads to work with.</param>
    /// <param name="mostLabels">See <see cref="MostLabels"/>.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static RowCounts Of(
        Classifier classifier, ExampleSet examples, IReadOnlyList<int> cutoffs, int threads, long mostLabels, CancellationToken cancellation)
    {
        int classes = classifier.Labels.Count;
        int compared = 0;
        for (long met = 0; compared < examples.Count && (met += examples.LabelsOf(compared).Length) <= mostLabels;)
        {
            compared++;
        }

        var all = new RowCounts(classes, cutoffs) { ComparedRows = compared };
        var merging = new Lock();
        Parallel.For(
            0,
            (examples.Count + BlockRows - 1) / BlockRows,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
            () => (Counts: new RowCounts(classes, cutoffs) { ComparedRows = compared }, Predictor: classifier.CreatePredictor()),
            (block, _, own) =>
            {
                for (int row = block * BlockRows; row < Math.Min(examples.Count, (block + 1) * BlockRows); row++)
                {
                    own.Counts.Add(own.Predictor.Predict(examples.Row(row), cutoffs[^1]).Top, examples.LabelsOf(row), row < compared);
                }

                return own;
            },
            own =>
            {
                lock (merging)
                {
                    all.Merge(own.Counts);
                }
            });
        return all;
    }

    private void Add(ReadOnlySpan<Prediction> top, ReadOnlySpan<LabelId> truth, bool isCompared)
    {
        bool isWrong = !top.IsEmpty;
        foreach (LabelId own in truth)
        {
            _rows[own.Value]++;
            int rank = 0;
            while (rank < top.Length && top[rank].Label != own)
            {
                rank++;
            }

            isWrong &= rank > 0;
            for (int c = 0; c < _cutoffs.Length; c++)
            {
                _hits[(own.Value * _cutoffs.Length) + c] += rank < Math.Min(top.Length, _cutoffs[c]) ? 1 : 0;
            }
        }

        for (int i = 0; i < truth.Length && isWrong && isCompared; i++)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_confused, (truth[i].Value, top[0].Label.Value), out _)++;
        }
    }

    private void Merge(RowCounts other)
    {
        for (int i = 0; i < _rows.Length; i++)
        {
            _rows[i] += other._rows[i];
        }

        for (int i = 0; i < _hits.Length; i++)
        {
            _hits[i] += other._hits[i];
        }

        foreach (((int, int) pair, long count) in other._confused)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_confused, pair, out _) += count;
        }
    }
}
