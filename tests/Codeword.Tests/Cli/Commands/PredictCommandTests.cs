using System.Text.Json;

namespace Codeword.Tests.Cli.Commands;

public sealed class PredictCommandTests(TinyModels models) : IClassFixture<TinyModels>
{
    [Fact]
    public void PlainTextNeedsNoLabel()
    {
        CliRun run = CliRun.With("bark tail\n__label__owl purr whiskers\n", "predict", models.TextModel, "-k", "2");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Matches(@"^dog\t[01]\.\d{6}\t\w+\t[01]\.\d{6}$", run.Lines[0]);
        Assert.StartsWith("cat\t", run.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void FeaturesNeedNoLabelAndBlankLinesKeepTheirPlace()
    {
        CliRun run = CliRun.With(" 1:1\n\n# remark\n 3:1\n", "predict", models.FeatureModel, "-", "-k", "1");
        Assert.Equal(["cat", "", "", "owl"], run.Lines.Select(line => line.Split('\t')[0]));
    }

    [Fact]
    public void ColumnsOfLabelsNeedNotBeThere()
    {
        string csv = models.Write("plain.csv", ["text,other", "bark tail,1", "\"hoot\nwings\",2"]);
        CliRun run = CliRun.Of("predict", models.TextModel, csv, "--format", "csv", "-k", "1");
        Assert.Equal(["dog", "owl"], run.Lines.Select(line => line.Split('\t')[0]));
    }

    [Fact]
    public void JsonIsOneObjectALine()
    {
        CliRun run = CliRun.With("\nbark\n", "predict", models.TextModel, "--json", "-k", "3");
        using JsonDocument json = JsonDocument.Parse(Assert.Single(run.Lines));
        Assert.Equal(2, json.RootElement.GetProperty("line").GetInt32());
        JsonElement[] top = [.. json.RootElement.GetProperty("top").EnumerateArray()];
        Assert.Equal("dog", top[0].GetProperty("label").GetString());
        Assert.True(top[0].GetProperty("score").GetDouble() >= top[1].GetProperty("score").GetDouble());
        Assert.Equal(1, top.Sum(item => item.GetProperty("probability").GetDouble()), 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ManyRowsKeepTheirOrderOnAnyNumberOfThreads(int threads)
    {
        string[] words = ["purr", "bark", "hoot"];
        string[] names = ["cat", "dog", "owl"];
        int[] rows = [.. Enumerable.Range(0, 5000).Select(i => i * i % 7 % 3)];
        CliRun run = CliRun.With(
            string.Concat(rows.Select(row => words[row] + "\n")), "predict", models.TextModel, "-k", "1", "--threads", $"{threads}");
        Assert.Equal(rows.Select(row => names[row]), run.Lines.Select(line => line.Split('\t')[0]));
    }

    [Fact]
    public void AFaultyRowEndsThePredictionAfterTheRowsBeforeIt()
    {
        CliRun run = CliRun.With(" 1:1\n 3:1\n 2:x\n 1:1\n", "predict", models.FeatureModel, "-k", "1");
        Assert.Equal(["cat", "owl"], run.Lines.Select(line => line.Split('\t')[0]));
        Assert.Equal((1, "codeword: -:3:4: found the value \"x\"; expected a finite number\n"), (run.Code, run.Error));
    }

    [Fact]
    public void AFormatOfFeaturesForAModelOfTextIsRefused() => Assert.Equal(
        new CliRun(2, "", "codeword: The format xmlc holds features, but the model was trained on text.\n"),
        CliRun.Of("predict", models.TextModel, "--format", "xmlc"));

    [Fact]
    public void ControlCharactersAndBackslashesOfALabelAreSpelled()
    {
        string train = models.Write(
            "odd.jsonl", Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? """{"text":"red","label":"a\\b\u009B"}""" : """{"text":"blue","label":"c"}"""));
        string model = models.File("odd.codeword");
        Assert.Equal(0, CliRun.Of(["train", "mach", train, "-o", model, .. TinyModels.Small]).Code);
        CliRun run = CliRun.With("""{"text":"red"}""", "predict", model, "-k", "1");
        Assert.Equal(@"a\\b\u009B", Assert.Single(run.Lines).Split('\t')[0]);
    }
}
