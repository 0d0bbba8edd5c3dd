using Codeword.Cli;
using Codeword.Training;

namespace Codeword.Tests.Cli;

public sealed class ProgressLinesTests
{
    private static readonly TrainingProgress Report = new(
        "train", 0.376, 3, 16, 4, 0.12345, 12345.6, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(72));

    [Fact]
    public void ALineTellsStageShareEpochLossSpeedAndTimeLeft() =>
        Assert.Equal("train 37%, epoch 4, loss 0.123, 12,346 examples/s, 1:12 left", ProgressLines.Describe(Report));

    [Fact]
    public void HoursAreTold() =>
        Assert.EndsWith(" 30:00:05 left", ProgressLines.Describe(Report with { Remaining = new TimeSpan(30, 0, 5) }), StringComparison.Ordinal);

    [Fact]
    public void LinesAreAtLeastTwoSecondsApart()
    {
        var time = new HandClock();
        using var output = new StringWriter { NewLine = "\n" };
        var lines = new ProgressLines(output, time);
        int[] milliseconds = [0, 1999, 2000, 2001, 3999, 4000];
        foreach (int now in milliseconds)
        {
            time.Now = now;
            lines.Report(Report with { Epoch = now });
        }

        Assert.Equal(
            ["epoch 2000", "epoch 4000"],
            output.ToString().TrimEnd('\n').Split('\n').Select(line => line.Split(", ")[1]));
    }
}
