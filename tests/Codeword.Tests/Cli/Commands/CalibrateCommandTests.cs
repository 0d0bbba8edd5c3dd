using System.Text.Json;

namespace Codeword.Tests.Cli.Commands;

public sealed class CalibrateCommandTests(TinyModels models) : IClassFixture<TinyModels>
{
    private static readonly string[] Kinds = ["cat", "dog", "owl"];

    // Every fourth row has another label than its features say.
    private string Held => models.Write("held.svm", Enumerable.Range(0, 240).Select(i => $"{Kinds[(i + (i % 4 == 0 ? 1 : 0)) % 3]} {1 + (i % 3)}:1 {4 + (i % 7)}:0.5"));

    [Theory]
    [InlineData("temperature", false)]
    [InlineData("isotonic", true)]
    [InlineData("Isotonic", true)]
    public void ACalibratedModelSaysWhatItIsWorth(string method, bool hasCurve)
    {
        // Training leaves room for a mistake, so that its own probabilities are not far enough off: a scale four times as large makes them so.
        string output = models.File("calibrated.codeword"), sure = models.File("sure.codeword");
        var trained = Classifier.Load(models.FeatureModel);
        trained.With(trained.Model.Probabilities with { Scale = 4 * trained.Model.Probabilities.Scale }, null).Save(sure);
        CliRun run = CliRun.Of("calibrate", sure, Held, "-o", output, "--method", method, "--json");
        using JsonDocument json = JsonDocument.Parse(Assert.Single(run.Lines));
        JsonElement root = json.RootElement;

        Assert.Equal((0, 240, 0), (run.Code, root.GetProperty("rows").GetInt32(), root.GetProperty("rowsLeftOut").GetInt32()));
        Assert.True(root.GetProperty("after").GetProperty("ECE@15").GetDouble() < 0.1);
        Assert.True(root.GetProperty("before").GetProperty("ECE@15").GetDouble() > 0.15);
        Assert.True(root.GetProperty("after").GetProperty("NLL").GetDouble() < root.GetProperty("before").GetProperty("NLL").GetDouble());
        Assert.Equal(240, root.GetProperty("after").GetProperty("reliability").EnumerateArray().Sum(bin => bin.GetProperty("rows").GetInt32()));
        Assert.Equal(hasCurve, root.GetProperty("probability").TryGetProperty("curveGiven", out _));
        Assert.StartsWith($"{output}: softmax(", run.Error, StringComparison.Ordinal);
        Assert.Equal(hasCurve, CliRun.Of("inspect", output).Output.Contains("score), then a curve of ", StringComparison.Ordinal));
        Assert.Equal(hasCurve, CliRun.Of("inspect", output, "--json").Output.Contains("\"PMAP\"", StringComparison.Ordinal));
    }

