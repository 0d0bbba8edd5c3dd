using System.Globalization;
using Codeword.Evaluation;

namespace Codeword.Experiments;

/// <summary>What one method came to at one size with one seed: a line of the cells' file.</summary>
/// <param name="Method">Its name in the table.</param>
/// <param name="Size">Bits, or dimensions.</param>
/// <param name="Seed">The seed.</param>
/// <param name="BytesPerRow">What a row of the database takes.</param>
/// <param name="Precision">MAP@1000, ties averaged.</param>
/// <param name="PrecisionFound">MAP@1000 with ties in the order of storage, divided by the relevant rows found.</param>
/// <param name="Within">Precision within radius 2; null of vectors.</param>
/// <param name="Empty">Share of queries with nothing within radius 2; null of vectors.</param>
/// <param name="Recall">Recall@100 of the codes against exact search among the real numbers whose signs they are; null of vectors.</param>
/// <param name="TrainingSeconds">Of one thread.</param>
/// <param name="Curve">Depth, precision and recall.</param>
internal sealed record RetrievalCell(
    string Method, int Size, int Seed, int BytesPerRow, double Precision, double PrecisionFound, double? Within, double? Empty, double? Recall, double TrainingSeconds,
    IReadOnlyList<PrecisionRecall> Curve)
{
    public const string Header = "method,size,seed,bytes a row,MAP@1000,MAP@1000-found,P@r2,empty@r2,recall@100,training s,depth:precision:recall";

    public static RetrievalCell Of(string method, int size, int seed, int bytes, RetrievalReport report, double? recall, double seconds)
    {
        double? Find(string name) => report.Metrics.TryGet(name, out double value) ? value : null;
        return new RetrievalCell(
            method, size, seed, bytes, report.Metrics["MAP@1000"], report.Metrics["MAP@1000-found"], Find("P@r2"), Find("empty@r2"), recall, seconds, report.Curve);
    }

    public static RetrievalCell Parse(string line)
    {
        string[] cells = line.Split(',');
        double? Optional(int cell) => cells[cell].Length > 0 ? Number(cells[cell]) : null;
        return new RetrievalCell(
            cells[0], Whole(cells[1]), Whole(cells[2]), Whole(cells[3]), Number(cells[4]), Number(cells[5]), Optional(6), Optional(7), Optional(8), Number(cells[9]),
            [.. cells[10].Split(' ').Select(point => point.Split(':')).Select(point => new PrecisionRecall(Whole(point[0]), Number(point[1]), Number(point[2])))]);
    }

    public override string ToString() => string.Join(
        ',', Method, Text(Size), Text(Seed), Text(BytesPerRow), Text(Precision), Text(PrecisionFound), Text(Within), Text(Empty), Text(Recall), Text(TrainingSeconds),
        string.Join(' ', Curve.Select(point => $"{Text(point.Depth)}:{Text(point.Precision)}:{Text(point.Recall)}")));

    private static string Text(IFormattable? value) => value is double number
        ? number.ToString("G6", CultureInfo.InvariantCulture)
        : value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
