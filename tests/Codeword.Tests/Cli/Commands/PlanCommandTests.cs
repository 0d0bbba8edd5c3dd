using System.Text.Json;

namespace Codeword.Tests.Cli.Commands;

public sealed class PlanCommandTests
{
    [Fact]
    public void TheTablesTellSizesBytesCostAndBounds()
    {
        CliRun run = CliRun.Of("plan", "--classes", "4557", "--features", "76440", "--examples", "47712");
        Assert.Equal((0, ""), (run.Code, run.Error));
        foreach (string line in new[]
        {
            "^classes +K = 4,557, 71.2 a bucket$", "^repetitions +R = 16$", "^buckets +B = 64, 1,024 outputs in all$", "^weights +313,102,336 +1,393,366,548 +4.45$",
            "^multiply-adds a prediction +51,200 +227,850 +4.45$", "^multiply-adds of one training, 10 epochs +48,857,088,000 ",
            "R >= 5 leaves none in 99 of 100 codebooks$", "standard deviation at most 0.0315", "--repetitions 16 --buckets 64$",
        })
        {
            Assert.Matches("(?m)" + line, run.Output);
        }
    }

    [Fact]
    public void AllFlagsOfTheProposalAreInTheCommandItEndsWith()
    {
        string Last(string memory) => CliRun.Of("plan", "--classes", "1000000", "--features", "500000", "--memory", memory).Lines[^1];
        Assert.Equal("codeword train mach <data> -o <model> --repetitions 16 --buckets 128 --weight-format Int4", Last("1GB"));
        Assert.Equal("codeword train mach <data> -o <model> --repetitions 16 --buckets 64 --input-buckets 32768 --weight-format Int4", Last("20MB"));
        Assert.Equal("codeword train ova <data> -o <model>", CliRun.Of("plan", "--classes", "10").Lines[^1]);
    }

    [Fact]
    public void JsonHasTheSameFigures()
    {
        using JsonDocument json = JsonDocument.Parse(CliRun.Of("plan", "--classes", "4557", "--json").Output);
        Assert.Equal((16, 64), (json.RootElement.GetProperty("repetitions").GetInt32(), json.RootElement.GetProperty("buckets").GetInt32()));
        Assert.Equal(4096, json.RootElement.GetProperty("bytes").GetProperty("weights").GetInt64());
        Assert.True(json.RootElement.GetProperty("isBytesPerFeature").GetBoolean());
        using JsonDocument trained = JsonDocument.Parse(CliRun.Of("plan", "--classes", "4557", "--examples", "47712", "--json").Output);
        Assert.Equal(48_857_088_000, trained.RootElement.GetProperty("trainingProducts").GetDouble());
    }

    [Fact]
    public void WrongCommandLinesAreRefused()
    {
        Assert.Equal(
            new CliRun(2, "", "codeword: What fits into --memory depends on the number of features; give --features too.\n"),
            CliRun.Of("plan", "--classes", "10", "--memory", "1MB"));
        Assert.Equal(2, CliRun.Of("plan").Code);
        Assert.Contains("--classes cannot be \"1\": expected a whole number from 2 to 2147483647.", CliRun.Of("plan", "--classes", "1").Error, StringComparison.Ordinal);
        Assert.Equal(1, CliRun.Of("plan", "--classes", "4557", "--features", "1000000", "--memory", "1kB").Code);
    }
}
