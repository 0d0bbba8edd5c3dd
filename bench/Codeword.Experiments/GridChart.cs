using System.Globalization;
using System.Text;

namespace Codeword.Experiments;

/// <summary>Draws accuracy@1 against R, a line a B: mixed codes solid, hashed ones dashed.</summary>
internal static class GridChart
{
    private const int Left = 70;
    private const int Top = 40;
    private const int Width = 640;
    private const int Height = 400;

    // The axis begins here, since what lies below is far from any use; lines leave the frame downwards.
    private const double Lowest = 0.36;
    private static readonly string[] Colours = ["#4053d3", "#ddb310", "#b51d14", "#00beff", "#fb49b0", "#00b25d"];

    /// <summary>Draws the table that the experiment has written.</summary>
    public static string FromTable(string path)
    {
        string[][] rows = [.. File.ReadAllLines(path).Skip(1).Select(line => line.Split(','))];
        double oneVsAll = Accuracy(rows.Single(row => row[0] == "one-vs-all"));
        return Draw([.. rows.Where(row => row[0] != "one-vs-all").Select(row => (row[0], Whole(row[1]), Whole(row[2]), Accuracy(row)))], oneVsAll);

        static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
        static double Accuracy(string[] row) => double.Parse(row[4], CultureInfo.InvariantCulture) / 100;
    }

    private static string Draw(IReadOnlyList<(string Kind, int Buckets, int Repetitions, double Accuracy)> points, double oneVsAll)
    {
        var svg = new StringBuilder();
        svg.AppendLine(Format($"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {Width + 240} {Height + 110}' font-family='sans-serif' font-size='13'>"));
        svg.AppendLine("<rect width='100%' height='100%' fill='white'/>");
        svg.AppendLine(Format($"<text x='{Left}' y='24' font-size='15'>WordNet, 4,557 classes: accuracy@1 of MACH by R and B</text>"));
        svg.AppendLine(Format($"<clipPath id='frame'><rect x='{Left}' y='{Top}' width='{Width}' height='{Height}'/></clipPath>"));
        double highest = Math.Ceiling(points.Max(point => point.Accuracy) * 50) / 50;
        for (double level = Lowest; level <= highest + 1e-9; level += 0.02)
        {
            double y = Y(level, highest);
            svg.AppendLine(Format($"<line x1='{Left}' x2='{Left + Width}' y1='{y:F1}' y2='{y:F1}' stroke='#ddd'/>"));
            svg.AppendLine(Format($"<text x='{Left - 8}' y='{y + 4:F1}' text-anchor='end'>{100 * level:F0} %</text>"));
        }

        int[] repetitions = [.. points.Select(point => point.Repetitions).Distinct().Order()];
        foreach (int r in repetitions)
        {
            svg.AppendLine(Format($"<text x='{X(r, repetitions):F1}' y='{Top + Height + 20}' text-anchor='middle'>{r}</text>"));
        }

        svg.AppendLine(Format($"<text x='{Left + (Width / 2)}' y='{Top + Height + 44}' text-anchor='middle'>R, repetitions (log scale)</text>"));
        double line = Y(oneVsAll, highest);
        svg.AppendLine(Format($"<line x1='{Left}' x2='{Left + Width}' y1='{line:F1}' y2='{line:F1}' stroke='black' stroke-dasharray='2 3'/>"));
        svg.AppendLine(Format($"<text x='{Left + 6}' y='{line - 6:F1}'>one-vs-all, {100 * oneVsAll:F1} %</text>"));
        DrawLines(svg, points, repetitions, highest);
        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    private static void DrawLines(
        StringBuilder svg, IReadOnlyList<(string Kind, int Buckets, int Repetitions, double Accuracy)> points, int[] repetitions, double highest)
    {
        int[] buckets = [.. points.Select(point => point.Buckets).Distinct().Order()];
        foreach (var series in points.GroupBy(point => (point.Kind, point.Buckets)))
        {
            string colour = Colours[Array.IndexOf(buckets, series.Key.Buckets)];
            string dash = series.Key.Kind == "hashed" ? " stroke-dasharray='5 4'" : "";
            string path = string.Join(' ', series.Select(point => Format($"{X(point.Repetitions, repetitions):F1},{Y(point.Accuracy, highest):F1}")));
            svg.AppendLine(Format($"<polyline clip-path='url(#frame)' points='{path}' fill='none' stroke='{colour}' stroke-width='2'{dash}/>"));
        }

        for (int i = 0; i < buckets.Length; i++)
        {
            int y = Top + 20 + (22 * i);
            svg.AppendLine(Format($"<line x1='{Left + Width + 20}' x2='{Left + Width + 50}' y1='{y}' y2='{y}' stroke='{Colours[i]}' stroke-width='2'/>"));
            svg.AppendLine(Format($"<text x='{Left + Width + 58}' y='{y + 4}'>B = {buckets[i]}</text>"));
        }

        int legend = Top + 20 + (22 * buckets.Length) + 14;
        svg.AppendLine(Format($"<text x='{Left + Width + 20}' y='{legend}'>solid: half clustered</text>"));
        svg.AppendLine(Format($"<text x='{Left + Width + 20}' y='{legend + 20}'>dashed: all hashed</text>"));
    }

    private static double X(int repetitions, int[] all) =>
        Left + 20 + ((Width - 40) * Math.Log2((double)repetitions / all[0]) / Math.Max(1, Math.Log2((double)all[^1] / all[0])));

    private static double Y(double accuracy, double highest) => Top + (Height * (highest - accuracy) / (highest - Lowest));

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
