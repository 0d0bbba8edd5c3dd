namespace Codeword.Evaluation;

/// <summary>What a model's ranked predictions are worth on labelled rows. docs/math.md defines each figure.</summary>
public sealed record EvaluationReport
{
    /// <summary>How many rows were evaluated.</summary>
    public required long Rows { get; init; }

    /// <summary>How many of them have no true label: nothing can be right there, and <c>R@k</c> and <c>nDCG@k</c> leave them out.</summary>
    public required long RowsWithoutLabels { get; init; }

    /// <summary>How many true labels, counted once for each row they stand in, training did not see.</summary>
    public required long UnseenLabels { get; init; }

    /// <summary>How many rows have a true label that training did not see.</summary>
    public required long RowsWithUnseenLabels { get; init; }

    /// <summary>
    /// The figures, in [0, 1], in this order: <c>accuracy@k</c> for each k, <c>macro-accuracy</c>, then <c>P@k</c>, <c>R@k</c>,
    /// <c>nDCG@k</c>, <c>PSP@k</c> and <c>PSnDCG@k</c>.
    /// </summary>
    public required MetricList Metrics { get; init; }

    /// <summary>The classes by training frequency, the most frequent tenth first; a tenth without classes (K below 10) is left out.</summary>
    public required IReadOnlyList<FrequencyDecile> Deciles { get; init; }
}

/// <summary>One tenth of the classes, of about the same training frequency.</summary>
/// <param name="Number">1 (most frequent) to 10 (rarest).</param>
/// <param name="Classes">How many classes it has: K/10, rounded up or down.</param>
/// <param name="FewestRows">The training rows of its rarest class.</param>
/// <param name="MostRows">The training rows of its most frequent class.</param>
/// <param name="Rows">How many test rows have one of its classes; a row with two of them counts twice.</param>
/// <param name="Metrics">
/// <c>accuracy@k</c> for each k: the part of <paramref name="Rows"/> whose class is among the first k predictions. Empty without rows.
/// </param>
public sealed record FrequencyDecile(int Number, int Classes, long FewestRows, long MostRows, long Rows, MetricList Metrics);
