using Codeword.Evaluation;

namespace Codeword.Reports;

/// <summary>Everything a report shows, as plain numbers and texts: what the page's tables are written from and its charts are drawn from.</summary>
internal sealed record ReportData
{
    public required string Title { get; init; }

    public required string Source { get; init; }

    /// <summary>K.</summary>
    public required int Classes { get; init; }

    public required ModelFacts Model { get; init; }

    public required AccuracyFacts Accuracy { get; init; }

    public required IReadOnlyList<FrequencyBin> Frequencies { get; init; }

    public required CalibrationFacts Calibration { get; init; }

    /// <summary>Null where no unknown rows were given.</summary>
    public NoveltyFacts? Novelty { get; init; }

    public required ConfusedPairs Confusions { get; init; }

    public required CodebookFacts Codebook { get; init; }

    /// <summary>Null for one class alone.</summary>
    public ClassMap? Map { get; init; }

    /// <summary>Null for one class alone, or where nothing says how near classes are.</summary>
    public TreeChart? Tree { get; init; }

    public required IReadOnlyList<MemoryPart> Memory { get; init; }
}

/// <summary>A name and what is to be said under it.</summary>
internal sealed record Fact(string Name, string Value);

/// <summary>A name and a number.</summary>
internal sealed record Figure(string Name, double Value)
{
    public static IReadOnlyList<Figure> ListOf(MetricList metrics) => [.. metrics.Select(metric => new Figure(metric.Name, metric.Value))];
}

/// <summary>What ranking was worth; the figures' names are those of docs/math.md.</summary>
/// <param name="Rows">Rows of the data.</param>
/// <param name="RowsWithoutLabels">Rows without a label.</param>
/// <param name="RowsWithUnseenLabels">Rows with a label that training did not see, or that is retired.</param>
/// <param name="Cutoffs">The k.</param>
/// <param name="Figures">The figures, in [0, 1].</param>
internal sealed record AccuracyFacts(long Rows, long RowsWithoutLabels, long RowsWithUnseenLabels, IReadOnlyList<int> Cutoffs, IReadOnlyList<Figure> Figures);

/// <summary>How far the first prediction's probability can be believed.</summary>
/// <param name="Rows">Rows with a prediction.</param>
/// <param name="Figures">ECE, Brier score, negative log-likelihood.</param>
/// <param name="Bins">The reliability diagram.</param>
internal sealed record CalibrationFacts(long Rows, IReadOnlyList<Figure> Figures, IReadOnlyList<CalibrationBin> Bins);
