using System.Text.Json;
using Codeword.Evaluation;
using Codeword.Training;

namespace Codeword.Cli.Commands;

/// <summary>What <c>calibrate</c> prints: figures before and after, and both reliability tables.</summary>
/// <param name="result">What was fitted.</param>
/// <param name="rows">How many rows were read.</param>
/// <param name="method">What was asked for.</param>
internal sealed class CalibrationSummary(CalibrationResult result, int rows, CalibrationMethod method)
{
    public void Write(Session session, bool json)
    {
        if (json)
        {
            JsonLine.Write(session.Output, WriteJson);
        }
        else
        {
            TextTable.Write(session, [Facts(), Metrics(), Reliability()]);
        }
    }

    /// <summary>The bins of a reliability diagram.</summary>
    public static void WriteBins(Utf8JsonWriter json, string name, CalibrationReport report) => json.WriteArray(name, report.Bins, bin =>
    {
        json.WriteNumber("low", bin.Low);
        json.WriteNumber("high", bin.High);
        json.WriteNumber("rows", bin.Rows);
        json.WriteNumber("meanProbability", bin.MeanProbability);
        json.WriteNumber("accuracy", bin.Accuracy);
    });

    private void WriteJson(Utf8JsonWriter json)
    {
        json.WriteNumber("rows", result.Rows);
        json.WriteNumber("rowsLeftOut", rows - result.Rows);
        foreach ((string name, CalibrationReport report) in new[] { ("before", result.Before), ("after", result.After) })
        {
            json.WriteStartObject(name);
            foreach (Metric metric in report.Metrics)
            {
                json.WriteNumber(metric.Name, metric.Value);
            }

            WriteBins(json, "reliability", report);
            json.WriteEndObject();
        }

        ProbabilityText.Write(json, result.Classifier.Model);
    }

    private TextTable Facts()
    {
        TextTable facts = TextTable.OfPairs().Add("rows", Figures.Count(result.Rows));
        if (rows > result.Rows)
        {
            facts.Add("left out", $"{Figures.Count(rows - result.Rows, "row")}: no label that the model knows, which codeword test counts as wrong, or more than are needed");
        }

        return method == CalibrationMethod.None ? facts : facts.Add("measured", $"in {Calibration.Parts} parts, each by a map fitted to the others");
    }

    private TextTable Metrics()
    {
        var table = new TextTable("first prediction", "before", "after");
        foreach (Metric metric in result.Before.Metrics)
        {
            table.Add(metric.Name, Figures.Ratio(metric.Value), result.After.Metrics.TryGet(metric.Name, out double after) ? Figures.Ratio(after) : "");
        }

        return table;
    }

    // One row a bin that either has.
    private TextTable Reliability()
    {
        var table = new TextTable("probability", "rows before", "its mean", "accuracy", "rows after", "its mean", "accuracy");
        var (before, after) = (result.Before.Bins.ToDictionary(bin => bin.Low), result.After.Bins.ToDictionary(bin => bin.Low));
        foreach ((double low, double high) in result.Before.Bins.Concat(result.After.Bins).Select(bin => (bin.Low, bin.High)).Distinct().Order())
        {
            table.Add([$"{Figures.Ratio(low)} to {Figures.Ratio(high)}", .. Cells(before.GetValueOrDefault(low)), .. Cells(after.GetValueOrDefault(low))]);
        }

        return table;
    }

    private static string[] Cells(CalibrationBin? bin) =>
        bin is null ? ["", "", ""] : [Figures.Count(bin.Rows), Figures.Ratio(bin.MeanProbability), Figures.Ratio(bin.Accuracy)];
}
