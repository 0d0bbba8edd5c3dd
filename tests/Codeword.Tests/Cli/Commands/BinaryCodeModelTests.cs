using System.Text.Json;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Tests.Models;
using Codeword.Tests.Storage;

namespace Codeword.Tests.Cli.Commands;

/// <summary>Models of binary codes on the command line; the exact decoder names no class for most rows.</summary>
public sealed class BinaryCodeModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void InspectTellsOfTheCodes()
    {
        CliRun run = CliRun.Of("inspect", Write(DecoderKind.Hamming));
        Assert.Equal((0, ""), (run.Code, run.Error));
        foreach (string pattern in (string[])
            ["^digits +k = 9 bits, an output each$", "^decoder +Hamming$", "^bit +9 +2 ", "^unique codes +11 of 12$", "^colliding pairs +1$", "^least distance +0$",
                @"^mean distance +\d\.\d\d$", @"^share of ones a bit +0\.\d+ to 0\.\d+, mean 0\.\d+$", @"^\|correlation\| of two bits +mean 0\.\d+, largest [01]\.\d+$"])
        {
            Assert.Matches($"(?m){pattern}", run.Output);
        }

        using JsonDocument json = JsonDocument.Parse(Assert.Single(CliRun.Of("inspect", Write(DecoderKind.LogSum), "--json").Lines));
        JsonElement bits = json.RootElement.GetProperty("codebook").GetProperty("bits");
        Assert.Equal((9, 11, 1, 0), (Number("bits"), Number("uniqueCodes"), Number("collidingPairs"), Number("minimumDistance")));
        Assert.Equal(9, json.RootElement.GetProperty("outputs").GetInt32());

        int Number(string name) => bits.GetProperty(name).GetInt32();
    }

    [Fact]
    public void ARowWithoutAClassIsAnEmptyLineOrAnEmptyListAndAMiss()
    {
        string model = Write(DecoderKind.Exact);
        string rows = string.Concat(Enumerable.Range(0, 60).Select(i => $"x {i % 8}:{1 + (i % 5)} 8:-{i % 3}\n"));
        Prediction[][] expected = [.. Enumerable.Range(0, 60).Select(i => Rank(model, i))];
        Assert.Contains(expected, top => top.Length == 0);

        CliRun plain = CliRun.With(rows, "predict", model, "-k", "2");
        Assert.Equal(expected.Select(top => top.Length == 0), plain.Output[..^1].Split('\n').Select(line => line.Length == 0));
        CliRun json = CliRun.With(rows, "predict", model, "-k", "2", "--json");
        Assert.Equal(expected.Select(top => top.Length == 0), json.Lines.Select(line => line.EndsWith("\"top\":[]}", StringComparison.Ordinal)));

        CliRun test = CliRun.With(rows, "test", model, "-", "--json", "-k", "1,3");
        using JsonDocument report = JsonDocument.Parse(Assert.Single(test.Lines));
        Assert.Equal((60, 0.0), (report.RootElement.GetProperty("rows").GetInt32(), report.RootElement.GetProperty("accuracy@1").GetDouble()));
    }

    public void Dispose() => _folder.Dispose();

    private static Prediction[] Rank(string model, int row)
    {
        return Classifier.Load(model).CreatePredictor().Predict(Features.Sparse([row % 8, 8], [1 + (row % 5), -(row % 3)]), 2).Top.ToArray();
    }

    private string Write(DecoderKind kind)
    {
        string path = _folder.File($"{kind}.codeword");
        ModelFile.Save(SampleModel.Create(ModelShape.Bits with { Decoder = new Decoder(kind) }), path);
        return path;
    }
}
