namespace Codeword.Reports;

// How well rows of no known class are told from the rest.
internal sealed partial class ReportPage
{
    private void WriteNovelty(NoveltyFacts novelty)
    {
        Start(
            "novelty", "Novelty",
            $"{Count(novelty.Unknown)} rows of none of the model's classes beside {Count(novelty.Known)} rows of the data. Novel is: {novelty.Rule}.");
        _html.Table("How well unknown rows are told from known ones", ["", "#value"], novelty.Figures.Select(figure => new[] { NoveltyMeaning(figure.Name), Ratio(figure.Value) }));
        Chart(
            "scores", "novelty", "Novelty scores", $"Larger is more novel{(novelty.Threshold is null ? "" : "; what lies above the dashed threshold is called novel")}.",
            () => _html.Table(
                "Novelty scores", ["score", "#share of known rows", "#share of unknown rows"],
                novelty.Bins.Select(bin => new[] { $"{Score(bin.Low)} to {Score(bin.High)}", Ratio(bin.Known), Ratio(bin.Unknown) })));
        Chart(
            "roc", "novelty", "Unknown rows found against false alarms", "Of each threshold a point; that of the model is marked. On the diagonal nothing is known.",
            () => _html.Table(
                "Unknown rows found against false alarms", ["#known rows called novel", "#unknown rows called novel"],
                novelty.Curve.Select(point => new[] { Ratio(point.FalseAlarms), Ratio(point.Found) })));
        _html.Data("novelty", novelty, _json.NoveltyFacts);
        End();
    }

    private static string NoveltyMeaning(string figure) => figure switch
    {
        "AUROC" => "AUROC: the chance that an unknown row scores higher than a known one",
        "AUPR-out" => "AUPR-out: average precision, novel is what is to be found",
        "AUPR-in" => "AUPR-in: average precision, known is what is to be found",
        "FPR@95" => "FPR@95: unknown rows taken for known where 95 % of the known are accepted",
        "F1-best" => "F1-best: the highest F1 that any threshold has on these rows",
        "false alarms" => "at the model's threshold: known rows called novel",
        "found" => "at the model's threshold: unknown rows called novel",
        _ => $"at the model's threshold: {figure}",
    };

    private static string Score(double score) => FormattableString.Invariant($"{score:G5}");
}
