using System.Globalization;

namespace Codeword.Reports;

/// <summary>
/// The page of a report: tables that need no script, and beside each chart its data as JSON. Its Content-Security-Policy allows the one script and the one style
/// in it and nothing else, so that nothing is fetched and no label can become code.
/// </summary>
internal sealed partial class ReportPage(TextWriter output, ReportData data)
{
    private readonly HtmlWriter _html = new(output);
    private readonly ReportJson _json = PageJson.Create();

    public void Write()
    {
        WriteHead();
        WriteOverview();
        WriteAccuracy();
        WriteCalibration();
        if (data.Novelty is { } novelty)
        {
            WriteNovelty(novelty);
        }

        WriteConfusions();
        WriteCodebook();
        WriteClasses();
        WriteModel();
        WriteEnd();
    }

    private void WriteHead()
    {
        string style = PageParts.Style;
        string policy = $"default-src 'none'; script-src {PageParts.HashOf(PageParts.Script)}; style-src {PageParts.HashOf(style)}; base-uri 'none'; form-action 'none'";
        _html.Markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        _html.Markup($"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n");
        _html.Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        _html.Markup("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"Codeword\">\n");
        _html.Element("title", data.Title);
        _html.Markup($"<style>{style}</style>\n</head>\n<body>\n");
    }

    private void WriteOverview()
    {
        _html.Markup("<header>\n<h1><bdi>");
        _html.Text(data.Title);
        _html.Markup("</bdi></h1>\n<p>Measured on <bdi>");
        _html.Text(data.Source);
        _html.Markup($"</bdi>, {Count(data.Accuracy.Rows)} rows.</p>\n");
        _html.Markup("<nav aria-label=\"Parts\"><ul>");
        foreach ((string id, string name) in new[]
        {
            ("accuracy", "Accuracy"), ("calibration", "Calibration"), ("novelty", "Novelty"), ("confusions", "Confusions"), ("codebook", "Codewords"), ("classes", "Classes"),
            ("model", "Model"),
        })
        {
            _html.Markup(id == "novelty" && data.Novelty is null ? "" : $"<li><a href=\"#{id}\">{name}</a></li>");
        }

        _html.Markup("</ul></nav>\n</header>\n<main>\n<dl class=\"tiles\">\n");
        foreach (Figure figure in data.Accuracy.Figures.Where(figure => figure.Name.StartsWith("accuracy@", StringComparison.Ordinal) || figure.Name == "macro-accuracy")
            .Concat(data.Calibration.Figures.Take(1)))
        {
            Tile(figure.Name, Ratio(figure.Value));
        }

        Tile("classes", Count(data.Classes));
        Tile("in the file", Bytes(data.Memory.Where(part => part.IsStored).Sum(part => part.Bytes)));
        _html.Markup("</dl>\n");
    }

    private void WriteAccuracy()
    {
        AccuracyFacts accuracy = data.Accuracy;
        Start("accuracy", "Accuracy", "Of each metric one row, of each number k of predictions one column. The metrics are those of codeword test.");
        string[][] names = [.. accuracy.Figures.Select(figure => figure.Name.Split('@')).Where(name => name.Length == 2)];
        ILookup<string, double> values = accuracy.Figures.ToLookup(figure => figure.Name, figure => figure.Value);
        _html.Table(
            "Metrics", ["", .. accuracy.Cutoffs.Select(k => $"#@{Count(k)}")],
            names.Select(name => name[0]).Distinct().Select(name =>
                (string[])[name, .. accuracy.Cutoffs.Select(k => Cell(values[FormattableString.Invariant($"{name}@{k}")]))]));
        List<Fact> facts =
        [
            .. values["macro-accuracy"].Select(value => new Fact("macro accuracy: the mean over classes of accuracy@1", Ratio(value))),
            new("rows", Count(accuracy.Rows)),
        ];
        if (accuracy.RowsWithoutLabels > 0)
        {
            facts.Add(new("rows without labels", Count(accuracy.RowsWithoutLabels)));
        }

        if (accuracy.RowsWithUnseenLabels > 0)
        {
            facts.Add(new("rows with labels that training did not see, or that are retired", Count(accuracy.RowsWithUnseenLabels)));
        }

        _html.Facts("Rows", facts);
        string[] columns = [.. data.Frequencies.SelectMany(bin => bin.Accuracy).Select(figure => figure.Name).Distinct()];
        Chart(
            "frequency", "frequency", "Accuracy by class frequency",
            "Classes are sorted into bins by how many training rows they have; a bin's accuracy is the share of the data's rows whose class is among the first k predictions.",
            () => _html.Table(
                "Accuracy by class frequency", ["training rows a class", "#classes", "#classes in the data", "#rows", .. columns.Select(name => "#" + name)],
                data.Frequencies.Select(bin => (string[])
                [
                    Range(bin), Count(bin.Classes), Count(bin.ClassesMet), Count(bin.Rows),
                    .. columns.Select(name => Cell(bin.Accuracy.Where(figure => figure.Name == name).Select(figure => figure.Value))),
                ])));
        _html.Data("frequency", data.Frequencies, _json.IReadOnlyListFrequencyBin);
        End();
    }

