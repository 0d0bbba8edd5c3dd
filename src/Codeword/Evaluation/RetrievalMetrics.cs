namespace Codeword.Evaluation;

/// <summary>
/// Collects the figures of a <see cref="RetrievalReport"/> query by query, in memory that does not depend on their number. Each thread fills one of its own, then they are
/// merged; as in <see cref="RankingMetrics"/> the order leaves no trace.
/// </summary>
public sealed class RetrievalMetrics
{
    private readonly int _cutoff;
    private readonly int? _radius;
    private readonly int[] _depths;
    private readonly FixedPointSum[] _precision;    // by depth
    private readonly FixedPointSum[] _recall;
    private FixedPointSum _averagePrecision;
    private FixedPointSum _averageFound;
    private FixedPointSum _within;
    private long _empty;
    private long _queries;
    private long _withoutRelevant;

    /// <summary>Starts with no queries.</summary>
    /// <param name="cutoff">How many items of a ranking average precision looks at, 1 or more.</param>
    /// <param name="radius">The distance within which precision is taken, 0 or more; null where groups are no Hamming distances.</param>
    /// <param name="depths">The n of the precision-recall curve, ascending from 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Cut-off or radius is out of range.</exception>
    /// <exception cref="ArgumentException">The depths do not ascend.</exception>
    public RetrievalMetrics(int cutoff, int? radius, params ReadOnlySpan<int> depths)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cutoff, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(radius ?? 0, nameof(radius));
        for (int i = 0, before = 0; i < depths.Length; before = depths[i++])
        {
            if (depths[i] <= before)
            {
                throw new ArgumentException($"Found the depths [{string.Join(", ", depths.ToArray())}]; expected ascending numbers of 1 or more.", nameof(depths));
            }
        }

        (_cutoff, _radius, _depths) = (cutoff, radius, depths.ToArray());
        (_precision, _recall) = (new FixedPointSum[depths.Length], new FixedPointSum[depths.Length]);
    }

    /// <summary>Adds one query.</summary>
    /// <param name="counts">How many items there are at each distance, nearest first; of codes, element d is distance d.</param>
    /// <param name="relevant">How many of these are relevant.</param>
    /// <param name="ranks">The ranks of the relevant items from 1, ascending, where items at equal distances stand in the order of storage.</param>
    /// <exception cref="ArgumentException">The lengths differ, more are relevant than there are, or ranks do not fit.</exception>
    public void Add(ReadOnlySpan<int> counts, ReadOnlySpan<int> relevant, ReadOnlySpan<int> ranks)
    {
        Require(counts, relevant, ranks);
        _queries++;
        _withoutRelevant += ranks.IsEmpty ? 1 : 0;
        _averagePrecision += TiedRanking.AveragePrecision(counts, relevant, _cutoff);
        _averageFound += AverageFound(ranks);
        for (int i = 0; i < _depths.Length && !ranks.IsEmpty; i++)
        {
            double hits = TiedRanking.RelevantAmong(counts, relevant, _depths[i]);
            _precision[i] += hits / _depths[i];
            _recall[i] += hits / ranks.Length;
        }

        if (_radius is { } radius)
        {
            int groups = Math.Min(radius + 1, counts.Length);
            int items = TiedRanking.Sum(counts[..groups]);
            _empty += items == 0 ? 1 : 0;
            _within += items == 0 ? 0 : (double)TiedRanking.Sum(relevant[..groups]) / items;
        }
    }

    /// <summary>Adds the queries of another accumulator with the same cut-off, radius and depths; it stays as it is.</summary>
    /// <exception cref="ArgumentException">The other one has others.</exception>
    public void Merge(RetrievalMetrics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._cutoff != _cutoff || other._radius != _radius || !other._depths.AsSpan().SequenceEqual(_depths))
        {
            throw new ArgumentException("Found metrics of another cut-off, radius or depths; expected the same.", nameof(other));
        }

        _queries += other._queries;
        _withoutRelevant += other._withoutRelevant;
        _averagePrecision += other._averagePrecision;
        _averageFound += other._averageFound;
        _within += other._within;
        _empty += other._empty;
        for (int i = 0; i < _depths.Length; i++)
        {
            _precision[i] += other._precision[i];
            _recall[i] += other._recall[i];
        }
    }

    /// <summary>The figures of the queries added so far.</summary>
    public RetrievalReport ToReport()
    {
        var metrics = new MetricList();
        metrics.AddRatio($"MAP@{_cutoff}", _averagePrecision.Value, _queries);
        metrics.AddRatio($"MAP@{_cutoff}-found", _averageFound.Value, _queries);
        if (_radius is { } radius)
        {
            metrics.AddRatio($"P@r{radius}", _within.Value, _queries);
            metrics.AddRatio($"empty@r{radius}", _empty, _queries);
        }

        var curve = _depths.Select((depth, i) => new PrecisionRecall(depth, _precision[i].Value / _queries, _recall[i].Value / _queries));
        return new RetrievalReport(_queries, _withoutRelevant, metrics, _queries > 0 ? [.. curve] : []);
    }

    // The precision at each relevant item before the cut-off, averaged over those found there.
    private double AverageFound(ReadOnlySpan<int> ranks)
    {
        double sum = 0;
        int found = 0;
        while (found < ranks.Length && ranks[found] <= _cutoff)
        {
            found++;
            sum += (double)found / ranks[found - 1];
        }

        return found > 0 ? sum / found : 0;
    }

    private static void Require(ReadOnlySpan<int> counts, ReadOnlySpan<int> relevant, ReadOnlySpan<int> ranks)
    {
        if (counts.Length != relevant.Length)
        {
            throw new ArgumentException($"Found {relevant.Length} numbers of relevant items; expected {counts.Length}, one a distance.", nameof(relevant));
        }

        for (int i = 0; i < counts.Length; i++)
        {
            if (relevant[i] < 0 || relevant[i] > counts[i])
            {
                throw new ArgumentException($"Found {relevant[i]} relevant items at place {i}; expected 0 to {counts[i]}.", nameof(relevant));
            }
        }

        if (ranks.Length != TiedRanking.Sum(relevant))
        {
            throw new ArgumentException($"Found {ranks.Length} ranks; expected {TiedRanking.Sum(relevant)}, one a relevant item.", nameof(ranks));
        }

        for (int i = 0, before = 0; i < ranks.Length; before = ranks[i++])
        {
            if (ranks[i] <= before)
            {
                throw new ArgumentException($"Found rank {ranks[i]} after {before}; expected ascending ranks from 1.", nameof(ranks));
            }
        }
    }
}
