using System.Text.Json;

namespace Codeword.Tests.Cli.Commands;

public sealed class InspectCommandTests(TinyModels models) : IClassFixture<TinyModels>
{
    [Fact]
    public void TheTablesTellWhatTheModelIsMadeOf()
    {
        CliRun run = CliRun.Of("inspect", models.TextModel);
        Assert.Equal((0, ""), (run.Code, run.Error));
        foreach (string pattern in (string[])
            ["^method +mach$", "^classes +K = 3$", "^digits +R = 4, ΣB = 12 outputs$", "^decoder +", "^probability +softmax", "^heads bytes +",
                "^indistinguishable pairs +0 counted$", "^repetitions +4$", "^shuffled +2 +3 +1 +1 +0$", "^WGTS +[0-9,]+ [0-9a-f]{64}$"])
        {
            Assert.Matches($"(?m){pattern}", run.Output);
        }
    }

    [Fact]
    public void JsonTellsTheSame()
    {
        using JsonDocument json = JsonDocument.Parse(Assert.Single(CliRun.Of("inspect", models.FeatureModel, "--json").Lines));
        JsonElement root = json.RootElement;
        Assert.Equal(("1.0", "mach", "libsvm:1"), (Text("version"), Text("method"), Text("format")));
        Assert.Equal((3, 4, 12), (Number("classes"), Number("repetitions"), Number("outputs")));
        Assert.Equal("4", root.GetProperty("options").GetProperty("repetitions").GetString());
        Assert.Equal(4, root.GetProperty("codebook").GetProperty("columns").GetArrayLength());
        Assert.Equal(["INFO", "LABL", "CODE", "HEAD", "WGTS"], root.GetProperty("sections").EnumerateArray().Select(s => s.GetProperty("tag").GetString()));

        string? Text(string name) => root.GetProperty(name).GetString();
        int Number(string name) => root.GetProperty(name).GetInt32();
    }

    [Fact]
    public void HashedDigitsHaveTheorysNumberBesideTheCounted()
    {
        string model = models.File("hashed.codeword");
        CliRun.Of("train", "mach", models.Features, "-o", model, "--repetitions", "2", "--buckets", "10", "--digits", "Hashed", "--clustered-share", "0");
        Assert.Matches(@"(?m)^indistinguishable pairs +\d+ counted, 0\.03 expected of 2-universal hashing$", CliRun.Of("inspect", model).Output);
    }

    [Fact]
    public void ADamagedModelIsOneLineAndExit1()
    {
        byte[] bytes = File.ReadAllBytes(models.TextModel);
        bytes[^100] ^= 1;
        File.WriteAllBytes(models.File("damaged.codeword"), bytes);
        CliRun run = CliRun.Of("inspect", models.File("damaged.codeword"));
        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Matches(@"^codeword: [^\n]*damaged\.codeword: [^\n]+\n$", run.Error);
    }
}