    private void WriteCalibration()
    {
        CalibrationFacts calibration = data.Calibration;
        Start("calibration", "Calibration", "Whether a first prediction given the probability p is right in a share p of the rows.");
        _html.Table("How far probabilities can be believed", ["", "#value"], calibration.Figures.Select(figure => new[] { Meaning(figure.Name), Ratio(figure.Value) }));
        Chart(
            "reliability", "calibration", "Reliability", "Bins of equal width; on the diagonal probabilities mean what they say, below it they promise too much.",
            () => _html.Table(
                "Reliability", ["probability", "#rows", "#mean probability", "#accuracy"],
                calibration.Bins.Select(bin => new[] { $"{Percent(bin.Low)} to {Percent(bin.High)}", Count(bin.Rows), Ratio(bin.MeanProbability), Ratio(bin.Accuracy) })));
        _html.Data("calibration", calibration, _json.CalibrationFacts);
        End();
    }

    private void WriteConfusions()
    {
        ConfusedPairs confusions = data.Confusions;
        string limited = confusions.Rows < data.Accuracy.Rows ? $" Looked for in the first {Count(confusions.Rows)} rows." : "";
        Start(
            "confusions", "Confusions",
            $"The first prediction is none of the row's labels: {Count(confusions.Different)} different pairs of a label and a prediction, "
                + $"the most frequent of them here.{limited}");
        if (confusions.Pairs.Count > 0)
        {
            string[] distance = confusions.Unit is { } unit ? [$"#{unit} that differ"] : [];
            Chart(
                "confusions", "confusions", "Most confused pairs", "In how many rows a class is taken for another one.",
                () => _html.Table(
                    "Most confused pairs", ["class", "first prediction", "#rows", "#of rows of the class", .. distance],
                    confusions.Pairs.Select(pair => (string[])
                    [
                        pair.Truth, pair.Predicted, Count(pair.Count), Percent((double)pair.Count / pair.Rows),
                        .. pair.Distance is { } digits ? [Count(digits)] : Array.Empty<string>(),
                    ])));
        }

        _html.Data("confusions", confusions, _json.ConfusedPairs);
        End();
    }

    private void WriteModel()
    {
        Start("model", "Model", "What the model says of itself.");
        _html.Facts("Model", data.Model.Facts);
        if (data.Model.Validation.Count > 0)
        {
            _html.Table(
                "Measured on held-out rows while training", ["", "#value"], data.Model.Validation.Select(figure => new[] { figure.Name, Ratio(figure.Value) }));
        }

        _html.Markup("<details><summary>Options it was trained with</summary>\n");
        _html.Facts("Options", data.Model.Options);
        _html.Markup("</details>\n");
        Chart(
            "memory", "memory", "Memory part by part", "What is in the file, and what decoding adds in memory.",
            () => _html.Table(
                "Memory part by part", ["part", "holds", "#bytes", "where"],
                data.Memory.Select(part => new[] { part.Name, part.Holds, Count(part.Bytes), part.IsStored ? "file and memory" : "memory" })));
        _html.Data("memory", data.Memory, _json.IReadOnlyListMemoryPart);
        End();
    }

    private void WriteEnd()
    {
        _html.Markup("</main>\n<footer>\n<p>Made by codeword report. ");
        _html.Markup("Charts are drawn by Vega-Lite and Vega, which are part of this page; it asks no network for anything.</p>\n");
        _html.Markup("<details><summary>Licences of what is part of this page</summary>\n");
        _html.Element("pre", PageParts.Notices);
        _html.Markup("</details>\n</footer>\n<script>");
        _html.Markup(PageParts.Script);
        _html.Markup("</script>\n</body>\n</html>\n");
    }

    private static string Meaning(string figure) => figure switch
    {
        "Brier" => "Brier score: mean squared error of the probability",
        "NLL" => "NLL: mean negative log-likelihood, in nats",
        _ => $"{figure}: expected calibration error, the mean distance from the diagonal",
    };

    private static string Range(FrequencyBin bin) => bin.Fewest == bin.Most ? Count(bin.Fewest) : $"{Count(bin.Fewest)} to {Count(bin.Most)}";

    private static string Cell(IEnumerable<double> values) => string.Concat(values.Select(Ratio));

    private static string Count(double count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Ratio(double ratio) => ratio.ToString("F4", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static string Bytes(double bytes)
    {
        (double scale, string unit) = bytes switch { >= 1e9 => (1e9, "GB"), >= 1e6 => (1e6, "MB"), >= 1e3 => (1e3, "kB"), _ => (1, "bytes") };
        return (bytes / scale).ToString(scale > 1 ? "0.0" : "0", CultureInfo.InvariantCulture) + " " + unit;
    }

    private void Tile(string name, string value)
    {
        _html.Markup("<div>");
        _html.Element("dt", name);
        _html.Element("dd", value);
        _html.Markup("</div>\n");
    }

    private void Start(string id, string title, string text)
    {
        _html.Markup($"<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n");
        _html.Element($"h2 id=\"{id}-title\"", title);
        _html.Element("p", text);
    }

    private void End() => _html.Markup("</section>\n");

    // A chart is drawn by the script; without it there is the table, of which everything can be read.
    private void Chart(string chart, string source, string title, string text, Action table)
    {
        _html.Markup("<figure>\n<figcaption>");
        _html.Element("h3", title);
        _html.Element("p", text);
        _html.Markup($"</figcaption>\n<div class=\"plot\" data-chart=\"{chart}\" data-source=\"{source}\"></div>\n");
        _html.Markup("<details><summary>As a table</summary>\n");
        table();
        _html.Markup("</details>\n</figure>\n");
    }
}
