using System.Text.Json;
using Codeword.Training;

namespace Codeword.Tests.Cli.Commands;

/// <summary>What the command line says and does about checkpoints.</summary>
public sealed class ResumeCommandTests(TinyModels models) : IClassFixture<TinyModels>
{
    [Fact]
    public void WithoutACheckpointResumingBeginsAnewAndSaysSo()
    {
        string output = models.File("anew.codeword");

        CliRun run = Train(output, "--resume", "--json");

        Assert.Equal(0, run.Code);
        Assert.Contains($"{output}.checkpoint: there is no checkpoint; training begins anew\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(models.TextModel), File.ReadAllBytes(output));
        Assert.Equal((0, 0), Figures(run));
    }

    [Fact]
    public void ACheckpointIsGoneOnFromAndDeletedInTheEnd()
    {
        string output = models.File("resumed.codeword");
        LeaveCheckpoint(output);

        CliRun run = Train(output, "--resume", "--json");

        Assert.Equal(0, run.Code);
        Assert.Contains($"{output}.checkpoint: there is a checkpoint to go on from\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(models.TextModel), File.ReadAllBytes(output));
        Assert.False(Directory.Exists(output + ".checkpoint"));
        Assert.Equal((1, 0), Figures(run));
        LeaveCheckpoint(output);
        Assert.Single(Train(output, "--resume").Lines, line => line.EndsWith("resumed at 1.0000 of the work; none written", StringComparison.Ordinal));
    }

    [Fact]
    public void WithoutResumeACheckpointIsToldOfAndLeftOutOfAccount()
    {
        string output = models.File("again.codeword");
        LeaveCheckpoint(output);

        CliRun run = Train(output, "--json", "--checkpoint-every", "0");

        Assert.Contains(
            $"{output}.checkpoint: left by a training that did not end; --resume would go on from there, this one begins anew and will replace it\n",
            run.Error, StringComparison.Ordinal);
        (double resumed, long written) = Figures(run);
        Assert.Equal(0, resumed);
        Assert.InRange(written, 1000, 10_000_000);
        Assert.False(Directory.Exists(output + ".checkpoint"));
    }

    [Fact]
    public void ACheckpointOfAnotherTrainingIsRefusedAndKept()
    {
        string output = models.File("other.codeword");
        LeaveCheckpoint(output);

        CliRun run = Train(output, "--resume", "--epochs", "7");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.EndsWith(
            $"codeword: {output}.checkpoint is the checkpoint of a training with epochs 10 where this one has 7; "
            + "expected one with the same data, options and version of Codeword.\n",
            run.Error, StringComparison.Ordinal);
        Assert.True(Directory.Exists(output + ".checkpoint"));
        Assert.False(File.Exists(output));
    }

    [Fact]
    public void AWrongTimeAndAFileInTheCheckpointsPlaceAreRefused()
    {
        string output = models.File("wrong.codeword");
        Assert.Equal(
            new CliRun(2, "", "codeword: Found \"5\"; expected a time such as 30s, 5m or 1.5h, at most 1000h, or 0, or never.\n"), Train(output, "--checkpoint-every", "5"));

        models.Write("wrong.codeword.checkpoint", []);
        Assert.Equal(new CliRun(1, "", $"codeword: The checkpoint cannot be kept in {output}.checkpoint: it is a file.\n"), Train(output));
    }

    private CliRun Train(string output, params string[] flags) => CliRun.Of(["train", "mach", models.Text, "-o", output, .. TinyModels.Small, .. flags]);

    // As a kill between the end of training and that of the command leaves it.
    private void LeaveCheckpoint(string output)
    {
        TrainingData data = TrainingData.Read(Codeword.Data.ExampleSource.FromFile(models.Text, new Codeword.Data.TextFormat()), new MachOptions().Text);
        Trainer.Train(
            data,
            new MachOptions { Repetitions = 4, Buckets = 3, Threads = 1 },
            checkpoint: new Checkpoint(output + ".checkpoint", TimeProvider.System) { Interval = TimeSpan.Zero });
    }

    private static (double Resumed, long Written) Figures(CliRun run)
    {
        using JsonDocument json = JsonDocument.Parse(Assert.Single(run.Lines));
        return (json.RootElement.GetProperty("resumedAt").GetDouble(), json.RootElement.GetProperty("checkpointBytes").GetInt64());
    }
}
