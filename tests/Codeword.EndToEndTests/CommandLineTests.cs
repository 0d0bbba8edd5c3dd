using System.Diagnostics;
using System.Text;
using System.Text.Json;
using static Codeword.EndToEndTests.CodewordProcess;

namespace Codeword.EndToEndTests;

/// <summary>What only a process of its own can show: streams, signals, exit codes.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("codeword-tests-").FullName;

    [Fact]
    public void TrainTestAndPredictWorkTogether()
    {
        string model = Train();
        (int tested, string metrics, _) = Run("", "test", model, Data(), "--json");
        Assert.Equal(0, tested);
        Assert.StartsWith("{\"accuracy@1\":1,", metrics, StringComparison.Ordinal);

        (int predicted, string lines, string error) = Run("bark\npurr\n", "predict", model, "-k", "1");
        Assert.Equal((0, ""), (predicted, error));
        Assert.Matches(@"^dog\t0\.\d+\ncat\t0\.\d+\n$", lines);
    }

    [Theory]
    [InlineData("mach", "--repetitions", "16")]
    [InlineData("mach", "--repetitions", "8", "--input-buckets", "16384")]
    [InlineData("ova")]
    [InlineData("ova", "--loss", "Softmax", "--epochs", "2")]
    [InlineData("llc", "--codebook-epochs", "4", "--bit-epochs", "3")]
    [InlineData("hash", "--loss", "HashNet", "--epochs", "5")]
    [InlineData("softmax", "--epochs", "5")]
    [InlineData("ecoc", "--codes", "Svd", "--bits", "16", "--codebook-epochs", "3", "--bit-epochs", "2")]
    public void TheForecastIsNoLessThanThePeakAndNotFarAboveIt(string method, params string[] options)
    {
        string data = Path.Combine(_folder, "wide.svm");
        File.WriteAllLines(data, Enumerable.Range(0, 4000).Select(i =>
            $"{i % 500} " + string.Join(' ', Enumerable.Range(0, 20).Select(j => $"{(1000 * j) + (((i * 7919) + (j * 104729)) % 1000) + 1}:1"))));
        AssertForecast([method, data, .. options]);
    }

    [Theory]
    [InlineData("llc", "--codebook-epochs", "3", "--bit-epochs", "3")]
    [InlineData("softmax", "--epochs", "4", "--hidden-layers", "2")]
    public void TheForecastHoldsForDenseArrays(string method, params string[] options)
    {
        string features = Path.Combine(_folder, "x.npy"), labels = Path.Combine(_folder, "y.npy");
        const int Rows = 12_000, Columns = 300, Classes = 200;
        WriteNpy(features, "<f4", $"({Rows}, {Columns})", Enumerable.Range(0, Rows * Columns).SelectMany(i =>
            BitConverter.GetBytes((float)Math.Sin((i / Columns % Classes * 31) + (i % Columns * 17)) + 1.5f)));
        WriteNpy(labels, "<i4", $"({Rows},)", Enumerable.Range(0, Rows).SelectMany(i => BitConverter.GetBytes(i % Classes)));

        AssertForecast([method, features, "--labels", labels, .. options]);
    }

    [Fact]
    public void AWrongCommandLineSaysNothingOnStandardOutput()
    {
        (int code, string output, string error) = Run("", "train", "mach");
        Assert.Equal((2, ""), (code, output));
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void PredictAnswersEachLineBeforeTheNextIsThere()
    {
        using Process process = Start("predict", Train(), "-k", "1");
        foreach ((string text, string name) in new[] { ("bark", "dog"), ("purr", "cat"), ("bark tail", "dog") })
        {
            process.StandardInput.WriteLine(text);
            process.StandardInput.Flush();
            Assert.StartsWith(name + "\t", ReadLine(process), StringComparison.Ordinal);
        }

        process.StandardInput.Close();
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public void AReaderThatHasSeenEnoughIsNoFault()
    {
        string rows = Path.Combine(_folder, "many.txt");
        File.WriteAllLines(rows, Enumerable.Repeat("bark tail fur", 200_000));
        using Process process = Start("predict", Train(), rows, "-k", "1");
        Assert.StartsWith("dog\t", ReadLine(process), StringComparison.Ordinal);
        process.StandardOutput.Close();
        Assert.Equal("", process.StandardError.ReadToEnd());
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(0, process.ExitCode);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void ASignalEndsTrainingWithoutAModel(string signal)
    {
        using Process process = Start(
            "train", "mach", Data(), "-o", Path.Combine(_folder, "never.codeword"), "--epochs", "1000", "--loss", "softmax", "--patience", "1000",
            "--repetitions", "4096", "--memory-limit", "1TB");
        process.StandardError.ReadLine();
        process.StandardError.ReadLine(); // the data is read, training begins
        using Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        string error = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(130, process.ExitCode);
        Assert.EndsWith("codeword: cancelled\n", error, StringComparison.Ordinal);
        Assert.Equal(["data.txt"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public void ASignalEndsThePredictionThatWaitsForInput()
    {
        using Process process = Start("predict", Train());
        process.StandardInput.WriteLine("bark");
        process.StandardInput.Flush();
        ReadLine(process);
        using Process kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(130, process.ExitCode);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void AssertForecast(string[] training)
    {
        (int code, string json, string error) = Run("", ["train", .. training, "-o", Path.Combine(_folder, "wide.codeword"), "--threads", "2", "--json"]);
        Assert.True(code == 0, error);

        using JsonDocument summary = JsonDocument.Parse(json);
        long peak = summary.RootElement.GetProperty("peakMemoryBytes").GetInt64();
        Assert.InRange(summary.RootElement.GetProperty("forecastMemoryBytes").GetInt64(), peak, 3 * peak);
    }

    private static void WriteNpy(string file, string type, string shape, IEnumerable<byte> values)
    {
        byte[] header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n");
        File.WriteAllBytes(file, [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, .. values]);
    }

    private string Data()
    {
        string file = Path.Combine(_folder, "data.txt");
        string[] rows = ["__label__dog bark tail fur", "__label__cat purr whiskers fur", "__label__owl hoot wings"];
        File.WriteAllLines(file, Enumerable.Range(0, 60).Select(i => $"{rows[i % 3]} thing{i % 7}"));
        return file;
    }

    private string Train()
    {
        string model = Path.Combine(_folder, "model.codeword");
        (int code, _, string error) = Run("", "train", "mach", Data(), "-o", model, "--repetitions", "4", "--buckets", "3");
        Assert.True(code == 0, error);
        return model;
    }
}
