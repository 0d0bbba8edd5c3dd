using System.Text.RegularExpressions;

namespace Codeword.Tests.Conventions;

public sealed partial class SourceTests
{
    private const int LongestFile = 400;
    private const int LongestLine = 180;

    // Written in pieces, or this file would break its own rule.
    private static readonly string[] Unfinished = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "XX" + "X", "NotImplemented" + "Exception"];

    private static readonly IReadOnlyList<string> Sources = [.. Repository.Files(".cs", ".ts", ".sh")];

    [Fact]
    public void TheSourcesAreFound()
    {
        Assert.Contains("src/Codeword/Data/LabelId.cs", Sources.Select(Repository.Short));
        Assert.Contains("tests/Codeword.Tests/Conventions/SourceTests.cs", Sources.Select(Repository.Short));
    }

    [Fact]
    public void NoFileIsTooLongToRead() => Faults.AssertNone(
        from file in Sources
        let lines = File.ReadLines(file).Count()
        where lines > LongestFile
        select $"{Repository.Short(file)} has {lines} lines; at most {LongestFile} are allowed");

    [Fact]
    public void NoLineIsTooLongToRead() => Faults.AssertNone(
        from line in Lines(Sources)
        where line.Text.Length > LongestLine
        select $"{line.Place} has {line.Text.Length} columns; at most {LongestLine} are allowed");

    [Fact]
    public void NothingIsLeftUnfinished() => Faults.AssertNone(
        from line in Lines(Sources)
        from word in Unfinished
        where Regex.IsMatch(line.Text, $@"\b{word}\b")
        select $"{line.Place} says {word}");

    [Fact]
    public void NoTestIsSkipped() => Faults.AssertNone(
        from line in Lines(Sources)
        where SkippedTest().IsMatch(line.Text)
        select $"{line.Place} skips a test");

    [Fact]
    public void NoFileTellsOfTheMachineItWasWrittenOn() => Faults.AssertNone(
        from line in Lines([.. Sources, .. Repository.Files(".md", ".txt", ".props", ".csproj", ".json", ".slnx")])
        where PrivatePath().IsMatch(line.Text)
        select $"{line.Place} names a path of one machine: {line.Text.Trim()}");

    [Fact]
    public void ScriptsCanBeRunAndStopAtTheFirstError()
    {
        string[] scripts = [.. Repository.Files(".sh"), Path.Combine(Repository.Root, "codeword"), Path.Combine(Repository.Root, ".ci", "run")];

        Faults.AssertNone(
            from script in scripts
            let text = File.ReadAllText(script)
            where !(text.StartsWith("#!/usr/bin/env bash\n", StringComparison.Ordinal) && text.Contains("\nset -euo pipefail\n", StringComparison.Ordinal))
                || (!OperatingSystem.IsWindows() && !File.GetUnixFileMode(script).HasFlag(UnixFileMode.UserExecute))
            select $"{Repository.Short(script)} is not executable, or does not begin with bash and set -euo pipefail");
    }

    private static IEnumerable<(string Place, string Text)> Lines(IEnumerable<string> files) =>
        files.SelectMany(file => File.ReadLines(file).Select((text, i) => ($"{Repository.Short(file)}:{i + 1}", text)));

    [GeneratedRegex(@"\[(?:Fact|Theory)\(.*\bSkip\s*=")]
    private static partial Regex SkippedTest();

    [GeneratedRegex(@"(?<![\w.])/(?:home|root|work|Users)/\w")]
    private static partial Regex PrivatePath();
}
