using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using static Codeword.EndToEndTests.CodewordProcess;

namespace Codeword.EndToEndTests;

/// <summary>Training that is killed, and goes on.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("codeword-tests-").FullName;

    [Theory]
    [InlineData("mach", "--repetitions", "12", "--epochs", "6")]
    [InlineData("ova", "--loss", "Softmax", "--epochs", "4", "--patience", "4")]
    [InlineData("llc", "--codebook-epochs", "2", "--bit-epochs", "2", "--width", "64")]
    [InlineData("hash", "--loss", "GreedyHash", "--epochs", "4", "--width", "64")]
    [InlineData("ecoc", "--codes", "Svd", "--bits", "12", "--codebook-epochs", "2", "--bit-epochs", "2", "--width", "64")]
    public void KilledAtAnyMomentItGoesOnToTheSameBytesWithinTheForecast(string method, params string[] options)
    {
        string[] command = ["train", method, Data(), .. options, "--threads", "2", "--json"];
        long start = Stopwatch.GetTimestamp();
        (int code, _, string error) = Run("", [.. command, "-o", Model("whole"), "--checkpoint-every", "never"]);
        TimeSpan whole = Stopwatch.GetElapsedTime(start);
        Assert.True(code == 0, error);

        // Each time a little later, so that every part of the work is met, whatever the machine's speed; the model may be there before the last kill.
        int kills = 0;
        foreach (double share in new[] { 0.5, 0.7, 0.9 })
        {
            using Process process = Start([.. command, "-o", Model("killed"), "--resume", "--checkpoint-every", "0"]);
            if (!process.WaitForExit(share * whole))
            {
                process.Kill();     // SIGKILL: nothing of the process runs any more.
                kills++;
            }

            process.WaitForExit();
        }

        (code, string json, error) = Run("", [.. command, "-o", Model("killed"), "--resume"]);

        Assert.True(code == 0, error);
        Assert.InRange(kills, 1, 3);
        Assert.Equal(SHA256.HashData(File.ReadAllBytes(Model("whole"))), SHA256.HashData(File.ReadAllBytes(Model("killed"))));

        // A kill while the model was being written leaves that file, under the name that it had until then.
        Assert.Equal(
            ["data.svm", "killed", "whole"],
            Directory.GetFileSystemEntries(_folder).Select(entry => Path.GetFileName(entry)!)
                .Where(name => !name.StartsWith("killed.tmp-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        using JsonDocument summary = JsonDocument.Parse(json);
        long peak = summary.RootElement.GetProperty("peakMemoryBytes").GetInt64();
        Assert.InRange(summary.RootElement.GetProperty("forecastMemoryBytes").GetInt64(), peak, long.MaxValue);
    }

    [Fact]
    public async Task ASignalKeepsTheCheckpointAndSaysHowToGoOn()
    {
        string[] command = ["train", "softmax", Data(), "-o", Model("signalled"), "--epochs", "40", "--checkpoint-every", "0"];
        using Process process = Start(command);
        Task<string> error = process.StandardError.ReadToEndAsync();
        while (!File.Exists(Path.Combine(Model("signalled.checkpoint"), "choose-phase-0.checkpoint")))
        {
            Assert.False(process.WaitForExit(TimeSpan.FromMilliseconds(20)));
        }

        using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);

        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(130, process.ExitCode);
        Assert.EndsWith(
            $"{Model("signalled.checkpoint")}: what was done is kept there; the same command with --resume goes on from it\ncodeword: cancelled\n",
            await error, StringComparison.Ordinal);
        Assert.False(File.Exists(Model("signalled")));

        (int code, string json, string said) = Run("", [.. command, "--resume", "--json"]);
        Assert.True(code == 0, said);
        using JsonDocument summary = JsonDocument.Parse(json);
        Assert.InRange(summary.RootElement.GetProperty("resumedAt").GetDouble(), 1e-3, 1);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Model(string name) => Path.Combine(_folder, name);

    // 1,500 rows of 150 classes, each of 20 of 10,000 features.
    private string Data()
    {
        string data = Path.Combine(_folder, "data.svm");
        File.WriteAllLines(data, Enumerable.Range(0, 1500).Select(i =>
            $"{i % 150} " + string.Join(' ', Enumerable.Range(0, 20).Select(j => $"{(500 * j) + (((i * 7919) + (j * 104729)) % 500) + 1}:1"))));
        return data;
    }
}
