using System.Text.Json;
using Codeword.Novelty;

namespace Codeword.Tests.Cli.Commands;

public sealed class NoveltyCommandTests(TinyModels models, TinyCodes codes) : IClassFixture<TinyModels>, IClassFixture<TinyCodes>
{
    [Fact]
    public void AThresholdIsSetOnKnownRowsAndStored()
    {
        string output = models.File("calibrated.codeword");
        CliRun run = CliRun.Of("novelty", models.TextModel, models.Text, "--false-alarms", "0.1", "-o", output);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Matches(@"^novel is +Disagreement above 0\.\d+, set by 10% false alarms on 60 known rows$", run.Lines[0]);
        Assert.Matches($"^stored in +{output}$", run.Lines[1]);
        Assert.Matches(@"^known rows +60, of which [0-6] count as novel \(0\.[01]\d+\); they set the threshold: how it does on others, only others tell$", run.Lines[2]);
        Assert.Equal(3, run.Lines.Length);
        NoveltyRule rule = Classifier.Load(output).Model.Novelty!;
        Assert.Equal((NoveltyScore.Disagreement, 0.1, 60), (rule.Score, rule.FalseAlarms, rule.Rows));
        Assert.Matches(@"(?m)^novelty +Disagreement above 0\.\d+, set by 10% false alarms on 60 known rows$", CliRun.Of("inspect", output).Output);
    }

