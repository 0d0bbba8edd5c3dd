using static Codeword.EndToEndTests.CodewordProcess;

namespace Codeword.EndToEndTests;

/// <summary>Probabilities fitted to held-out rows, from data to file and back.</summary>
public sealed class CalibrationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("codeword-tests-").FullName;

    [Fact]
    public void AModelOfCodesIsCalibratedAndNamesTheSameClasses()
    {
        string data = Path.Combine(_folder, "data.txt"), held = Path.Combine(_folder, "held.txt");
        string model = Path.Combine(_folder, "model.codeword"), calibrated = Path.Combine(_folder, "calibrated.codeword");
        string[] names = ["dog", "cat", "owl", "bee"], words = ["bark tail fur", "purr whiskers fur", "hoot wings", "buzz wings"];
        File.WriteAllLines(data, Enumerable.Range(0, 80).Select(i => $"__label__{names[i % 4]} {words[i % 4]} thing{i % 7}"));
        // Every third row has another class than its words say.
        File.WriteAllLines(held, Enumerable.Range(0, 240).Select(i => $"__label__{names[(i + (i % 3 == 0 ? 1 : 0)) % 4]} {words[i % 4]} thing{i % 7}"));
        (int trained, _, string problem) = Run(
            "", "train", "llc", data, "-o", model, "--bits", "8", "--width", "16", "--codebook-epochs", "5", "--bit-epochs", "5", "--refit", "false");
        Assert.True(trained == 0, problem);

        (int code, string table, string said) = Run("", "calibrate", model, held, "-o", calibrated);

        Assert.True(code == 0, said);
        Assert.StartsWith("rows     240\n", table, StringComparison.Ordinal);
        Assert.Matches("^.*calibrated.codeword: (softmax|sigmoid)\\(.*\\), then a curve of [0-9]+ knots?: 0.1 to 0.*\n$", said);
        (_, string before, _) = Run("", "predict", model, held);
        (_, string after, _) = Run("", "predict", calibrated, held);
        Assert.Equal(before.Split('\n').Select(line => line.Split('\t')[0]), after.Split('\n').Select(line => line.Split('\t')[0]));
        Assert.NotEqual(before, after);
        Assert.Equal(
            (1, "", "codeword: There are no rows to calibrate on.\n"), Run("", "calibrate", model, "-", "-o", Path.Combine(_folder, "never.codeword"), "--format", "text"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
