namespace Codeword.Evaluation;

/// <summary>
/// Collects how far the probability given to the first prediction can be believed, row by row, in memory that does not depend on their
/// number. Each thread fills one of its own, then they are merged; as in <see cref="RankingMetrics"/> the order leaves no trace.
/// </summary>
public sealed class CalibrationMetrics
{
    /// <summary>How far probabilities are kept from 0 and 1 in the log-likelihood: there, one wrong row would cost infinitely much.</summary>
    public const double SmallestProbability = 1e-15;

    private readonly Bin[] _bins;
    private FixedPointSum _squaredError;
    private FixedPointSum _logLoss;

    /// <summary>Starts with no rows.</summary>
    /// <param name="bins">M, how many equally wide bins the probabilities are sorted into; 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no bins.</exception>
    public CalibrationMetrics(int bins = 15)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        _bins = new Bin[bins];
    }

    /// <summary>Adds one row.</summary>
    /// <param name="probability">The probability given to the first prediction, in [0, 1].</param>
    /// <param name="isRight">Whether the first prediction is a true label.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside [0, 1] or not a number.</exception>
    public void Add(double probability, bool isRight)
    {
        if (!(probability >= 0 && probability <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        }

        // Guo et al.'s bins ((m − 1)/M, m/M], and 0 in the first one.
        ref Bin bin = ref _bins[Math.Max(0, (int)Math.Ceiling(probability * _bins.Length) - 1)];
        bin.Rows++;
        bin.Right += isRight ? 1 : 0;
        bin.Probability += probability;
        double error = isRight ? 1 - probability : probability;
        _squaredError += error * error;
        double likelihood = isRight ? probability : 1 - probability;
        _logLoss += -Math.Log(Math.Clamp(likelihood, SmallestProbability, 1 - SmallestProbability));
    }

    /// <summary>Adds the rows of another accumulator with as many bins; it stays as it is.</summary>
    /// <exception cref="ArgumentException">The other one has another number of bins.</exception>
    public void Merge(CalibrationMetrics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._bins.Length != _bins.Length)
        {
            throw new ArgumentException($"Found metrics of {other._bins.Length} bins; expected {_bins.Length}.", nameof(other));
        }

        for (int i = 0; i < _bins.Length; i++)
        {
            _bins[i].Rows += other._bins[i].Rows;
            _bins[i].Right += other._bins[i].Right;
            _bins[i].Probability += other._bins[i].Probability;
        }

        _squaredError += other._squaredError;
        _logLoss += other._logLoss;
    }

    /// <summary>The figures of the rows added so far.</summary>
    public CalibrationReport ToReport()
    {
        long rows = _bins.Sum(bin => bin.Rows);
        double gap = _bins.Sum(bin => Math.Abs(bin.Right - bin.Probability.Value));   // n_m · |accuracy − mean probability|
        var metrics = new MetricList();
        metrics.AddRatio($"ECE@{_bins.Length}", gap, rows);
        metrics.AddRatio("Brier", _squaredError.Value, rows);
        metrics.AddRatio("NLL", _logLoss.Value, rows);
        var bins = _bins.Select((bin, i) => new CalibrationBin(
            (double)i / _bins.Length, (double)(i + 1) / _bins.Length, bin.Rows,
            bin.Probability.Value / bin.Rows, (double)bin.Right / bin.Rows));
        return new CalibrationReport(rows, metrics, [.. bins.Where(bin => bin.Rows > 0)]);
    }

    private struct Bin
    {
        public long Rows;
        public long Right;
        public FixedPointSum Probability;
    }
}

/// <summary>How far the probability of the first prediction can be believed. docs/math.md defines each figure.</summary>
/// <param name="Rows">How many rows were evaluated.</param>
/// <param name="Metrics">
/// <c>ECE@15</c> (with the number of bins) and <c>Brier</c>, in [0, 1], and <c>NLL</c>, 0 or more, in nats. Empty without rows.
/// </param>
/// <param name="Bins">The reliability diagram, by rising probability; bins without rows are left out.</param>
public sealed record CalibrationReport(long Rows, MetricList Metrics, IReadOnlyList<CalibrationBin> Bins);

/// <summary>
/// One bin of a reliability diagram: the rows whose probability is above <paramref name="Low"/> and at most <paramref name="High"/>.
/// </summary>
/// <param name="Low">The lower edge; the first bin holds it too.</param>
/// <param name="High">The upper edge.</param>
/// <param name="Rows">How many rows it has, at least one.</param>
/// <param name="MeanProbability">The mean of their probabilities.</param>
/// <param name="Accuracy">The part of them that is right.</param>
public sealed record CalibrationBin(double Low, double High, long Rows, double MeanProbability, double Accuracy);
