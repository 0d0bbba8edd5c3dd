using System.Globalization;
using System.Text;

namespace Codeword.Experiments;

/// <summary>Draws stored numbers against the number of classes, both by logarithms: one-vs-all, and MACH, dense and sparse, at its accuracy.</summary>
internal static class ScaleChart
{
    private const int Left = 80;
    private const int Top = 40;
    private const int Width = 560;
    private const int Height = 400;
    private const int TestRows = 20_000;
    private const double FewestClasses = 1000;
    private const double MostClasses = 63_367;
    private const double Least = 1e5;
    private const double Most = 1e10;

    private sealed record Row(int Classes, string Method, double Accuracy, double Numbers, string Mark);

    /// <summary>Draws the table that the experiment has written.</summary>
    public static string FromTable(string path)
    {
        Row[] rows = [.. File.ReadAllLines(path).Skip(1).Select(line => line.Split(',')).Select(cells => new Row(
            int.Parse(cells[0], CultureInfo.InvariantCulture), cells[2], Number(cells[3]) / 100, Number(cells[5]), cells[9]))];
        return Draw(rows);

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static string Draw(Row[] rows)
    {
        var svg = new StringBuilder();
        svg.AppendLine(Format($"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {Left + Width + 260} {Height + 110}' font-family='sans-serif' font-size='13'>"));
        svg.AppendLine("<rect width='100%' height='100%' fill='white'/>");
        svg.AppendLine(Format($"<text x='{Left}' y='24' font-size='15'>debian-paths: stored numbers at equal accuracy, by the number of classes</text>"));
        DrawAxes(svg);
        Row[] oneVsAll = [.. rows.Where(row => row.Method == "one-vs-all")];
        double perClass = oneVsAll[0].Numbers / oneVsAll[0].Classes;
        DrawSeries(svg, 0, "one-vs-all (line: features × K)", "#b51d14", [(FewestClasses, perClass * FewestClasses), (MostClasses, perClass * MostClasses)], Points(oneVsAll));
        Row[] mach = [.. rows.Where(row => row.Method.StartsWith("MACH R", StringComparison.Ordinal) && !row.Method.Contains(';'))];
        (double, double)[] dense = Points(mach.GroupBy(row => row.Classes).Select(LeastAtEqualAccuracy));
        DrawSeries(svg, 1, "MACH, B = 64, least R", "#4053d3", dense, dense);
        (double, double)[] sparse = Points(rows.Where(row => row.Method.StartsWith("MACH", StringComparison.Ordinal) && row.Mark == "fewest numbers"));
        DrawSeries(svg, 2, "MACH, sparse weights", "#00b25d", sparse, sparse);
        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    // Where one-vs-all was not trained, the least R within one standard error of the best.
    private static Row LeastAtEqualAccuracy(IEnumerable<Row> ladder)
    {
        double best = ladder.Max(row => row.Accuracy), error = Math.Sqrt(best * (1 - best) / TestRows);
        return ladder.FirstOrDefault(row => row.Mark == "least R") ?? ladder.First(row => row.Accuracy >= best - error);
    }

    private static (double Classes, double Numbers)[] Points(IEnumerable<Row> rows) => [.. rows.Select(row => ((double)row.Classes, row.Numbers))];

    private static void DrawAxes(StringBuilder svg)
    {
        for (double numbers = Least; numbers <= Most; numbers *= 10)
        {
            svg.AppendLine(Format($"<line x1='{Left}' x2='{Left + Width}' y1='{Y(numbers):F1}' y2='{Y(numbers):F1}' stroke='#ddd'/>"));
            svg.AppendLine(Format($"<text x='{Left - 8}' y='{Y(numbers) + 4:F1}' text-anchor='end'>{Figure(numbers)}</text>"));
        }

        foreach (double classes in (double[])[1000, 4000, 16_000, 63_367])
        {
            svg.AppendLine(Format($"<text x='{X(classes):F1}' y='{Top + Height + 20}' text-anchor='middle'>{classes:N0}</text>"));
        }

        svg.AppendLine(Format($"<text x='{Left + (Width / 2)}' y='{Top + Height + 44}' text-anchor='middle'>K, classes</text>"));
    }

    private static void DrawSeries(StringBuilder svg, int place, string name, string colour, (double, double)[] line, (double Classes, double Numbers)[] points)
    {
        string path = string.Join(' ', line.Select(point => Format($"{X(point.Item1):F1},{Y(point.Item2):F1}")));
        svg.AppendLine(Format($"<polyline points='{path}' fill='none' stroke='{colour}' stroke-width='2'/>"));
        foreach ((double classes, double numbers) in points)
        {
            svg.AppendLine(Format($"<circle cx='{X(classes):F1}' cy='{Y(numbers):F1}' r='4' fill='{colour}'><title>K = {classes:N0}: {numbers:N0}</title></circle>"));
        }

        int y = Top + 20 + (22 * place);
        svg.AppendLine(Format($"<line x1='{Left + Width + 20}' x2='{Left + Width + 44}' y1='{y}' y2='{y}' stroke='{colour}' stroke-width='2'/>"));
        svg.AppendLine(Format($"<text x='{Left + Width + 52}' y='{y + 4}'>{name}</text>"));
    }

    private static string Figure(double numbers) =>
        numbers >= 1e9 ? Format($"{numbers / 1e9:F0} G") : numbers >= 1e6 ? Format($"{numbers / 1e6:F0} M") : Format($"{numbers / 1e3:F0} k");

    private static double X(double classes) => Left + 20 + ((Width - 40) * Math.Log(classes / FewestClasses) / Math.Log(MostClasses / FewestClasses));

    private static double Y(double numbers) => Top + (Height * Math.Log(Most / numbers) / Math.Log(Most / Least));

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
