using System.Text.Json;
using Codeword.Novelty;
using Codeword.Reports;
using Codeword.Tests.Data;

namespace Codeword.Tests.Reports;

public sealed class NoveltyFactsTests
{
    [Fact]
    public void DistancesHaveABinEach()
    {
        NoveltyFacts facts = NoveltyFacts.Of(NoveltyRule.OfRadius(0), [0, 0, 0, 1], [0, 2]);

        Assert.Equal([new NoveltyBin(-0.5, 0.5, 0.75, 0.5), new(0.5, 1.5, 0.25, 0), new(1.5, 2.5, 0, 0.5)], facts.Bins);
        Assert.Equal([new RocPoint(0, 0), new(0, 0.5), new(0.25, 0.5), new(1, 1)], facts.Curve);
        Assert.Equal(("CodeDistance", 0.0, 4, 2), (facts.Score, facts.Threshold, facts.Known, facts.Unknown));

        // Above 0: one of four known, one of two unknown. AUROC: of the eight pairs 4 are won by the 2 and 3 tied, 1 lost.
        Assert.Equal((0.25, 0.5, 0.5, 0.5), (Of(facts, "false alarms"), Of(facts, "found"), Of(facts, "precision"), Of(facts, "F1")));
        Assert.Equal((4 + 1.5) / 8, Of(facts, "AUROC"), 1e-12);
    }

    [Fact]
    public void OtherScoresAreSortedIntoEqualBinsAndWhatIsFarOutIntoTheLast()
    {
        float[] known = [.. Enumerable.Range(0, 1000).Select(i => i / 1000f)];
        NoveltyFacts facts = NoveltyFacts.Of(NoveltyRule.At(NoveltyScore.MaxLogit, float.PositiveInfinity), known, [float.PositiveInfinity, 1e30f, -5, 0.25f]);

        Assert.Equal((40, null), (facts.Bins.Count, facts.Threshold));
        Assert.Equal((1, 1), (Math.Round(facts.Bins.Sum(bin => bin.Known), 12), Math.Round(facts.Bins.Sum(bin => bin.Unknown), 12)));
        Assert.Equal((0.25, 0.5), (facts.Bins[0].Unknown, facts.Bins[^1].Unknown));
        Assert.InRange(facts.Bins[^1].High, 0.99, 1);
        Assert.InRange(facts.Curve.Count, 100, 201);
        Assert.Equal(new RocPoint(1, 1), facts.Curve[^1]);
        Assert.All(facts.Curve.Zip(facts.Curve.Skip(1)), pair => Assert.True(pair.First.FalseAlarms <= pair.Second.FalseAlarms && pair.First.Found <= pair.Second.Found));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(float.PositiveInfinity)]
    public void ScoresThatAreAllTheSameHaveOneBin(float score)
    {
        NoveltyFacts facts = NoveltyFacts.Of(NoveltyRule.At(NoveltyScore.MaxLogit, 0), [score, score], [score]);

        Assert.Equal((1, 1), (Assert.Single(facts.Bins).Known, facts.Bins[0].Unknown));
        Assert.True(facts.Bins[0].Low < facts.Bins[0].High);
    }

    [Fact]
    public void UnknownRowsAreShownWhereThereAreAny()
    {
        Classifier model = SampleReports.OneVsAll("a", "b", "c");
        var options = new ReportOptions { Cutoffs = [1], Unknown = Rows.Source(SampleReports.Format, "x 0:0.1\ny 1:0.1\n") };
        Report report = SampleReports.Report(model, "a 0:1\nb 1:1\n", options);

        JsonElement novelty = SampleReports.Json(report).GetProperty("novelty");
        Assert.Equal((2, 2), (novelty.GetProperty("known").GetInt32(), novelty.GetProperty("unknown").GetInt32()));
        Assert.Equal(1, novelty.GetProperty("figures")[0].GetProperty("value").GetDouble());
        Assert.Contains("<section id=\"novelty\"", SampleReports.Html(report), StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"novelty\"", SampleReports.Html(SampleReports.Report(model, "a 0:1\n")), StringComparison.Ordinal);
        Assert.DoesNotContain("#novelty", SampleReports.Html(SampleReports.Report(model, "a 0:1\n")), StringComparison.Ordinal);
    }

    [Fact]
    public void AFileOfNoUnknownRowsIsRefused() => Assert.StartsWith(
        "data has no rows; expected some that are of no known class.",
        Assert.Throws<ArgumentException>(() => SampleReports.Report(
            SampleReports.OneVsAll("a", "b"), "a 0:1\n", new ReportOptions { Unknown = Rows.Source(SampleReports.Format, "") })).Message,
        StringComparison.Ordinal);

    private static double Of(NoveltyFacts facts, string name) => facts.Figures.Single(figure => figure.Name == name).Value;
}
