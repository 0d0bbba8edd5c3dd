using Codeword.Data;

namespace Codeword.Evaluation;

/// <summary>
/// How often each of the K labels stands in the training data, and what follows for an evaluation: its propensity and its decile.
/// Immutable: the accumulators of all threads share one.
/// </summary>
public sealed class LabelFrequencies
{
    internal const int DecileCount = 10;
    private readonly long[] _rows;
    private readonly byte[] _deciles;
    private readonly PropensityModel _propensity;

    /// <summary>Takes the counts of a training set.</summary>
    /// <param name="labelRows">N_l by label, K of them: how many training rows have the label.</param>
    /// <param name="trainingRows">N, how many training rows there are.</param>
    /// <param name="propensity">The model of missing labels; null for the default constants.</param>
    /// <exception cref="ArgumentException">A count is negative or above N.</exception>
    public LabelFrequencies(ReadOnlySpan<long> labelRows, long trainingRows, PropensityModel? propensity = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trainingRows);
        for (int label = 0; label < labelRows.Length; label++)
        {
            if (labelRows[label] < 0 || labelRows[label] > trainingRows)
            {
                throw new ArgumentException(
                    $"Found {labelRows[label]} rows of label {label}; expected 0 to {trainingRows}, the training rows.", nameof(labelRows));
            }
        }

        _rows = labelRows.ToArray();
        _propensity = propensity ?? new PropensityModel();
        TrainingRows = trainingRows;
        _deciles = Rank(_rows);
    }

    /// <summary>K, how many labels training knew.</summary>
    public int LabelCount => _rows.Length;

    /// <summary>N, how many training rows there were.</summary>
    public long TrainingRows { get; }

    /// <summary>N_l, how many training rows had the label.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not below K.</exception>
    public long RowsOf(LabelId label) => _rows[Known(label)];

    /// <summary>The label's decile: 1 holds the most frequent tenth of the labels, 10 the rarest; ties go by label id.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not below K.</exception>
    public int DecileOf(LabelId label) => _deciles[Known(label)];

    /// <summary>1/p_l of a label.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not below K.</exception>
    public double InversePropensityOf(LabelId label) => _propensity.InversePropensity(_rows[Known(label)], TrainingRows);

    /// <summary>1/p_l of a label that training did not see (N_l = 0): the largest there is.</summary>
    public double UnseenInversePropensity => _propensity.InversePropensity(0, TrainingRows);

    private int Known(LabelId label) => label.Value >= 0 && label.Value < _rows.Length
        ? label.Value
        : throw new ArgumentOutOfRangeException(nameof(label), label.Value, $"The training data has the labels 0 to {_rows.Length - 1}.");

    private static byte[] Rank(long[] rows)
    {
        int[] order = [.. Enumerable.Range(0, rows.Length)];
        order.AsSpan().Sort((a, b) => rows[a] != rows[b] ? rows[b].CompareTo(rows[a]) : a.CompareTo(b));
        byte[] deciles = new byte[rows.Length];
        for (int position = 0; position < order.Length; position++)
        {
            deciles[order[position]] = (byte)(1 + (long)position * DecileCount / order.Length);
        }

        return deciles;
    }
}
