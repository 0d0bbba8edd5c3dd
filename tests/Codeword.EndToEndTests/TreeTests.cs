using static Codeword.EndToEndTests.CodewordProcess;

namespace Codeword.EndToEndTests;

/// <summary>A tree of learnt codes, from data to file and back.</summary>
public sealed class TreeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("codeword-tests-").FullName;

    [Fact]
    public void ATreeIsWrittenCutAndCompared()
    {
        string data = Path.Combine(_folder, "data.txt"), model = Path.Combine(_folder, "model.codeword"), tree = Path.Combine(_folder, "tree.nwk");
        string[] rows = ["__label__dog bark tail fur", "__label__cat purr whiskers fur", "__label__owl hoot wings", "__label__bee buzz wings"];
        File.WriteAllLines(data, Enumerable.Range(0, 80).Select(i => $"{rows[i % 4]} thing{i % 7}"));
        (int trained, _, string problem) = Run(
            "", "train", "llc", data, "-o", model, "--bits", "8", "--width", "16", "--codebook-epochs", "5", "--bit-epochs", "5", "--refit", "false");
        Assert.True(trained == 0, problem);

        Assert.Equal((0, "", $"{tree}: a tree of 4 classes\n"), Run("", "codes", "tree", model, "--linkage", "complete", "-o", tree));
        Assert.Matches(@"^\(.*\);\n$", File.ReadAllText(tree));
        (int cut, string groups, string error) = Run("", "codes", "tree", model, "--groups", "2");
        Assert.Equal((0, ""), (cut, error));
        Assert.Matches("^dog\t0\ncat\t[01]\nowl\t[01]\nbee\t[01]\n$", groups);
        (int compared, string table, _) = Run("dog\tbeast\ncat\tbeast\nowl\twings\nbee\twings\n", "codes", "tree", model, "--truth", "-", "--json");
        Assert.Equal(0, compared);
        Assert.StartsWith("{\"classes\":4,\"resolvedTriples\":4,\"triplesAreDrawn\":false,\"codes\":{\"treeTripletAccuracy\":", table, StringComparison.Ordinal);
        Assert.Equal((2, "", "codeword: --groups cannot be 5: the model has 4 classes.\n"), Run("", "codes", "tree", model, "--groups", "5"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
