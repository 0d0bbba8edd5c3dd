using System.Globalization;
using System.Text;

namespace Codeword.Experiments;

/// <summary>Draws time a query, by logarithms, against bytes a code: the scan first, then two tables and more.</summary>
internal static class MihChart
{
    private const double LeastBytes = 8;
    private const double MostBytes = 44;
    private const double Least = 100;
    private const double Most = 20_000;

    private static readonly (string Name, string Colour, string Dash)[] Sets =
        [("uniform", "#b51d14", ""), ("model", "#4053d3", ""), ("clustered", "#00b25d", "")];

    private sealed record Row(string Set, string Tables, double Bytes, double Microseconds);

    /// <summary>Draws the table that the experiment has written.</summary>
    public static string FromTable(string path)
    {
        Row[] rows = [.. File.ReadAllLines(path).Skip(1).Select(line => line.Split(',')).Select(cells => new Row(
            cells[1], cells[5].Split(' ')[0], LeastBytes + Number(cells[8]), Number(cells[10])))];
        StringBuilder svg = RetrievalChart.Frame(
            "Exact 10 nearest among 7 million codes of 64 bits: time against memory", "bytes a code: 8 of its own, and those of as many tables as stand beside a point");
        for (double time = Least; time <= Most; time *= 10)
        {
            RetrievalChart.Level(svg, Y(time), RetrievalChart.Format($"{time / 1000:0.#} ms"));
        }

        for (double bytes = LeastBytes; bytes <= MostBytes; bytes += 4)
        {
            svg.AppendLine(RetrievalChart.Format($"<text x='{X(bytes):F1}' y='{RetrievalChart.Top + RetrievalChart.Height + 20}' text-anchor='middle'>{bytes:F0}</text>"));
        }

        foreach ((string set, string colour, string dash) in Sets)
        {
            Row[] own = [.. rows.Where(row => row.Set == set)];
            RetrievalChart.Draw(svg, [.. own.Select(row => (X(row.Bytes), Y(row.Microseconds)))], colour, dash);
            foreach (Row row in own)
            {
                svg.AppendLine(RetrievalChart.Format($"<text x='{X(row.Bytes) + 5:F1}' y='{Y(row.Microseconds) - 6:F1}' fill='{colour}' font-size='11'>{row.Tables}</text>"));
            }
        }

        return RetrievalChart.End(svg, Sets);

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static double X(double bytes) => RetrievalChart.Left + 20 + ((RetrievalChart.Width - 40) * (bytes - LeastBytes) / (MostBytes - LeastBytes));

    private static double Y(double time) => RetrievalChart.Top + (RetrievalChart.Height * Math.Log(Most / time) / Math.Log(Most / Least));
}
