using System.Security.Cryptography;
using System.Text.Json;

namespace Codeword.Tests.Cli.Commands;

public sealed class TrainCommandTests(TinyModels models) : IClassFixture<TinyModels>
{
    [Fact]
    public void TrainingSaysWhatTheDataIsAndWhatMemoryItWillTake()
    {
        Assert.Equal(0, models.TextTraining.Code);
        string[] lines = models.TextTraining.Error.Split('\n');
        Assert.Equal($"{models.Text}: 60 rows, 3 labels, 35 features, one label a row; text, labels with __label__", lines[0]);
        Assert.Matches(@"^memory: about [\d.]+ MB, as forecast$", lines[1]);
        Assert.Contains("; libsvm, indices from 1 (assumed)\n", models.FeatureTraining.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSummaryTellsModelDecoderValidationBytesSecondsAndChecksum()
    {
        foreach (string name in (string[])["model ", "method ", "decoder ", "validation accuracy@1 ", "file ", "seconds ", "sha256 "])
        {
            Assert.Contains(models.TextTraining.Lines, line => line.StartsWith(name, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void TheSummarySaysWhyThereIsNoCurveOverTheProbabilities() => Assert.Contains(
        models.TextTraining.Lines,
        line => line.StartsWith("probability ", StringComparison.Ordinal)
            && line.EndsWith("; no curve, which is fitted to 1,000 held-out rows or more (or by calibrate)", StringComparison.Ordinal));

    [Fact]
    public void NoReasonIsGivenWhereNoCurveWasAskedFor()
    {
        CliRun run = CliRun.Of(["train", "mach", models.Text, "-o", models.File("curveless.codeword"), "--isotonic", "false", .. TinyModels.Small]);
        Assert.Equal(0, run.Code);
        Assert.DoesNotContain("curve", Assert.Single(run.Lines, line => line.StartsWith("probability ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void TheSummaryIsOneJsonObject()
    {
        using JsonDocument json = JsonDocument.Parse(Assert.Single(models.FeatureTraining.Lines));
        byte[] file = File.ReadAllBytes(models.FeatureModel);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), json.RootElement.GetProperty("sha256").GetString());
        Assert.Equal(file.Length, json.RootElement.GetProperty("bytes").GetInt64());
        Assert.Equal("softmax", json.RootElement.GetProperty("probability").GetProperty("map").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("validation").GetProperty("accuracy@1").GetDouble());
    }

    [Fact]
    public void OptionsReachTheModel()
    {
        string output = models.File("options.codeword");
        CliRun run = CliRun.Of(
            "train", "mach", models.Text, "-o", output, "--repetitions", "2", "--buckets", "2", "--set", "text.charNGramMax=3", "--decoder", "median",
            "--valid", models.Text);
        Assert.Equal(0, run.Code);
        Classifier model = Classifier.Load(output);
        Assert.Equal(("2", "3", "Median"), (model.Info.Options["repetitions"], model.Info.Options["text.charNGramMax"], model.Info.Options["decoder"]));
    }

    [Fact]
    public void EveryMethodTrains()
    {
        string output = models.File("ova.codeword");
        Assert.Equal(0, CliRun.Of("train", "ova", models.Features, "-o", output, "--format", "libsvm:0").Code);
        Assert.Equal("ova", Classifier.Load(output).Info.Method);
    }

    [Fact]
    public void TooLittleMemoryIsRefusedWithWhatToChange()
    {
        CliRun run = CliRun.Of(["train", "mach", models.Text, "-o", models.File("no.codeword"), "--memory-limit", "1kB", .. TinyModels.Small]);
        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("more than the 1.0 kB it may have; use fewer repetitions or buckets", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(models.File("no.codeword")));
    }

    [Fact]
    public void AFaultyRowIsToldByItsPlaceAndLeavesNoModel()
    {
        string bad = models.Write("bad.svm", ["cat 1:1", "dog 1:one"]);
        CliRun run = CliRun.Of("train", "mach", bad, "-o", models.File("no.codeword"));
        Assert.Equal(new CliRun(1, "", $"codeword: {bad}:2:7: found the value \"one\"; expected a finite number\n"), run);
        Assert.False(File.Exists(models.File("no.codeword")));
    }

    [Fact]
    public void AnOutputFolderThatIsNotThereIsToldBeforeTraining()
    {
        string output = Path.Combine(models.File("nowhere"), "m.codeword");
        CliRun run = CliRun.Of("train", "mach", models.Text, "-o", output);
        Assert.Equal(new CliRun(1, "", $"codeword: The model cannot be written to {output}: there is no folder {models.File("nowhere")}.\n"), run);
    }
}
