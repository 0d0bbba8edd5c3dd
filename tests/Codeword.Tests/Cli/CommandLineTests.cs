using Codeword.Cli;

namespace Codeword.Tests.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("Required command was not provided. See codeword --help.")]
    [InlineData("Required command was not provided. See codeword train --help.", "train")]
    [InlineData("There is no flag --deciels; a file of that name is ./--deciels. See codeword test --help.", "test", "m.codeword", "--deciels")]
    [InlineData("--threads cannot be \"many\": expected a whole number from 0 to 1024. See codeword test --help.", "test", "m", "f", "--threads", "many")]
    [InlineData("Option '--output' is required. See codeword train mach --help.", "train", "mach", "a.svm")]
    [InlineData("Standard input has no name to tell its format by: give it with --format.", "data", "check", "-")]
    [InlineData("The name \"a.dat\" does not tell the format; name the format, or let the file end in "
        + ".svm, .libsvm, .xmlc, .xmlc.txt, .txt, .csv, .tsv, .jsonl, .ndjson or .npy, with or without .gz.", "data", "check", "a.dat")]
    [InlineData("--label-prefix has no meaning for the format csv.", "data", "check", "a.csv", "--label-prefix", "x")]
    [InlineData("-k cannot be \"1,1\": expected different whole numbers from 1 to 1000, separated by commas.", "test", "m", "f", "-k", "1,1")]
    [InlineData("--propensity cannot be \"0.5\": expected default, wikipedia, amazon or A,B with A >= 0 and B > 0, such as 0.55,1.5.",
        "test", "m", "f", "--propensity", "0.5")]
    [InlineData("Training data cannot come from standard input, as it is read more than once; save it in a file.",
        "train", "ova", "-", "--format", "text", "-o", "m")]
    [InlineData("-o is ./a.svm, which the command reads and which would be lost; name another file.", "train", "ova", "a.svm", "-o", "./a.svm")]
    [InlineData("Found \"much\"; expected a number of bytes such as 500MB, 8GB or 1.5GiB.", "train", "ova", "a.svm", "-o", "m", "--memory-limit", "much")]
    [InlineData("--epochs cannot be \"0\": expected 1 to 1000.", "train", "ova", "a.svm", "-o", "m", "--epochs", "0")]
    public void AWrongCommandLineIsOneLineOnStandardErrorAndExit2(string message, params string[] args) =>
        Assert.Equal(new CliRun(ExitCode.WrongCommandLine, "", $"codeword: {message}\n"), CliRun.Of(args));

    [Theory]
    [InlineData("train", "ova", "nowhere.svm", "-o", "m.codeword")]
    [InlineData("test", "nowhere.codeword", "nowhere.svm")]
    [InlineData("predict", "nowhere.codeword")]
    [InlineData("inspect", "nowhere.codeword")]
    [InlineData("data", "check", "nowhere.svm")]
    [InlineData("dataset", "wordnet", "-o", "sets", "--dict", "nowhere")]
    public void AMissingFileIsOneLineOnStandardErrorAndExit1(params string[] args)
    {
        CliRun run = CliRun.Of(args);
        Assert.Equal((ExitCode.Failed, ""), (run.Code, run.Output));
        Assert.Matches(@"^codeword: [^\n]*nowhere[^\n]*\n$", run.Error);
    }

    [Fact]
    public void TheVersionIsPrinted() => Assert.Matches(@"^\d+\.\d+\.\d+\n$", CliRun.Of("--version").Output);

    [Fact]
    public void HelpShowsOnlyWhatAppliesWithLiveDefaults()
    {
        CliRun mach = CliRun.Of("train", "mach", "--help");
        Assert.Equal((ExitCode.Done, ""), (mach.Code, mach.Error));
        Assert.Matches(@"--repetitions <number> .*\[default: 16\]", mach.Output);
        Assert.DoesNotContain("--repetitions", CliRun.Of("train", "ova", "-h").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ANamedCommandIsMadeAloneAndIsTheOneThatAllHave()
    {
        Session session = CliRun.SessionOf(TextWriter.Null, TextWriter.Null);
        string[] names = [.. CommandLine.Create(session).Subcommands.Select(command => command.Name)];

        Assert.Contains("predict", names);
        Assert.All(names, name => Assert.Equal([name], CommandLine.Create(session, name).Subcommands.Select(command => command.Name)));
        Assert.Equal(names, CommandLine.Create(session, "predic").Subcommands.Select(command => command.Name));
    }

    [Fact]
    public void AnArgumentThatBeginsWithAnAtSignIsNoFileOfArguments() =>
        Assert.Contains("@nowhere.codeword", CliRun.Of("inspect", "@nowhere.codeword").Error, StringComparison.Ordinal);
}
