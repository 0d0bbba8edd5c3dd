using System.Globalization;
using System.Text.Json;
using Codeword.Evaluation;
using Codeword.Novelty;

namespace Codeword.Cli.Commands;

/// <summary>What <c>novelty</c> prints.</summary>
/// <param name="rule">The rule that was set.</param>
/// <param name="known">Scores of known rows; none where the rule took no data.</param>
/// <param name="unknown">Scores of unknown rows; none where there are no such.</param>
/// <param name="output">Where the model was written; null for nowhere.</param>
internal sealed class NoveltySummary(NoveltyRule rule, float[] known, float[] unknown, string? output)
{
    private readonly NoveltyMetrics? _metrics = unknown.Length > 0 ? new NoveltyMetrics(known, unknown) : null;
    private readonly int _falseAlarms = known.Count(rule.IsNovel);

    public void Write(Session session, bool json)
    {
        if (json)
        {
            JsonLine.Write(session.Output, WriteJson);
            return;
        }

        TextTable table = TextTable.OfPairs().Add("novel is", rule.ToString()).Add("stored in", output ?? "nothing: there is no --output");
        if (known.Length > 0)
        {
            table.Add("known rows", $"{Figures.Count(known.Length)}, of which {Figures.Count(_falseAlarms)} count as novel ({Figures.Ratio((double)_falseAlarms / known.Length)})"
                + (rule.Rows > 0 ? "; they set the threshold: how it does on others, only others tell" : ""));
        }

        if (_metrics is { } metrics)
        {
            NoveltyCounts counts = metrics.At(rule.Threshold);
            table.Add("unknown rows", $"{Figures.Count(unknown.Length)}, of which {Figures.Count(counts.Found)} count as novel ({Figures.Ratio(counts.Recall)})")
                .Add("known to unknown", $"{((double)known.Length / unknown.Length).ToString("0.###", CultureInfo.InvariantCulture)} to 1; precision and F1 hold for this ratio")
                .Add("precision of novel", Figures.Ratio(counts.Precision))
                .Add("F1 of novel", Figures.Ratio(counts.F1));
            foreach (Metric metric in metrics.ToMetrics())
            {
                table.Add(metric.Name, Figures.Ratio(metric.Value));
            }

            string best = metrics.Best().Threshold.ToString("R", CultureInfo.InvariantCulture);
            table.Add("threshold of the best F1", $"{best}, tuned on these rows; --score {rule.Score} --threshold {best} stores it");
        }

        table.WriteTo(session);
    }

    private void WriteJson(Utf8JsonWriter json)
    {
        NoveltyText.Write(json, rule, isStored: output is not null);
        json.WriteString("model", output);
        if (known.Length > 0)
        {
            json.WriteNumber("knownRows", known.Length);
            json.WriteNumber("knownCalledNovel", _falseAlarms);
        }

        if (_metrics is { } metrics)
        {
            NoveltyCounts counts = metrics.At(rule.Threshold);
            json.WriteNumber("unknownRows", unknown.Length);
            json.WriteNumber("unknownCalledNovel", counts.Found);
            json.WriteNumber("knownForEachUnknown", (double)known.Length / unknown.Length);
            json.WriteNumber("precision", counts.Precision);
            json.WriteNumber("F1", counts.F1);
            json.WriteNumber("bestF1Threshold", metrics.Best().Threshold);
            json.WriteNumbers("metrics", metrics.ToMetrics().Select(metric => KeyValuePair.Create(metric.Name, metric.Value)));
        }
    }
}
