using static Codeword.EndToEndTests.CodewordProcess;

namespace Codeword.EndToEndTests;

/// <summary>A folder with two models of codes of 16 bits, trained on the same rows, and an index of the rows by the first.</summary>
public sealed class IndexedRows : IDisposable
{
    public IndexedRows()
    {
        string[] rows = ["__label__dog bark tail fur", "__label__cat purr whiskers fur", "__label__owl hoot wings"];
        System.IO.File.WriteAllLines(File("rows.txt"), Enumerable.Range(0, 90).Select(i => $"{rows[i % 3]} thing{i % 7}"));
        Train(Model, "1");
        Train(Other, "2");
        (int code, _, string error) = Run("", "index", "build", File("rows.txt"), "--model", Model, "-o", Index);
        Assert.True(code == 0, error);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("codeword-tests-").FullName;

    public string Model => File("llc.codeword");

    public string Other => File("other.codeword");

    public string Index => File("rows.index");

    public string File(string name) => Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Train(string model, string seed)
    {
        (int code, _, string error) = Run(
            "", "train", "ecoc", File("rows.txt"), "-o", model, "--seed", seed, "--codes", "MaxMin", "--bits", "16", "--width", "16", "--bit-epochs", "12",
            "--codebook-epochs", "6", "--batch-size", "16", "--dropout", "0", "--refit", "false", "--threads", "1");
        Assert.True(code == 0, error);
    }
}
