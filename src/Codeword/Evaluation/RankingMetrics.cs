using System.Runtime.InteropServices;
using Codeword.Data;

namespace Codeword.Evaluation;

/// <summary>
/// Collects the figures of an <see cref="EvaluationReport"/> row by row, in memory that depends on the number of classes alone.
/// Each thread fills one of its own, then they are merged: all sums are integers, so rows may come in any order and in any parts, and
/// the report is the same to the last bit.
/// </summary>
public sealed partial class RankingMetrics
{
    private readonly LabelFrequencies _labels;
    private readonly int[] _cutoffs;
    private readonly double[] _idealGain;   // by number of true labels, up to the last cut-off: Σ 1/log2(r + 2) over ranks r below it
    private readonly double[] _best;        // scratch: the largest 1/p of one row's true labels, descending
    private readonly long[] _labelRows;
    private readonly long[] _labelHits;
    private readonly long[] _decileHits;    // [decile × cut-offs + cut-off]
    private readonly CutoffSums[] _sums;          // by cut-off
    private long _rows;
    private long _rowsWithoutLabels;
    private long _unseenLabels;
    private long _rowsWithUnseenLabels;

    /// <summary>Starts with no rows.</summary>
    /// <param name="labels">The training data's label counts.</param>
    /// <param name="cutoffs">The k of the figures, ascending: 1, 3, 5.</param>
    /// <exception cref="ArgumentException">There is no cut-off, or they do not ascend from 1 or more.</exception>
    public RankingMetrics(LabelFrequencies labels, params ReadOnlySpan<int> cutoffs)
    {
        ArgumentNullException.ThrowIfNull(labels);
        for (int i = 0, before = 0; i < Math.Max(1, cutoffs.Length); before = cutoffs[i++])
        {
            if (cutoffs.IsEmpty || cutoffs[i] <= before)
            {
                string found = string.Join(", ", cutoffs.ToArray());
                throw new ArgumentException($"Found the cut-offs [{found}]; expected ascending numbers of 1 or more.", nameof(cutoffs));
            }
        }

        _labels = labels;
        _cutoffs = cutoffs.ToArray();
        _best = new double[_cutoffs[^1]];
        _idealGain = new double[_cutoffs[^1] + 1];
        for (int rank = 0; rank < _cutoffs[^1]; rank++)
        {
            _idealGain[rank + 1] = _idealGain[rank] + Discount(rank);
        }

        _labelRows = new long[labels.LabelCount];
        _labelHits = new long[labels.LabelCount];
        _decileHits = new long[LabelFrequencies.DecileCount * _cutoffs.Length];
        _sums = new CutoffSums[_cutoffs.Length];
    }

    /// <summary>How many rows were added.</summary>
    public long Rows => _rows;

    /// <summary>Adds one row.</summary>
    /// <param name="ranked">
    /// The predicted labels, best first, each once. What follows the last cut-off is ignored; missing ones are misses.
    /// </param>
    /// <param name="truth">The true labels that training knew, each once, in any order.</param>
    /// <param name="truthCount">How many true labels the row has, with those that training did not see: they can only be missed.</param>
    /// <exception cref="ArgumentException">A label stands twice, or there are fewer true labels than are listed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not one of the training data.</exception>
    public void Add(ReadOnlySpan<LabelId> ranked, ReadOnlySpan<LabelId> truth, int truthCount)
    {
        ranked = ranked[..Math.Min(ranked.Length, _cutoffs[^1])];
        CheckLabels(ranked, nameof(ranked));
        CheckLabels(truth, nameof(truth));
        if (truthCount < truth.Length)
        {
            throw new ArgumentException(
                $"Found {truthCount} true labels in all; expected at least the {truth.Length} that are listed.", nameof(truthCount));
        }

        int unseen = truthCount - truth.Length;
        _rows++;
        _rowsWithoutLabels += truthCount == 0 ? 1 : 0;
        _rowsWithUnseenLabels += unseen > 0 ? 1 : 0;
        _unseenLabels += unseen;
        foreach (LabelId label in truth)
        {
            _labelRows[label.Value]++;
        }

        if (truthCount > 0)
        {
            AddBest(truth, unseen);
            AddRanks(ranked, truth, truthCount);
        }
    }

    /// <summary>Adds the rows of another accumulator over the same labels and cut-offs; it stays as it is.</summary>
    /// <exception cref="ArgumentException">The other one has other labels or cut-offs.</exception>
    public void Merge(RankingMetrics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._labels != _labels || !other._cutoffs.AsSpan().SequenceEqual(_cutoffs))
        {
            throw new ArgumentException(
                "Found metrics of other labels or cut-offs; expected the same frequencies object and the same cut-offs.", nameof(other));
        }

