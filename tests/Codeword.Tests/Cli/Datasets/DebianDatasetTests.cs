using System.Text;
using Codeword.Cli.Datasets;
using Codeword.Tests.Storage;

namespace Codeword.Tests.Cli.Datasets;

public sealed class DebianDatasetTests : IDisposable
{
    private readonly TemporaryFolder _input = new();
    private readonly TemporaryFolder _output = new();

    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
    }

    [Fact]
    public void DependenciesAreNamesOfFirstAlternativesAndSplitBySource()
    {
        // 40 programs depend on libc6 and one of two others; what one program alone depends on is no label.
        var packages = new StringBuilder();
        var translation = new StringBuilder();
        for (int i = 0; i < 40; i++)
        {
            packages.Append($"Package: tool{i}\nSource: src{i} (1.0)\nArchitecture: amd64\nDescription: a tool\nDescription-md5: {i:x32}\n");
            packages.Append($"Depends: libc6 (>= 2.{i}), perl:any | perl5,\n lib{(char)('a' + (i % 2))} [amd64] <!nocheck>, only{i}\n\n");
            translation.Append($"Package: tool{i}\nDescription-md5: {i:x32}\nDescription-en: tool number {i}\n It does  things.\n .\n And more.\n\n");
        }

        packages.Append("Package: tool0\nDescription: again\nDepends: libc6\n\nPackage: alone\nDescription: without\n");
        CliRun run = CliRun.Of(
            "dataset", "debian-depends", "--packages", Write("Packages", packages.ToString()), "--translation", Write("Translation-en", translation.ToString()),
            "-o", _output.Path);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(["labels.txt", "sources.txt", "test.ids", "test.txt", "train.ids", "train.txt"], _output.Names());
        Assert.Equal(["liba", "libb", "libc6", "perl"], Lines("labels.txt"));
        int tested = Enumerable.Range(0, 40).Count(i => SplitHash.IsTest(SplitHash.Of($"src{i}")));
        Assert.Equal([$"4 labels, {40 - tested} training rows, {tested} test rows"], run.Lines);
        Assert.InRange(tested, 1, 39);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"tool{i}").Order(), Lines("train.ids").Concat(Lines("test.ids")).Order());
        string row = Lines("train.txt").Concat(Lines("test.txt")).Single(line => line.Contains("number 7 ", StringComparison.Ordinal));
        Assert.Equal("__label__libc6 __label__perl __label__libb tool number 7 It does things. And more.", row);
        Assert.All(Lines("sources.txt"), line => Assert.Matches("^[0-9a-f]{64}  (Packages|Translation-en)$", line));
    }

    [Fact]
    public void TagsInBracesAreSeveral()
    {
        string packages = Write("Packages", string.Concat(Enumerable.Range(0, 12).Select(
            i => $"Package: p{i}\nDescription: short {i}\nTag: devel::lang:c, uitoolkit::{{gtk,ncurses}},\n role::program\n\n")));
        CliRun run = CliRun.Of("dataset", "debian-tags", "--packages", packages, "--translation", Write("Translation-en", ""), "-o", _output.Path);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(["devel::lang:c", "role::program", "uitoolkit::gtk", "uitoolkit::ncurses"], Lines("labels.txt"));
        Assert.All(
            Lines("train.txt"), line => Assert.Matches("^__label__devel::lang:c __label__uitoolkit::gtk __label__uitoolkit::ncurses __label__role::program short [0-9]+$", line));
    }

    [Fact]
    public void PathsHaveTheirFirstPackageAndMayHoldBlanks()
    {
        var contents = new StringBuilder();
        for (int i = 0; i < 300; i++)
        {
            contents.Append($"usr/share/doc/p{i % 3}/a file {i}   utils/p{i % 3},other/q\nusr/lib/thing{i}\tp{i % 3}\n");
        }

        string all = Write("Contents-all", contents.ToString());
        CliRun run = CliRun.Of("dataset", "debian-paths", "--contents", all, "-o", _output.Path);
        Assert.Equal((0, ""), (run.Code, run.Error));
        string[] train = Lines("train.txt"), test = Lines("test.txt"), unnamed = Lines("test.unnamed.txt");
        Assert.Equal(600, train.Length + test.Length);
        Assert.Equal([$"3 classes, {train.Length} training rows, {test.Length} test rows, {unnamed.Length} of them without the package's name"], run.Lines);
        Assert.Contains("__label__p1 usr/share/doc/p1/a file 4", train.Concat(test));
        Assert.All(test, line => Assert.Equal(0UL, SplitHash.Of(Encoding.UTF8.GetBytes(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..])) % 10));
        Assert.Equal(test.Where(line => line.Contains("thing", StringComparison.Ordinal)), unnamed);

        Assert.Equal(0, CliRun.Of("dataset", "debian-paths", "--contents", all, "--contents", all, "--classes", "2", "-o", _output.Path).Code);
        string[] lowest = [.. Enumerable.Range(0, 3).Select(i => $"p{i}").OrderBy(SplitHash.Of).Take(2).Order()];
        Assert.Equal(lowest, Lines("train.txt").Select(line => line[9..11]).Distinct().Order());
        Assert.Equal(800, Lines("train.txt").Length + Lines("test.txt").Length);
    }

    [Fact]
    public void WhatIsNoIndexIsRefusedWithFileAndLine()
    {
        string noField = Write("Packages", "Package: a\nDepends: b\n\nno field here\n"), empty = Write("Empty", "");
        Refused($"codeword: {noField}:4: found \"no field here\"; expected a field, its name followed by a colon.\n",
            "debian-depends", "--packages", noField, "--translation", empty);
        Refused($"codeword: No label of {empty} stands in 2 packages or more, so there is nothing to learn.\n", "debian-depends", "--packages", empty, "--translation", empty);
        string noPath = Write("Contents", "usr/bin/a\tb\nalone\n");
        Refused($"codeword: {noPath}:2: found \"alone\"; expected a path, blanks and packages.\n", "debian-paths", "--contents", noPath);
        Assert.Equal(
            new CliRun(2, "", "codeword: --packages and --translation go together; give both, or none to have them fetched.\n"),
            CliRun.Of("dataset", "debian-tags", "--packages", empty, "-o", _output.Path));
        Assert.Empty(_output.Names());
    }

    [Fact]
    public void AFailingProgramIsNamed()
    {
        using var index = new AptIndex { AptCommand = "false" };
        var fault = Assert.Throws<DatasetException>(() => index.Fetch(hasContents: true, CancellationToken.None));
        Assert.Equal("The archive's index was not fetched: false failed with exit code 1; name files of it instead.", fault.Message);
        Assert.StartsWith("apt-get update left no file of _Packages;", Assert.Throws<DatasetException>(() => index.Find("_Packages")).Message, StringComparison.Ordinal);
    }

    private void Refused(string message, params string[] arguments) =>
        Assert.Equal(new CliRun(1, "", message), CliRun.Of(["dataset", .. arguments, "-o", _output.Path]));

    private string Write(string name, string text)
    {
        File.WriteAllText(_input.File(name), text);
        return _input.File(name);
    }

    private string[] Lines(string name) => File.ReadAllLines(_output.File(name));
}
