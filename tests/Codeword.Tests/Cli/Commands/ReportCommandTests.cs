using System.Text.Json;

namespace Codeword.Tests.Cli.Commands;

public sealed class ReportCommandTests(TinyModels models) : IClassFixture<TinyModels>
{
    [Fact]
    public void ThePageIsWrittenAndToldOf()
    {
        string file = models.File("report.html");
        CliRun run = CliRun.Of("report", models.TextModel, models.Text, "-o", file);

        Assert.Equal((0, ""), (run.Code, run.Output));
        Assert.Equal($"{file}: {new FileInfo(file).Length:N0} bytes\n", run.Error);
        string html = File.ReadAllText(file);
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Contains("<title>text.codeword</title>", html, StringComparison.Ordinal);
        Assert.Contains("Measured on <bdi>train.txt</bdi>, 60 rows.", html, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ItSaysWhatTestSays()
    {
        string file = models.File("report.json");
        Assert.Equal(0, CliRun.Of("report", models.FeatureModel, models.Features, "-o", file, "-k", "1,2").Code);
        JsonElement report = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
        JsonElement test = JsonDocument.Parse(CliRun.Of("test", models.FeatureModel, models.Features, "-k", "1,2", "--json").Output).RootElement;

        JsonElement[] figures = [.. report.GetProperty("accuracy").GetProperty("figures").EnumerateArray()];
        Assert.Contains("nDCG@2", figures.Select(figure => figure.GetProperty("name").GetString()));
        Assert.All(figures, figure => Assert.Equal(test.GetProperty(figure.GetProperty("name").GetString()!).GetDouble(), figure.GetProperty("value").GetDouble()));
    }

    [Fact]
    public void ClassesAreCalledByTheNamesOfAFile()
    {
        string names = models.Write("names.tsv", ["cat\tn1\thouse cat", "", "owl\tnight bird"]), file = models.File("named.json");
        Assert.Equal(0, CliRun.Of("report", models.TextModel, models.Text, "-o", file, "--names", names, "--title", "My model").Code);
        JsonElement report = JsonDocument.Parse(File.ReadAllText(file)).RootElement;

        Assert.Equal("My model", report.GetProperty("title").GetString());
        Assert.Equal(
            ["dog", "house cat (cat)", "night bird (owl)"],
            report.GetProperty("tree").GetProperty("classes").EnumerateArray().Select(name => name.GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void DataMayComeByAPipe()
    {
        string file = models.File("piped.html");
        CliRun run = CliRun.With(File.ReadAllText(models.Text), "report", models.TextModel, "-", "-o", file);

        Assert.Equal(0, run.Code);
        Assert.Contains("Measured on <bdi>standard input</bdi>", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void RowsOfNoKnownClassAreShown()
    {
        string unknown = models.Write("unknown.txt", ["__label__eel swim gills", "water"]), file = models.File("novelty.json");
        Assert.Equal(0, CliRun.Of("report", models.TextModel, models.Text, "-o", file, "--unknown", unknown).Code);
        JsonElement novelty = JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("novelty");

        Assert.Equal((60, 2), (novelty.GetProperty("known").GetInt32(), novelty.GetProperty("unknown").GetInt32()));
    }

    [Fact]
    public void WhatCannotBeReportedIsToldInASentence()
    {
        string file = models.File("none.html"), empty = models.Write("empty.txt", []), names = models.Write("wrong.tsv", ["cat\thouse cat", "dog"]);
        AssertFails(2, "Option '--output' is required. See codeword report --help.", models.TextModel, models.Text);
        AssertFails(2, $"--output is {models.Text}, which the command reads and which would be lost; name another file.", models.TextModel, models.Text, "-o", models.Text);
        AssertFails(2, "Only one of the data, --names and --unknown can come from standard input.", models.TextModel, "-", "-o", file, "--unknown", "-");
        AssertFails(1, $"{empty} has no rows; expected some that are of no known class.", models.TextModel, models.Text, "-o", file, "--unknown", empty);
        AssertFails(1, $"{empty} has no rows; a report needs some.", models.TextModel, empty, "-o", file);
        AssertFails(1, $"{names}:2 has no tab; expected a label, a tab and a name.", models.TextModel, models.Text, "-o", file, "--names", names);
        AssertFails(
            1, $"The report cannot be written to {models.File("no/r.html")}: there is no folder {models.File("no")}.",
            models.TextModel, models.Text, "-o", models.File("no/r.html"));
        AssertFails(1, $"{models.Features} holds features, but the model was trained on text; give text.", models.TextModel, models.Features, "-o", file, "--format", "libsvm");
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void ACancelledReportLeavesNothing()
    {
        string file = models.File("cancelled.html");
        using var error = new StringWriter { NewLine = "\n" };
        using Codeword.Cli.Session session = CliRun.SessionOf(TextWriter.Null, error);
        session.Cancel();

        Assert.Equal(130, Codeword.Cli.CommandLine.Run(["report", models.TextModel, models.Text, "-o", file], session));
        Assert.Equal("codeword: cancelled\n", error.ToString());
        Assert.False(File.Exists(file));
    }

    private static void AssertFails(int code, string message, params string[] args) =>
        Assert.Equal(new CliRun(code, "", $"codeword: {message}\n"), CliRun.Of(["report", .. args]));
}
