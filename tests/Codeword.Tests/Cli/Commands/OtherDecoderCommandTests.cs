using System.Text.Json;

namespace Codeword.Tests.Cli.Commands;

/// <summary><c>test --decoder</c> and what <c>inspect</c> says of an encoder.</summary>
public sealed class OtherDecoderCommandTests(TinyCodes codes) : IClassFixture<TinyCodes>
{
    [Fact]
    public void AnotherDecoderIsMeasuredWithoutTrainingAgain()
    {
        // Of these rows the bits write no class's code: an exact decoder misses them, the nearest code may be right.
        string test = codes.Write("odd.txt", Enumerable.Range(0, 40).Select(i => $"__label__{TinyCodes.Kinds[i % 6]} thing{i % 7}"));
        double[] exact = Measure(test, "exact", "Exact");
        double[] soft = Measure(test, "LogSum", "LogSum");
        double[] nearest = Measure(test, "Hamming", "Hamming");
        Assert.Equal(nearest, Measure(test, "Table", "Table"));
        Assert.NotEqual(exact, soft);
        Assert.True(exact[0] <= nearest[0]);
    }

    [Fact]
    public void CalibrationIsMeasuredOfTheModelsOwnDecoderAlone()
    {
        string own = Classifier.Load(codes.Model).Model.Decoder.ToString();
        string other = own == "Hamming" ? "LogSum" : "Hamming";
        CliRun plain = CliRun.Of("test", codes.Model, codes.Text);
        Assert.Matches($"(?m)^decoder +{own}$", plain.Output);
        Assert.Matches("(?m)^calibration +ECE@15 ", plain.Output);
        Assert.Matches("(?m)^calibration +ECE@15 ", CliRun.Of("test", codes.Model, codes.Text, "--decoder", own).Output);

        CliRun changed = CliRun.Of("test", codes.Model, codes.Text, "--decoder", other);
        Assert.Matches($"(?m)^decoder +{other}, in place of the model's {own}$", changed.Output);
        Assert.Matches("(?m)^calibration +not measured: probabilities were fitted to the model's decoder$", changed.Output);
        Assert.DoesNotContain("calibration", CliRun.Of("test", codes.Model, codes.Text, "--decoder", other, "--json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ADecoderThatIsNoneOrDoesNotFitIsRefused()
    {
        Assert.Equal(
            new CliRun(2, "", "codeword: --decoder cannot be \"best\": expected one of Mean, Min, Median, LogSum, LogitSum, Hinge, Exact, Hamming, Table.\n"),
            CliRun.Of("test", codes.Model, codes.Text, "--decoder", "best"));
        Assert.Equal(
            new CliRun(2, "", "codeword: The decoder Hinge is for other digits than bits; use LogSum, LogitSum, Hamming, Table or Exact.\n"),
            CliRun.Of("test", codes.Model, codes.Text, "--decoder", "hinge"));
    }

    [Fact]
    public void InspectTellsLayersAndWidths()
    {
        int features = Classifier.Load(codes.Model).Model.Heads.Transform.FeatureCount;
        CliRun run = CliRun.Of("inspect", codes.Model);
        Assert.Matches($@"(?m)^encoder +multi-layer perceptron, {features} features -> 16 rectified; [0-9,]+ weights$", run.Output);
        Assert.Matches("(?m)^digits +k = 5 bits, an output each$", run.Output);
        Assert.Matches("(?m)^unique codes +6 of 6$", run.Output);

        using JsonDocument json = JsonDocument.Parse(CliRun.Of("inspect", codes.Model, "--json").Output);
        JsonElement layer = Assert.Single(json.RootElement.GetProperty("encoder").GetProperty("layers").EnumerateArray());
        Assert.Equal((features, 16, true),
            (layer.GetProperty("inputs").GetInt32(), layer.GetProperty("outputs").GetInt32(), layer.GetProperty("isRectified").GetBoolean()));

        string bag = codes.File("bag.codeword");
        CliRun trained = CliRun.Of(
            "train", "softmax", codes.Text, "-o", bag, "--encoder", "EmbeddingBag", "--width", "8", "--epochs", "2", "--refit", "false", "--threads", "1");
        Assert.True(trained.Code == 0, trained.Error);
        CliRun softmax = CliRun.Of("inspect", bag);
        Assert.Matches($@"(?m)^encoder +embedding bag, {features} features -> 8; [0-9,]+ weights$", softmax.Output);
        Assert.Matches("(?m)^digits +R = 1, ΣB = 6 outputs$", softmax.Output);
    }

    private double[] Measure(string test, string decoder, string name)
    {
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("test", codes.Model, test, "--decoder", decoder, "--json", "-k", "1,3").Output);
        Assert.Equal(name, json.RootElement.GetProperty("decoder").GetString());
        return [json.RootElement.GetProperty("accuracy@1").GetDouble(), json.RootElement.GetProperty("accuracy@3").GetDouble()];
    }
}
