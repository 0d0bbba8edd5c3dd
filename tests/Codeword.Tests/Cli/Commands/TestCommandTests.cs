using System.Text.Json;

namespace Codeword.Tests.Cli.Commands;

public sealed class TestCommandTests(TinyModels models) : IClassFixture<TinyModels>
{
    [Fact]
    public void JsonHasTheMetricsByTheirNames()
    {
        string test = models.Write("seen.txt", ["__label__cat purr fur", "__label__dog bark", "__label__newt swims", "__label__eel swims"]);
        CliRun run = CliRun.Of("test", models.TextModel, test, "--json", "-k", "1,3");
        using JsonDocument json = JsonDocument.Parse(Assert.Single(run.Lines));
        JsonElement root = json.RootElement;
        string[] ratios = ["accuracy@1", "accuracy@3", "macro-accuracy", "P@1", "P@3", "R@3", "nDCG@3", "PSP@1", "PSnDCG@3"];
        Assert.All(ratios, name => Assert.InRange(root.GetProperty(name).GetDouble(), 0, 1));
        Assert.Equal(0.5, root.GetProperty("accuracy@1").GetDouble());
        Assert.Equal((4, 2), (root.GetProperty("rows").GetInt32(), root.GetProperty("unseenLabels").GetInt32()));
        Assert.True(root.GetProperty("rowsPerSecond").GetDouble() > 0);
        Assert.True(root.GetProperty("bytes").GetProperty("heads").GetInt64() > 0);
        Assert.True(root.GetProperty("calibration").TryGetProperty("ECE@15", out _));
        Assert.Equal(3, root.GetProperty("deciles").GetArrayLength());
        Assert.False(root.TryGetProperty("accuracy@5", out _));
    }

    [Fact]
    public void LabelsThatTrainingNeverSawAreToldByName()
    {
        string test = models.Write("unseen.txt", ["__label__cat purr", "__label__newt swims", "__label__eel swims"]);
        CliRun run = CliRun.Of("test", models.TextModel, test);
        Assert.Matches(@"(?m)^unseen labels +2 rows have a label training never saw: newt, eel$", run.Output);
    }

    [Fact]
    public void TheTableHasOneRowAMetricAndOneColumnACutOff()
    {
        CliRun run = CliRun.Of("test", models.FeatureModel, models.Features, "-k", "1,2");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Matches(@"^60 rows +@1 +@2$", run.Lines[0]);
        Assert.Matches(@"^accuracy +1\.0000 +1\.0000$", run.Lines[1]);
        Assert.DoesNotContain("decile", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("unseen", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void DecilesAreShownWhenAskedFor() => Assert.Matches(
        @"(?m)^decile +classes +training rows a class +test rows +accuracy@1\n1 +1 +20 to 20 +20 +1\.0000$",
        CliRun.Of("test", models.FeatureModel, models.Features, "-k", "1", "--deciles").Output);

    [Fact]
    public void PropensityConstantsAreNamedOrGivenAndChangeTheScoredMetricsAlone()
    {
        string train = models.Write("uneven.txt", Enumerable.Range(0, 60).Select(i => i % 10 == 0 ? "__label__dog bark" : "__label__cat purr"));
        string model = models.File("uneven.codeword");
        CliRun.Of(["train", "mach", train, "-o", model, .. TinyModels.Small]);
        string test = models.Write("two.txt", ["__label__cat purr", "__label__dog purr"]);

        (double P, double Psp) Measure(string propensity)
        {
            using JsonDocument json = JsonDocument.Parse(CliRun.Of("test", model, test, "--json", "--propensity", propensity).Output);
            return (json.RootElement.GetProperty("P@1").GetDouble(), json.RootElement.GetProperty("PSP@1").GetDouble());
        }

        Assert.Equal(Measure("amazon"), Measure("0.6,2.6"));
        Assert.Equal(Measure("default"), Measure("0.55,1.5"));
        Assert.Equal(Measure("default").P, Measure("amazon").P);
        Assert.NotEqual(Measure("default").Psp, Measure("amazon").Psp);
    }

    [Fact]
    public void FeaturesForAModelOfTextAreRefused()
    {
        CliRun run = CliRun.Of("test", models.TextModel, models.Features, "--format", "libsvm");
        Assert.Equal(1, run.Code);
        Assert.Equal($"codeword: {models.Features} holds features, but the model was trained on text; give text.\n", run.Error);
    }
}
