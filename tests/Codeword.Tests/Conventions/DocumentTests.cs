namespace Codeword.Tests.Conventions;

public sealed class DocumentTests
{
    [Fact]
    public void DocumentsNameOnlyWhatExists() => Faults.AssertNone(
        from file in Repository.Files(".md")
        from path in DocumentPaths.Broken(File.ReadAllText(file), Path.GetDirectoryName(file)!)
        select $"{Repository.Short(file)} names {path}, which does not exist");

    [Theory]
    [InlineData("See [the plan](docs/nowhere.md).", "docs/nowhere.md")]
    [InlineData("See [the plan](nowhere.md#head \"title\").", "nowhere.md")]
    [InlineData("Run `./nowhere.sh --fast` first.", "./nowhere.sh")]
    [InlineData("It stands in `src/Nowhere/`.", "src/Nowhere/")]
    [InlineData("It stands in `Nowhere.cs`.", "Nowhere.cs")]
    [InlineData("```\ndotnet test tests/Nowhere --filter A\n```", "tests/Nowhere")]
    public void ANameOfWhatDoesNotExistIsFound(string text, string path) =>
        Assert.Equal([path], DocumentPaths.Broken(text, Repository.Root));

    [Theory]
    [InlineData("See [the licence](LICENSE) and [the rules](CONTRIBUTING.md#rules), `LabelId.cs`, `src/Codeword/Data/`.")]
    [InlineData("[Elsewhere](https://example.org/a.md), [here](#head), `train.txt`, `n/a`, `-k 1,3,5`, `src/*/nowhere.cs`, `docs/<date>/raw.md`.")]
    [InlineData("```\n./test.sh\n./codeword train mach data/train.svm -o products.codeword\n```")]
    public void NamesOfWhatExistsAndOfUsersFilesAreFine(string text) =>
        Faults.AssertNone(DocumentPaths.Broken(text, Repository.Root));

    [Fact]
    public void DecisionsAreNumberedWithoutGaps()
    {
        string[] decisions =
        [
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "adr"), "*.md")
                .Select(file => Path.GetFileName(file))
                .Order(StringComparer.Ordinal),
        ];

        Assert.NotEmpty(decisions);
        Assert.Equal(Enumerable.Range(1, decisions.Length).Select(number => $"{number:D4}-"), decisions.Select(name => name[..5]));
    }
}
