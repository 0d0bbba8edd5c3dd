using System.Globalization;
using Codeword.Tests.Storage;
using Codeword.Tests.Training;

namespace Codeword.Tests.Cli.Commands;

/// <summary>Networks from end to end, on text, sparse and dense features.</summary>
public sealed class NetworkCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("llc", "text")]
    [InlineData("llc", "dense")]
    [InlineData("ecoc", "sparse")]
    [InlineData("ecoc", "dense")]
    [InlineData("softmax", "text")]
    [InlineData("softmax", "dense")]
    [InlineData("mach-network", "text")]
    [InlineData("mach-network", "dense")]
    public void TrainTestPredictAndInspectWorkTogether(string method, string kind)
    {
        string model = _folder.File("m.codeword"), train = Write("train", kind, 400, 1), test = Write("test", kind, 100, 2);
        string[] size = method switch
        {
            "softmax" => ["--epochs", "20"],
            "mach-network" => ["--epochs", "20", "--repetitions", "8", "--buckets", "8", "--shared-encoder", kind == "text" ? "false" : "true"],
            _ => ["--bits", "12", "--codebook-epochs", "10", "--bit-epochs", "8"],
        };

        CliRun trained = CliRun.Of(["train", method, train, "-o", model, "--width", "32", "--batch-size", "32", "--dropout", "0.1", .. size]);
        Assert.True(trained.Code == 0, trained.Error);
        CliRun tested = CliRun.Of("test", model, test, "--json");
        Assert.Matches("^\\{\"accuracy@1\":(1,|0\\.[89])", tested.Output);
        CliRun predicted = CliRun.Of("predict", model, test, "-k", "1");
        Assert.Equal((0, "", 100), (predicted.Code, predicted.Error, predicted.Lines.Length));
        CliRun inspected = CliRun.Of("inspect", model);
        Assert.True(inspected.Code == 0, inspected.Error);
        Assert.Contains(method, inspected.Output, StringComparison.Ordinal);
        Assert.Equal(method == "mach-network" && kind == "text", inspected.Output.Contains("8 of their own for the heads, each: embedding bag", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatDoesNotGoTogetherIsToldInOneLine()
    {
        CliRun run = CliRun.Of("train", "llc", Write("train", "sparse", 60, 1), "-o", _folder.File("m"), "--bits", "3");

        Assert.Equal("", run.Output);
        Assert.NotEqual(0, run.Code);
        Assert.Contains("3 bits make 8 codes, fewer than the 30 classes; use more bits.", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("m")));
    }

    private string Write(string name, string kind, int rows, ulong seed)
    {
        string file = _folder.File(name + (kind == "text" ? ".txt" : ".svm"));
        File.WriteAllText(file, kind == "dense" ? OneBased(DenseProblem.Lines(rows, seed)) : kind == "text"
            ? Synthetic.Lines(text: true, multiLabel: false, rows, seed)
            : OneBased(Synthetic.Lines(text: false, multiLabel: false, rows, seed)));
        return file;
    }

    // What a file's name says is libsvm with indices from 0 or 1; a first index above 0 everywhere would be guessed apart in the two files.
    private static string OneBased(string lines) => string.Concat(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
    {
        string[] parts = line.Split(' ');
        return string.Join(' ', parts.Select((part, i) => i == 0 ? part : Shifted(part.Split(':')))) + "\n";
    }));

    private static string Shifted(string[] pair) => $"{int.Parse(pair[0], CultureInfo.InvariantCulture) + 1}:{pair[1]}";
}
