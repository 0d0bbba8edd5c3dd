namespace Codeword.Evaluation;

/// <summary>How well a search finds items of the query's label. docs/math.md defines each figure.</summary>
/// <param name="Queries">How many queries there were.</param>
/// <param name="QueriesWithoutRelevant">Those of them to which no item is relevant: they count as 0.</param>
/// <param name="Metrics">
/// <c>MAP@1000</c> and <c>MAP@1000-found</c> (with the cut-off) and, of codes, <c>P@r2</c> and <c>empty@r2</c> (with the radius), all in [0, 1]. Empty without queries.
/// </param>
/// <param name="Curve">Precision and recall among the first n items, n ascending. Empty without queries.</param>
public sealed record RetrievalReport(long Queries, long QueriesWithoutRelevant, MetricList Metrics, IReadOnlyList<PrecisionRecall> Curve);

/// <summary>A point of a precision-recall curve: means over the queries, and over the orders of items at equal distances.</summary>
/// <param name="Depth">n, how many items of each ranking are looked at.</param>
/// <param name="Precision">What part of them is relevant.</param>
/// <param name="Recall">What part of the relevant ones is among them.</param>
public readonly record struct PrecisionRecall(int Depth, double Precision, double Recall);
