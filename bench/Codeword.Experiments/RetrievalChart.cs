using System.Globalization;
using System.Text;
using Codeword.Evaluation;

namespace Codeword.Experiments;

/// <summary>Draws the retrieval table: MAP against bits and dimensions, and precision against recall at 16 bits.</summary>
internal static class RetrievalChart
{
    internal const int Left = 70;
    internal const int Top = 40;
    internal const int Width = 560;
    internal const int Height = 380;
    private const int CurveBits = 16;

    private static readonly (string Method, string Colour, string Dash)[] Series =
    [
        ("LLC", "#b51d14", "6 3"), (RetrievalMethods.Repaired, "#b51d14", ""), ("OrthoHash", "#4053d3", ""), ("GreedyHash", "#00b25d", ""), ("HashNet", "#ddb310", ""),
        ("ITQ of F's features", "#00beff", "6 3"), ("random projection of F's features", "#fb49b0", "6 3"),
        ("ITQ of the input", "#00beff", "2 3"), ("random projection of the input", "#fb49b0", "2 3"),
        ("real float16", "#000000", ""), (RetrievalMethods.Whole, "#888888", "6 3"),
    ];

    /// <summary>MAP@1000 against bits, or dimensions of real-valued features, on a scale of logarithms.</summary>
    public static string OfBits(string set, IReadOnlyList<RetrievalCell> cells)
    {
        int[] sizes = [.. cells.Where(cell => cell.Method != RetrievalMethods.Whole).Select(cell => cell.Size).Distinct().Order()];
        double X(double size) => Left + 20 + ((Width - 40) * Math.Log2(size / sizes[0]) / Math.Max(1, Math.Log2((double)sizes[^1] / sizes[0])));
        double largest = cells.Max(cell => cell.Precision);
        StringBuilder svg = Begin($"{set}: MAP@1000 by bits a code, or float16 dimensions", "bits or dimensions (log scale)", largest, out double highest);
        foreach (int size in sizes)
        {
            svg.AppendLine(Format($"<text x='{X(size):F1}' y='{Top + Height + 20}' text-anchor='middle'>{size}</text>"));
        }

        foreach ((string method, string colour, string dash) in Series)
        {
            (double, double)[] points = [.. cells.Where(cell => cell.Method == method).GroupBy(cell => cell.Size).OrderBy(group => group.Key)
                .Select(group => (X(group.Key), Y(group.Average(cell => cell.Precision), highest)))];
            Draw(svg, method == RetrievalMethods.Whole ? [.. points.SelectMany(point => new[] { (Left, point.Item2), (Left + Width, point.Item2) })] : points, colour, dash);
        }

        return End(svg, cells);
    }

    /// <summary>Precision against recall, at depths 1, 2, 5, 10, … of the rankings.</summary>
    public static string OfCurves(string set, IReadOnlyList<RetrievalCell> cells)
    {
        RetrievalCell[] drawn = [.. cells.Where(cell => cell.Size == CurveBits || cell.Method == RetrievalMethods.Whole)];
        if (drawn.Length == 0)
        {
            return "";
        }

        StringBuilder svg = Begin(
            $"{set}: precision against recall, {CurveBits} bits or dimensions", "recall, %", drawn.Max(cell => cell.Curve.Max(point => point.Precision)), out double highest);
        for (int tick = 0; tick <= 100; tick += 20)
        {
            svg.AppendLine(Format($"<text x='{Left + (Width * tick / 100.0):F1}' y='{Top + Height + 20}' text-anchor='middle'>{tick}</text>"));
        }

        foreach ((string method, string colour, string dash) in Series)
        {
            RetrievalCell[] own = [.. drawn.Where(cell => cell.Method == method)];
            int depths = own.FirstOrDefault()?.Curve.Count ?? 0;
            Draw(svg, [.. Enumerable.Range(0, depths).Select(PointAt)], colour, dash);

            (double, double) PointAt(int depth) =>
                (Left + (Width * Mean(depth, point => point.Recall)), Y(Mean(depth, point => point.Precision), highest));

            double Mean(int depth, Func<PrecisionRecall, double> figure) => own.Average(cell => figure(cell.Curve[depth]));
        }

        return End(svg, drawn);
    }

    /// <summary>A frame with its levels, from 0 to a little above the largest value.</summary>
    internal static StringBuilder Begin(string title, string below, double largest, out double highest)
    {
        StringBuilder svg = Frame(title, below);
        highest = Math.Ceiling(20 * largest) / 20;
        for (double level = 0; level <= highest + 1e-9; level += highest > 0.5 ? 0.1 : 0.05)
        {
            Level(svg, Y(level, highest), Format($"{100 * level:F0} %"));
        }

        return svg;
    }

    /// <summary>A frame without levels.</summary>
    internal static StringBuilder Frame(string title, string below)
    {
        var svg = new StringBuilder();
        svg.AppendLine(Format($"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {Width + 350} {Height + 100}' font-family='sans-serif' font-size='13'>"));
        svg.AppendLine("<rect width='100%' height='100%' fill='white'/>");
        svg.AppendLine(Format($"<text x='{Left}' y='24' font-size='15'>{title}</text>"));
        svg.AppendLine(Format($"<text x='{Left + (Width / 2)}' y='{Top + Height + 44}' text-anchor='middle'>{below}</text>"));
        return svg;
    }

    /// <summary>A line across the frame, and what it stands for.</summary>
    internal static void Level(StringBuilder svg, double y, string text)
    {
        svg.AppendLine(Format($"<line x1='{Left}' x2='{Left + Width}' y1='{y:F1}' y2='{y:F1}' stroke='#ddd'/>"));
        svg.AppendLine(Format($"<text x='{Left - 8}' y='{y + 4:F1}' text-anchor='end'>{text}</text>"));
    }

    /// <summary>A line with a dot at each point.</summary>
    internal static void Draw(StringBuilder svg, (double X, double Y)[] points, string colour, string dash)
    {
        string path = string.Join(' ', points.Select(point => Format($"{point.X:F1},{point.Y:F1}")));
        svg.AppendLine(Format($"<polyline points='{path}' fill='none' stroke='{colour}' stroke-width='2' stroke-dasharray='{dash}'/>"));
        foreach ((double x, double y) in points)
        {
            svg.AppendLine(Format($"<circle cx='{x:F1}' cy='{y:F1}' r='2.5' fill='{colour}'/>"));
        }
    }

    private static string End(StringBuilder svg, IReadOnlyList<RetrievalCell> cells) =>
        End(svg, Series.Where(series => cells.Any(cell => cell.Method == series.Method)));

    /// <summary>The legend beside the frame, and the end.</summary>
    internal static string End(StringBuilder svg, IEnumerable<(string Name, string Colour, string Dash)> series)
    {
        int y = Top + 10;
        foreach ((string method, string colour, string dash) in series)
        {
            svg.AppendLine(Format($"<line x1='{Left + Width + 20}' x2='{Left + Width + 50}' y1='{y}' y2='{y}' stroke='{colour}' stroke-width='2' stroke-dasharray='{dash}'/>"));
            svg.AppendLine(Format($"<text x='{Left + Width + 58}' y='{y + 4}'>{method}</text>"));
            y += 22;
        }

        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    /// <summary>The place of a value.</summary>
    internal static double Y(double value, double highest) => Top + (Height * (highest - value) / highest);

    /// <summary>A text in the invariant culture.</summary>
    internal static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
