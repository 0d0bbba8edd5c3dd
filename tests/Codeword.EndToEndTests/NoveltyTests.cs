using static Codeword.EndToEndTests.CodewordProcess;

namespace Codeword.EndToEndTests;

/// <summary>From a trained model to rows that it tells it does not know.</summary>
public sealed class NoveltyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("codeword-tests-").FullName;

    [Fact]
    public void AModelIsToldWhatIsKnownAndTellsWhatIsNot()
    {
        string data = Path.Combine(_folder, "data.txt"), held = Path.Combine(_folder, "held.txt");
        string model = Path.Combine(_folder, "model.codeword"), told = Path.Combine(_folder, "told.codeword");
        string[] rows = ["__label__dog bark tail fur", "__label__cat purr whiskers fur", "__label__owl hoot wings", "__label__bee buzz wings"];
        File.WriteAllLines(data, Enumerable.Range(0, 120).Select(i => $"{rows[i % 4]} thing{i % 7}"));
        File.WriteAllLines(held, Enumerable.Range(0, 60).Select(i => $"{rows[i % 4]} thing{i % 5}"));
        (int trained, _, string problem) = Run("", "train", "mach", data, "-o", model, "--repetitions", "6", "--buckets", "4");
        Assert.True(trained == 0, problem);

        (int set, string table, string error) = Run("", "novelty", model, held, "--false-alarms", "0.1", "-o", told);
        Assert.Equal((0, ""), (set, error));
        Assert.Matches(@"^novel is +Disagreement above 0\.\d+, set by 10% false alarms on 60 known rows\n", table);
        (int predicted, string lines, _) = Run("hoot wings thing1\nzebra stripes\n", "predict", told, "-k", "1", "--novelty");
        Assert.Equal(0, predicted);
        Assert.Matches(@"^0\.\d+\tknown\towl\t[01]\.\d+\n0\.\d+\tnovel\t\w+\t[01]\.\d+\n$", lines);

        byte[] before = File.ReadAllBytes(told);
        Assert.Equal(
            (2, "", "codeword: The novelty score CodeDistance needs codes of bits, as llc, ecoc and hash give classes.\n"), Run("", "novelty", model, "--radius", "0", "-o", told));
        Assert.Equal(before, File.ReadAllBytes(told));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
