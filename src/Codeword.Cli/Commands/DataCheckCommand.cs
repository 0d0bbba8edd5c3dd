using System.CommandLine;
using Codeword.Data;

namespace Codeword.Cli.Commands;

/// <summary><c>data check</c>: what a file holds, and every fault in it.</summary>
internal sealed class DataCheckCommand : Command
{
    private readonly Session _session;
    private readonly Argument<string> _file = Flags.File("file", "the data's file, plain or gzipped; - for standard input");
    private readonly Option<int> _maxFaults = Flags.Whole("--max-faults", "how many faults to print; all are counted", 0, int.MaxValue, 100);
    private readonly Option<bool> _json = Flags.Json();
    private readonly FormatFlags _format;

    public DataCheckCommand(Session session)
        : base("check", "Say what data holds and what is wrong with it; exit 1 when something is")
    {
        _session = session;
        Add(_file);
        _format = new FormatFlags(this, "what the file's name says");
        Add(_maxFaults);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(_file);
        DataFormat given = _format.Read(parsed, path);
        using Stream file = _session.Open(path);
        DataReport report = DataReport.Inspect(ExampleSource.FromStream(file, path, given), parsed.GetValue(_maxFaults));
        if (parsed.GetValue(_json))
        {
            WriteJson(report);
        }
        else
        {
            WriteTable(report, given);
        }

        return report.FaultCount == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private void WriteTable(DataReport report, DataFormat given)
    {
        TextTable table = TextTable.OfPairs()
            .Add("format", FormatText.Of(report.Format, given))
            .Add("rows", $"{Figures.Count(report.Rows)}, {Figures.Count(report.EmptyRows)} of them empty, {Figures.Count(report.RowsWithoutLabels)} without labels")
            .Add("labels", $"{Figures.Count(report.Labels)}, {Figures.Count(report.SingleRowLabels)} of them with one row only");
        if (report is { LargestLabel: { } largest, SmallestLabel: { } smallest })
        {
            table
                .Add("largest label", $"{largest.Name}, {Figures.Count(largest.Rows, "row")}")
                .Add("smallest label", $"{smallest.Name}, {Figures.Count(smallest.Rows, "row")}");
        }

        table.Add("labels a row", $"{report.MinLabelsPerRow} to {report.MaxLabelsPerRow}, {Figures.Ratio(report.MeanLabelsPerRow)} on average");
        _ = report.Format.HoldsText
            ? table.Add("characters", Figures.Count(report.Characters))
            : table.Add("features", $"{Figures.Count(report.FeatureCount)}, {Figures.Count(report.NonZeros)} values given");
        table.Add("weights", FormattableString.Invariant($"{report.MinWeight} to {report.MaxWeight}")).Add("faults", Figures.Count(report.FaultCount)).WriteTo(_session);
        foreach (DataFormatException fault in report.Faults)
        {
            _session.Output.WriteLine(fault.Message);
        }

        if (report.FaultCount > report.Faults.Count)
        {
            _session.Output.WriteLine($"and {Figures.Count(report.FaultCount - report.Faults.Count)} more");
        }
    }

    private void WriteJson(DataReport report) => JsonLine.Write(_session.Output, json =>
    {
        json.WriteString("source", report.Source);
        json.WriteString("format", report.Format.Name);
        json.WriteNumber("rows", report.Rows);
        json.WriteNumber("rowsWithoutLabels", report.RowsWithoutLabels);
        json.WriteNumber("emptyRows", report.EmptyRows);
        json.WriteNumber("features", report.FeatureCount);
        json.WriteNumber("nonZeros", report.NonZeros);
        json.WriteNumber("characters", report.Characters);
        json.WriteNumber("minLabelsPerRow", report.MinLabelsPerRow);
        json.WriteNumber("meanLabelsPerRow", report.MeanLabelsPerRow);
        json.WriteNumber("maxLabelsPerRow", report.MaxLabelsPerRow);
        json.WriteNumber("minWeight", report.MinWeight);
        json.WriteNumber("maxWeight", report.MaxWeight);
        json.WriteNumber("labels", report.Labels);
        json.WriteNumber("singleRowLabels", report.SingleRowLabels);
        WriteLabel("largestLabel", report.LargestLabel);
        WriteLabel("smallestLabel", report.SmallestLabel);
        json.WriteNumber("faultCount", report.FaultCount);
        json.WriteArray("faults", report.Faults, fault =>
        {
            json.WriteNumber("line", fault.Line);
            json.WriteNumber("column", fault.Column);
            json.WriteString("problem", fault.Problem);
        });

        void WriteLabel(string name, LabelFrequency? frequency)
        {
            if (frequency is { } label)
            {
                json.WriteStartObject(name);
                json.WriteString("name", label.Name);
                json.WriteNumber("rows", label.Rows);
                json.WriteEndObject();
            }
        }
    });
}
