using System.Text.Json;

namespace Codeword.Tests.Cli.Commands;

public sealed class DataCheckCommandTests(TinyModels models) : IClassFixture<TinyModels>
{
    private const string Faulty = "a 1:1\nb 2:x\na,b 3:1 3:2\n";

    [Fact]
    public void SoundDataIsDescribed()
    {
        CliRun run = CliRun.Of("data", "check", models.Features);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Matches("(?m)^format +libsvm, indices from 1 \\(assumed\\)$", run.Output);
        Assert.Matches("(?m)^rows +60, 0 of them empty, 0 without labels$", run.Output);
        Assert.Matches("(?m)^faults +0$", run.Output);
    }

    [Fact]
    public void EveryFaultIsAResultAndTheExitCodeIs1()
    {
        CliRun run = CliRun.With(Faulty, "data", "check", "-", "--format", "libsvm:1");
        Assert.Equal((1, ""), (run.Code, run.Error));
        Assert.Equal(
            ["-:2:5: found the value \"x\"; expected a finite number", "-:3:9: found the index 3 twice; expected ascending indices"],
            run.Lines[^2..]);
    }

    [Fact]
    public void NoMoreFaultsArePrintedThanAskedFor()
    {
        CliRun run = CliRun.With(Faulty, "data", "check", "-", "--format", "libsvm:1", "--max-faults", "1");
        Assert.Equal("and 1 more", run.Lines[^1]);
    }

    [Fact]
    public void JsonListsTheFaults()
    {
        CliRun run = CliRun.With(Faulty, "data", "check", "-", "--format", "libsvm:1", "--json");
        using JsonDocument json = JsonDocument.Parse(Assert.Single(run.Lines));
        Assert.Equal(2, json.RootElement.GetProperty("faultCount").GetInt32());
        Assert.Equal([2, 3], json.RootElement.GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("line").GetInt32()));
        Assert.Equal("a", json.RootElement.GetProperty("largestLabel").GetProperty("name").GetString());
    }

    [Fact]
    public void NamedColumnsAreRead()
    {
        string csv = models.Write("named.csv", ["title,body,kind", "a,b,x;y", "c,d,x"]);
        CliRun run = CliRun.Of(
            "data", "check", csv, "--text-column", "title", "--text-column", "body", "--label-column", "kind", "--label-separator", ";");
        Assert.Matches("(?m)^format +csv, text in title and body, label in kind$", run.Output);
        Assert.Matches("(?m)^labels a row +1 to 2, 1\\.5000 on average$", run.Output);
    }

    [Fact]
    public void AnotherLabelPrefixIsRead() => Assert.Matches(
        "(?m)^labels +1, ", CliRun.With("#a some text\n", "data", "check", "-", "--format", "text", "--label-prefix", "#").Output);
}