    [Fact]
    public void UnknownRowsAreReportedAndDoNotMoveTheThreshold()
    {
        string unknown = models.Write("unknown.txt", ["zebra stripes", "qqq", "thing3 thing4"]);
        using JsonDocument alone = Json("novelty", models.TextModel, models.Text, "--json");
        using JsonDocument both = Json("novelty", models.TextModel, models.Text, "--unknown", unknown, "--json");

        JsonElement rule = both.RootElement.GetProperty("novelty");
        Assert.Equal(alone.RootElement.GetProperty("novelty").GetRawText(), rule.GetRawText());
        Assert.Equal((0.05, 60, false), (rule.GetProperty("falseAlarms").GetDouble(), rule.GetProperty("rows").GetInt32(), rule.GetProperty("isStored").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, both.RootElement.GetProperty("model").ValueKind);
        Assert.Equal((3, 3, 20.0), (Number("unknownRows"), Number("unknownCalledNovel"), Number("knownForEachUnknown")));
        Assert.Equal(1, both.RootElement.GetProperty("metrics").GetProperty("AUROC").GetDouble(), 1e-9);
        Assert.Equal(6 / (6 + Number("knownCalledNovel")), Number("F1"), 1e-9);

        CliRun table = CliRun.Of("novelty", models.TextModel, models.Text, "--unknown", unknown);
        Assert.Matches("(?m)^stored in +nothing: there is no --output$", table.Output);
        Assert.Matches("(?m)^known to unknown +20 to 1; precision and F1 hold for this ratio$", table.Output);
        Assert.Matches(@"(?m)^AUROC +1\.0000$", table.Output);

        double Number(string name) => both.RootElement.GetProperty(name).GetDouble();
    }

    [Fact]
    public void AThresholdTunedOnUnknownRowsIsStoredByItsNumber()
    {
        string unknown = models.Write("tuning.txt", ["zebra stripes", "qqq", "__label__cat thing3 thing4"]), output = models.File("tuned.codeword");
        CliRun tuning = CliRun.Of("novelty", models.TextModel, models.Text, "--unknown", unknown, "--score", "MaxLogit", "--json");
        Assert.Equal($"{unknown}: 1 row with a label that the model knows: counted as unknown all the same\n", tuning.Error);
        using JsonDocument json = JsonDocument.Parse(Assert.Single(tuning.Lines));
        string best = json.RootElement.GetProperty("bestF1Threshold").GetRawText();
        Assert.Matches(
            $"(?m)^threshold of the best F1 +{best}, tuned on these rows; --score MaxLogit --threshold {best} stores it$",
            CliRun.Of("novelty", models.TextModel, models.Text, "--unknown", unknown, "--score", "MaxLogit").Output);

        CliRun run = CliRun.Of("novelty", models.TextModel, "--score", "MaxLogit", "--threshold", best, "-o", output);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Matches(@"^novel is +MaxLogit above -?\d+(\.\d+)?, as given$", run.Lines[0]);
        NoveltyRule rule = Classifier.Load(output).Model.Novelty!;
        Assert.Equal((NoveltyScore.MaxLogit, float.Parse(best, System.Globalization.CultureInfo.InvariantCulture), 0), (rule.Score, rule.Threshold, rule.Rows));
        Assert.Matches("(?m)^unknown rows +3, of which [23] count as novel", CliRun.Of("novelty", output, models.Text, "--unknown", unknown, "--threshold", best).Output);
    }

    [Fact]
    public void ARadiusNeedsNoData()
    {
        string output = codes.File("radius.codeword");
        CliRun run = CliRun.Of("novelty", codes.Model, "--radius", "1", "-o", output);

        Assert.Equal(new CliRun(0, $"novel is  CodeDistance above 1, as given\nstored in {output}\n", ""), run);
        Assert.Equal(NoveltyRule.OfRadius(1), Classifier.Load(output).Novelty);
        using JsonDocument json = Json("novelty", codes.Model, codes.Text, "--radius", "0", "--json");
        Assert.Equal((0, 120), (json.RootElement.GetProperty("novelty").GetProperty("threshold").GetInt32(), json.RootElement.GetProperty("knownRows").GetInt32()));
    }

    [Fact]
    public void AnotherScoreMayBeAskedFor()
    {
        using JsonDocument json = Json("novelty", models.FeatureModel, models.Features, "--score", "maxlogit", "--json");
        Assert.Equal("MaxLogit", json.RootElement.GetProperty("novelty").GetProperty("score").GetString());
        using JsonDocument inspected = Json("inspect", models.FeatureModel, "--json");
        Assert.False(inspected.RootElement.GetProperty("novelty").GetProperty("isStored").GetBoolean());    // 6 of 60 rows were held out.
        Assert.Equal(JsonValueKind.Null, inspected.RootElement.GetProperty("novelty").GetProperty("threshold").ValueKind);
        Assert.Matches("(?m)^novelty +Disagreement, never novel; none is stored$", CliRun.Of("inspect", models.FeatureModel).Output);
    }

    [Fact]
    public void PredictionsTellOfIt()
    {
        string model = models.File("told.codeword");
        Assert.Equal(0, CliRun.Of("novelty", models.TextModel, models.Text, "-o", model).Code);
        string plain = CliRun.With("bark tail fur thing1\n\nzebra\n", "predict", model, "-k", "1").Output;
        CliRun told = CliRun.With("bark tail fur thing1\n\nzebra\n", "predict", model, "-k", "1", "--novelty");

        string[] lines = told.Output[..^1].Split('\n');
        Assert.Matches(@"^0\.\d{1,6}\tknown\tdog\t", lines[0]);
        Assert.Equal("", lines[1]);
        Assert.Matches(@"^0\.\d{1,6}\tnovel\t", lines[2]);
        Assert.Equal(plain, string.Concat(lines.Select(line => string.Join('\t', line.Split('\t').Skip(2)) + "\n")));

        using JsonDocument json = JsonDocument.Parse(CliRun.With("zebra\n", "predict", model, "--json").Lines[0]);
        Assert.True(json.RootElement.GetProperty("novel").GetBoolean());
        Assert.Equal(double.Parse(lines[2].Split('\t')[0], System.Globalization.CultureInfo.InvariantCulture), json.RootElement.GetProperty("novelty").GetDouble(), 1e-6);
    }

    [Fact]
    public void ARowWithoutAClassHasANoveltyAllTheSame()
    {
        string exact = codes.File("exact.codeword"), infinite = codes.File("infinite.codeword");
        Classifier model = Classifier.Load(codes.Model).With(new Codeword.Decoding.Decoder(Codeword.Decoding.DecoderKind.Exact));
        model.WithNovelty(NoveltyRule.OfRadius(0)).Save(exact);
        model.WithNovelty(NoveltyRule.At(NoveltyScore.MaxLogit, 3)).Save(infinite);
        string rows = string.Concat(Enumerable.Range(0, 40).Select(i => $"{TinyCodes.Words[i % 6]} thing{i % 7} {TinyCodes.Words[i / 7]}\n"));
        string[] told = CliRun.With(rows, "predict", exact, "--novelty").Output[..^1].Split('\n');

        Assert.Contains(told, line => line.EndsWith("\tnovel", StringComparison.Ordinal));
        Assert.All(told, line => Assert.Matches(@"^(0\tknown(\t\w+\t[01]\.\d+)?|[1-5]\tnovel)$", line));
        string[] json = CliRun.With(rows, "predict", infinite, "--json").Lines;
        Assert.Equal(told.Select(line => line.Split('\t').Length == 2), json.Select(line => line.Contains("\"novelty\":null,\"novel\":true,\"top\":[]", StringComparison.Ordinal)));
    }

    [Fact]
    public void WrongCallsEndInOneSentence()
    {
        string few = models.Write("few.txt", Enumerable.Range(0, 18).Select(i => $"__label__cat purr thing{i}")), none = models.Write("none.txt", []);
        Refused(2, "The threshold is set on known rows: name their file, or give --threshold or --radius.", models.TextModel);
        Refused(2, "--radius is a rule of its own: leave out --false-alarms, --threshold and --score.", codes.Model, "--radius", "1", "--score", "Energy");
        Refused(2, "--threshold and --false-alarms both say where novel begins; give one of them.", models.TextModel, "--threshold", "1", "--false-alarms", "0.1");
        Refused(2, "--threshold cannot be \"NaN\": expected a number.", models.TextModel, "--threshold", "NaN");
        Refused(2, "No code is farther than 5 bits from another; expected a radius below that, found 5.", codes.Model, "--radius", "5");
        Refused(2, "--unknown tells unknown rows from known ones: name the file of the known ones too.", codes.Model, "--radius", "1", "--unknown", few);
        Refused(2, "Known and unknown rows cannot both come from standard input.", models.TextModel, "-", "--unknown", "-");
        Refused(2, "--false-alarms cannot be \"1\": expected a number above 0 and below 1.", models.TextModel, models.Text, "--false-alarms", "1");
        Refused(2, "--score cannot be \"odd\": expected one of CodeDistance, Disagreement, MaxProbability, MaxLogit, Energy.", models.TextModel, models.Text, "--score", "odd");
        Refused(2, "The novelty score CodeDistance needs codes of bits, as llc, ecoc and hash give classes.", models.TextModel, "--radius", "0");
        Refused(2, "The novelty score Disagreement needs digits that are no bits.", codes.Model, codes.Text, "--score", "Disagreement");
        Refused(1, "A share of 0.05 false alarms takes 19 known examples or more to be set by; found 18.", models.TextModel, few);
        Refused(1, $"{none} holds no rows; expected at least one.", models.TextModel, none);
        Refused(2, $"--output is {models.TextModel}, which the command reads and which would be lost; name another file.", models.TextModel, models.Text, "-o", models.TextModel);
        Refused(2, "The format libsvm holds features, but the model was trained on text.", models.TextModel, models.Features, "--format", "libsvm");
        Assert.Equal(1, CliRun.Of("novelty", models.TextModel, models.File("absent.txt")).Code);

        static void Refused(int code, string message, params string[] arguments) =>
            Assert.Equal(new CliRun(code, "", $"codeword: {message}\n"), CliRun.Of(["novelty", .. arguments]));
    }

    private static JsonDocument Json(params string[] arguments) => JsonDocument.Parse(Assert.Single(CliRun.Of(arguments).Lines));
}
