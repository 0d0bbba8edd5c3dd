using System.Diagnostics;
using static Codeword.EndToEndTests.CodewordProcess;

namespace Codeword.EndToEndTests;

/// <summary>Indexes and searches as processes: pipes between them, streams, signals, files that are not whole.</summary>
public sealed class SearchTests(IndexedRows rows) : IClassFixture<IndexedRows>
{
    private string File(string name) => rows.File(name);

    [Fact]
    public void RowsAndPipedCodesFindTheSame()
    {
        const string Queries = "bark tail\npurr whiskers\n\nhoot\n";
        (int searched, string byModel, string error) = Run(Queries, "search", rows.Index, "--model", rows.Model, "-k", "3");
        Assert.Equal((0, ""), (searched, error));
        Assert.Matches(@"^(\d+\t\d+\tdog\t){2}\d+\t\d+\tdog\n(\d+\t\d+\tcat\t){2}\d+\t\d+\tcat\n\n\d+\t\d+\t\w+\t[^\n]+\n$", byModel);

        string codes = Run(Queries, "encode", rows.Model).Output;
        Assert.Equal((0, byModel, ""), Run(codes, "search", rows.Index, "-", "-k", "3"));
    }

    [Fact]
    public void TextGoesRoundFromRowsThroughCodesToLabels()
    {
        string lines = Run("", "encode", rows.Model, "--classes").Output;
        Assert.Equal(0, Run(lines, "index", "build", "--bits", "16", "-o", File("classes.index")).Code);
        string codes = string.Concat(lines.TrimEnd().Split('\n').Select(line => line.Split('\t')[1] + "\n"));
        Assert.Equal("0\t0\tdog\n1\t0\tcat\n2\t0\towl\n", Run(codes, "search", File("classes.index"), "--radius", "0").Output);
    }

    [Fact]
    public void SearchAnswersEachLineBeforeTheNextIsThere()
    {
        using Process process = Start("search", rows.Index, "--model", rows.Model, "-k", "1");
        foreach ((string text, string label) in new[] { ("bark tail fur", "dog"), ("purr whiskers fur", "cat"), ("bark tail fur", "dog") })
        {
            process.StandardInput.WriteLine(text);
            process.StandardInput.Flush();
            Assert.EndsWith("\t" + label, ReadLine(process), StringComparison.Ordinal);
        }

        process.StandardInput.Close();
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public void AReaderThatHasSeenEnoughIsNoFault()
    {
        System.IO.File.WriteAllLines(File("many.txt"), Enumerable.Repeat("bark tail fur", 200_000));
        using Process process = Start("search", rows.Index, File("many.txt"), "--model", rows.Model);
        Assert.NotEmpty(ReadLine(process));
        process.StandardOutput.Close();
        Assert.Equal("", process.StandardError.ReadToEnd());
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(0, process.ExitCode);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void ASignalLeavesTheIndexAsItWasAndNothingBesideIt(string signal)
    {
        string folder = Directory.CreateDirectory(File("signal-" + signal)).FullName;
        string index = Path.Combine(folder, "codes.index");
        System.IO.File.Copy(rows.Index, index);
        byte[] before = System.IO.File.ReadAllBytes(index);
        using Process process = Start("index", "add", index, "--model", rows.Model);
        for (int i = 0; i < 20_000; i++)
        {
            process.StandardInput.WriteLine("bark tail fur");   // more than a pipe holds: what is read is being added
        }

        process.StandardInput.Flush();
        using Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        Assert.EndsWith("codeword: cancelled\n", process.StandardError.ReadToEnd(), StringComparison.Ordinal);
        Assert.True(process.WaitForExit(Patience));
        Assert.Equal(130, process.ExitCode);
        Assert.Equal(before, System.IO.File.ReadAllBytes(index));
        Assert.Equal(["codes.index"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public void OfTwoAdditionsAtOnceNoneIsLost()
    {
        string index = File("shared.index");
        Assert.Equal(0, Run("0000\n", "index", "build", "--bits", "16", "-o", index).Code);
        using Process first = Start("index", "add", index);
        first.StandardInput.WriteLine("00ff");
        first.StandardInput.Flush();
        using Process second = Start("index", "add", index);
        second.StandardInput.WriteLine("ff00");
        second.StandardInput.Close();
        second.WaitForExit(TimeSpan.FromSeconds(2));   // It may only end when the first has not begun yet.
        first.StandardInput.Close();
        foreach (Process process in new[] { first, second })
        {
            Assert.True(process.WaitForExit(Patience));
            Assert.Equal((0, ""), (process.ExitCode, process.StandardError.ReadToEnd()));
        }

        Assert.Matches("^0\t0\n[12]\t0\n[12]\t0\n$", Run("0000\n00ff\nff00\n", "search", index, "-k", "1").Output);
    }

    [Fact]
    public void BadInputIsOneLineAndNoFile()
    {
        byte[] whole = System.IO.File.ReadAllBytes(rows.Index);
        System.IO.File.WriteAllBytes(File("cut.index"), whole[..(whole.Length / 2)]);
        AssertFault(1, $"{File("cut.index")}: found {whole.Length / 2} bytes; expected {whole.Length}, as the header declares", Run("0000\n", "search", File("cut.index")));
        AssertFault(1, "-:2:3: found \"zz\"; expected a hexadecimal digit of a code of 16 bits", Run("0000\n00zz\n", "index", "build", "--bits", "16", "-o", File("bad.index")));
        AssertFault(1, "-:1:1: found 2 hexadecimal digits; expected 4, a code of 16 bits", Run("00\n", "index", "add", rows.Index));
        AssertFault(1, $"{File("nowhere.txt")}", Run("", "index", "build", File("nowhere.txt"), "--bits", "16", "-o", File("bad.index")), contains: true);
        AssertFault(
            2, $"{rows.Index} holds codes of another model than {rows.Other}, or of that before its weights were changed, and codes of two models cannot be compared",
            Run("bark\n", "search", rows.Index, "--model", rows.Other));
        AssertFault(2, "Without --model the file holds codes: say with --bits how many bits they have.", Run("00\n", "index", "build", "-o", File("bad.index")));
        Assert.Equal(whole, System.IO.File.ReadAllBytes(rows.Index));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(rows.Folder), entry => entry.Contains("bad.index", StringComparison.Ordinal));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(rows.Folder), entry => entry.Contains(".tmp-", StringComparison.Ordinal));
    }

    private static void AssertFault(int code, string message, (int Code, string Output, string Error) run, bool contains = false)
    {
        Assert.Equal((code, ""), (run.Code, run.Output));
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        if (contains)
        {
            Assert.Contains(message, run.Error, StringComparison.Ordinal);
        }
        else
        {
            Assert.StartsWith("codeword: " + message, run.Error, StringComparison.Ordinal);
        }
    }
}
