using System.Text.Json;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Evaluation;

namespace Codeword.Cli.Commands;

/// <summary>What <c>test</c> prints.</summary>
internal sealed class TestSummary(EvaluationResult result, ExampleSet examples, Decoder decoder, Decoder trained)
{
    // Probabilities are fitted to the scores of one decoder.
    private bool IsCalibrated => decoder == trained;

    public void WriteTables(Session session, bool deciles)
    {
        List<TextTable> tables = [Metrics(), Facts()];
        if (deciles)
        {
            tables.Add(Deciles());
        }

        TextTable.Write(session, tables);
    }

    public void WriteJson(TextWriter output) => JsonLine.Write(output, json =>
    {
        WriteMetrics(json, result.Report.Metrics);
        json.WriteNumber("rows", result.Report.Rows);
        json.WriteNumber("rowsWithoutLabels", result.Report.RowsWithoutLabels);
        json.WriteNumber("unseenLabels", result.Report.UnseenLabels);
        json.WriteNumber("rowsWithUnseenLabels", result.Report.RowsWithUnseenLabels);
        json.WriteNumber("rowsPerSecond", result.RowsPerSecond);
        json.WriteNumbers("bytes", MemoryText.Parts(result.Memory).Select(part => KeyValuePair.Create(part.Name, (double)part.Bytes)));
        json.WriteString("decoder", decoder.ToString());
        if (IsCalibrated)
        {
            json.WriteNumbers("calibration", result.Calibration.Metrics.Select(metric => KeyValuePair.Create(metric.Name, metric.Value)));
            CalibrationSummary.WriteBins(json, "reliability", result.Calibration);
        }

        WriteDecoding(json);
        json.WriteArray("deciles", result.Report.Deciles, decile =>
        {
            json.WriteNumber("decile", decile.Number);
            json.WriteNumber("classes", decile.Classes);
            json.WriteNumber("fewestRows", decile.FewestRows);
            json.WriteNumber("mostRows", decile.MostRows);
            json.WriteNumber("rows", decile.Rows);
            WriteMetrics(json, decile.Metrics);
        });
    });

    private TextTable Facts()
    {
        TextTable facts = TextTable.OfPairs();
        foreach (Metric metric in result.Report.Metrics.Where(metric => !metric.Name.Contains('@', StringComparison.Ordinal)))
        {
            facts.Add(metric.Name, Figures.Ratio(metric.Value));
        }

        facts.Add("rows", Figures.Count(result.Report.Rows));
        if (Unseen() is { } unseen)
        {
            facts.Add("unseen labels", unseen);
        }

        facts.Add("decoder", IsCalibrated ? $"{decoder}" : $"{decoder}, in place of the model's {trained}");
        facts.Add("calibration", !IsCalibrated
            ? "not measured: probabilities were fitted to the model's decoder"
            : string.Join(", ", result.Calibration.Metrics.Select(metric => $"{metric.Name} {Figures.Ratio(metric.Value)}")));
        AddDecoding(facts);
        facts.Add("rows/s", Figures.Count(result.RowsPerSecond));
        foreach ((string name, long bytes) in MemoryText.Parts(result.Memory))
        {
            facts.Add($"{name} bytes", Figures.Count(bytes));
        }

        return facts;
    }

    // What was met on the way, by decoder.
    private void WriteDecoding(Utf8JsonWriter json)
    {
        if (result.Distances is { } distances)
        {
            json.WriteNumber("tieShare", distances.TieShare);
            json.WriteNumber("scanShare", distances.ScanShare);
        }

        if (result.Exact is { } exact)
        {
            json.WriteNumber("unassignedShare", exact.UnassignedShare);
            json.WriteNumber("ambiguousShare", exact.AmbiguousShare);
        }

        if (result.Candidates is { } candidates)
        {
            json.WriteNumber($"recall@{candidates.Cutoff}", candidates.Recall);
            json.WriteNumber("provenShare", candidates.ProvenShare);
        }
    }

    private void AddDecoding(TextTable facts)
    {
        if (result.Distances is { } distances)
        {
            facts.Add("nearest codes", $"several in {Figures.Ratio(distances.TieShare)} of the rows; all codes compared in {Figures.Ratio(distances.ScanShare)}");
        }

        if (result.Exact is { } exact)
        {
            facts.Add("no class named", $"{Figures.Ratio(exact.UnassignedShare)} of the rows have no class's code, {Figures.Ratio(exact.AmbiguousShare)} that of several");
        }

        if (result.Candidates is { } candidates)
        {
            facts.Add(
                "candidates",
                $"{Figures.Ratio(candidates.Recall)} of the {Figures.Count(candidates.Cutoff)} best of all were found; "
                    + $"proven to be the best in {Figures.Ratio(candidates.ProvenShare)} of the rows");
        }
    }

    private static void WriteMetrics(Utf8JsonWriter json, MetricList metrics)
    {
        foreach (Metric metric in metrics)
        {
            json.WriteNumber(metric.Name, metric.Value);
        }
    }

    // One row a metric, one column a cut-off.
    private TextTable Metrics()
    {
        string[][] names = [.. result.Report.Metrics.Select(metric => metric.Name.Split('@')).Where(name => name.Length == 2)];
        string[] cutoffs = [.. names.Select(name => name[1]).Distinct()];
        var table = new TextTable([Figures.Count(result.Report.Rows, "row"), .. cutoffs.Select(k => $"@{k}")]);
        foreach (string name in names.Select(name => name[0]).Distinct())
        {
            table.Add([name, .. cutoffs.Select(k => result.Report.Metrics.TryGet($"{name}@{k}", out double value) ? Figures.Ratio(value) : "")]);
        }

        return table;
    }

    private TextTable Deciles()
    {
        string[] names = [.. result.Report.Deciles.SelectMany(decile => decile.Metrics).Select(metric => metric.Name).Distinct()];
        var table = new TextTable(["decile", "classes", "training rows a class", "test rows", .. names]);
        foreach (FrequencyDecile decile in result.Report.Deciles)
        {
            table.Add(
            [
                Figures.Count(decile.Number),
                Figures.Count(decile.Classes),
                $"{Figures.Count(decile.FewestRows)} to {Figures.Count(decile.MostRows)}",
                Figures.Count(decile.Rows),
                .. names.Select(name => decile.Metrics.TryGet(name, out double value) ? Figures.Ratio(value) : ""),
            ]);
        }

        return table;
    }

    private string? Unseen()
    {
        if (result.Report.RowsWithUnseenLabels == 0)
        {
            return null;
        }

        string names = string.Join(", ", examples.UnseenLabelExamples);
        string more = result.Report.UnseenLabels > examples.UnseenLabelExamples.Count ? ", …" : "";
        string rows = result.Report.RowsWithUnseenLabels == 1 ? "1 row has" : $"{Figures.Count(result.Report.RowsWithUnseenLabels)} rows have";
        string retired = examples.Labels.Retired.Count > 0 ? ", or that is retired" : "";
        return $"{rows} a label training never saw{retired}: {names}{more}";
    }
}