    [Fact]
    public void FiguresThatGotWorseAreNamed()
    {
        // Labels that no feature tells: the second map is held against one that was fitted to the very rows.
        string held = models.Write("noise.svm", Enumerable.Range(0, 120).Select(i => $"{Kinds[i * i * 7 % 11 % 3]} {1 + (i * 5 % 3)}:1"));
        string once = models.File("once.codeword"), twice = models.File("twice.codeword");
        const string Note = "ECE@15, Brier, NLL: higher than before; the map was measured on rows it was not fitted to, the old one perhaps on its own\n";

        Assert.DoesNotContain("higher than before", CliRun.Of("calibrate", models.FeatureModel, held, "-o", once).Error, StringComparison.Ordinal);
        Assert.EndsWith(Note, CliRun.Of("calibrate", once, held, "-o", twice).Error, StringComparison.Ordinal);
        Assert.DoesNotContain("higher than before", CliRun.Of("calibrate", once, held, "-o", twice, "--method", "none").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TheTablesHaveFiguresAndBinsBeforeAndAfter()
    {
        CliRun run = CliRun.Of("calibrate", models.FeatureModel, Held, "-o", models.File("calibrated.codeword"));

        Assert.Matches(@"^rows +240$", run.Lines[0]);
        Assert.Contains("measured in 5 parts, each by a map fitted to the others", run.Lines);
        Assert.Matches(@"(?m)^ECE@15 +0\.\d{4} +0\.\d{4}$", run.Output);
        Assert.Matches(@"(?m)^0\.7333 to 0\.8000 +(\d+ +0\.\d{4} +0\.\d{4} +)?\d+ +0\.7\d{3} +0\.\d{4}$", run.Output);
    }

    [Fact]
    public void TheRowsMayComeFromStandardInputAndTheCurveMayGoAgain()
    {
        string calibrated = models.File("calibrated.codeword"), plain = models.File("plain.codeword");
        string rows = File.ReadAllText(Held);
        Assert.Equal(0, CliRun.With(rows, "calibrate", models.FeatureModel, "-", "-o", calibrated).Code);
        Assert.Equal(0, CliRun.With(rows, "calibrate", calibrated, "-", "-o", plain, "--method", "none").Code);
        Assert.DoesNotContain("PMAP", CliRun.Of("inspect", plain).Output, StringComparison.Ordinal);
        Assert.Equal(CliRun.Of("predict", plain, Held).Output.Split('\n').Select(Label), CliRun.Of("predict", calibrated, Held).Output.Split('\n').Select(Label));

        static string Label(string line) => line.Split('\t')[0];
    }

    [Fact]
    public void RowsThatCannotCalibrateAreOneLine()
    {
        string output = models.File("never.codeword");
        string few = models.Write("few.svm", Enumerable.Repeat("cat 1:1", 99)), unknown = models.Write("unknown.svm", Enumerable.Repeat("newt 1:1", 150));
        string none = models.Write("none.svm", []);

        Assert.Equal((1, "", "codeword: Found 99 of 99 rows with a label that the model knows; calibration needs 100 or more.\n"), Outcome(few));
        Assert.Equal((1, "", "codeword: The model knows no label of any row; calibration needs rows of its own labels.\n"), Outcome(unknown));
        Assert.Equal((1, "", "codeword: There are no rows to calibrate on.\n"), Outcome(none));
        Assert.Equal((2, "", "codeword: --method cannot be \"platt\": expected temperature, isotonic or none.\n"), Outcome(few, "--method", "platt"));
        Assert.False(File.Exists(output));

        (int, string, string) Outcome(string file, params string[] more)
        {
            CliRun run = CliRun.Of(["calibrate", models.FeatureModel, file, "-o", output, .. more]);
            return (run.Code, run.Output, run.Error);
        }
    }

    [Fact]
    public void NothingThatIsReadIsWrittenOver()
    {
        CliRun run = CliRun.Of("calibrate", models.FeatureModel, Held, "-o", models.FeatureModel);
        Assert.Equal((2, $"codeword: --output is {models.FeatureModel}, which the command reads and which would be lost; name another file.\n"), (run.Code, run.Error));
        Assert.Equal(1, CliRun.Of("calibrate", models.FeatureModel, Held, "-o", models.File("no/folder.codeword")).Code);
    }

    [Fact]
    public void TestTellsTheBinsOfTheReliabilityDiagram()
    {
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("test", models.FeatureModel, Held, "--json").Output);
        JsonElement[] bins = [.. json.RootElement.GetProperty("reliability").EnumerateArray()];

        Assert.Equal(240, bins.Sum(bin => bin.GetProperty("rows").GetInt32()));
        Assert.All(bins, bin => Assert.InRange(
            bin.GetProperty("meanProbability").GetDouble(), bin.GetProperty("low").GetDouble() - 1e-6, bin.GetProperty("high").GetDouble() + 1e-6));
        Assert.Equal(0.75, bins.Sum(bin => bin.GetProperty("accuracy").GetDouble() * bin.GetProperty("rows").GetInt32()) / 240, 1e-9);
    }
}