        _rows += other._rows;
        _rowsWithoutLabels += other._rowsWithoutLabels;
        _unseenLabels += other._unseenLabels;
        _rowsWithUnseenLabels += other._rowsWithUnseenLabels;
        AddAll(_labelRows, other._labelRows);
        AddAll(_labelHits, other._labelHits);
        AddAll(_decileHits, other._decileHits);
        for (int i = 0; i < _sums.Length; i++)
        {
            _sums[i].Add(other._sums[i]);
        }
    }

    private static double Discount(int rank) => 1 / Math.Log2(rank + 2);

    private static void AddAll(long[] to, long[] from)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] += from[i];
        }
    }

    private void CheckLabels(ReadOnlySpan<LabelId> labels, string name)
    {
        ReadOnlySpan<int> ids = MemoryMarshal.Cast<LabelId, int>(labels);   // The search in plain numbers is vectorized.
        for (int i = 0; i < ids.Length; i++)
        {
            if (ids[i] < 0 || ids[i] >= _labelRows.Length)
            {
                throw new ArgumentOutOfRangeException(name, ids[i], $"The training data has the labels 0 to {_labelRows.Length - 1}.");
            }

            if (ids[..i].Contains(ids[i]))
            {
                throw new ArgumentException($"Found label {ids[i]} twice; expected each label once.", name);
            }
        }
    }

    /// <summary>What the best ranking of the row's true labels, the rarest first, would gain.</summary>
    private void AddBest(ReadOnlySpan<LabelId> truth, int unseen)
    {
        int count = FillBest(truth, unseen);
        var weight = default(FixedPointSum);
        double discountedWeight = 0;
        for (int rank = 0, i = 0; rank < _best.Length; rank++)
        {
            if (rank < count)
            {
                weight += _best[rank];
                discountedWeight += _best[rank] * Discount(rank);
            }

            if (rank + 1 == _cutoffs[i])
            {
                ref CutoffSums sums = ref _sums[i++];
                sums.BestWeight += weight;
                sums.BestDiscountedWeight += discountedWeight / _idealGain[Math.Min(rank + 1, count)];
            }
        }
    }

    /// <summary>Collects the largest 1/p of the true labels, descending, up to the last cut-off; gives their number.</summary>
    private int FillBest(ReadOnlySpan<LabelId> truth, int unseen)
    {
        // No label weighs more than an unseen one, so these come first; then a bounded insertion sort, as cut-offs are small.
        int count = Math.Min(unseen, _best.Length);
        _best.AsSpan(0, count).Fill(_labels.UnseenInversePropensity);
        foreach (LabelId label in truth)
        {
            double weight = _labels.InversePropensityOf(label);
            int at = count;
            while (at > 0 && _best[at - 1] < weight)
            {
                at--;
            }

            if (at < _best.Length)
            {
                count = Math.Min(count + 1, _best.Length);
                _best.AsSpan(at, count - at - 1).CopyTo(_best.AsSpan(at + 1));
                _best[at] = weight;
            }
        }

        return count;
    }

    private void AddRanks(ReadOnlySpan<LabelId> ranked, ReadOnlySpan<LabelId> truth, int truthCount)
    {
        int hits = 0;
        double gain = 0;
        var weight = default(FixedPointSum);
        double discountedWeight = 0;
        for (int rank = 0, i = 0; rank < _cutoffs[^1]; rank++)
        {
            if (rank < ranked.Length && truth.Contains(ranked[rank]))
            {
                LabelId label = ranked[rank];
                double inverse = _labels.InversePropensityOf(label);
                hits++;
                gain += Discount(rank);
                weight += inverse;
                discountedWeight += inverse * Discount(rank);
                _labelHits[label.Value] += rank == 0 ? 1 : 0;
                for (int cutoff = i; cutoff < _cutoffs.Length; cutoff++)
                {
                    _decileHits[(_labels.DecileOf(label) - 1) * _cutoffs.Length + cutoff]++;
                }
            }

            if (rank + 1 == _cutoffs[i])
            {
                double ideal = _idealGain[Math.Min(rank + 1, truthCount)];
                ref CutoffSums sums = ref _sums[i++];
                sums.RowsHit += hits > 0 ? 1 : 0;
                sums.Hits += hits;
                sums.Recall += (double)hits / truthCount;
                sums.Gain += gain / ideal;
                sums.Weight += weight;
                sums.DiscountedWeight += discountedWeight / ideal;
            }
        }
    }
}
