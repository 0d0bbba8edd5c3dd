using System.CommandLine;
using System.Text;
using Codeword.Cli;
using Codeword.Tests.Conventions;

namespace Codeword.Tests.Cli;

/// <summary>docs/cli.md is what the commands say of themselves.</summary>
public sealed class DocumentTests
{
    private const string Head = """
        # The command line

        Made from each command's own `--help`; a test compares. Results go to standard output, progress and faults to standard error; `-` is standard
        input. `--json` prints one object a line. A command ends with 0 when it is done, also when whoever read its results has seen enough; with 1 when
        it failed; with 2 when the command line is wrong; and with 130 when it was cancelled (SIGINT, SIGTERM). `NO_COLOR` is respected.

        """;

    [Fact]
    public void TheDocumentIsMadeFromTheHelp()
    {
        string file = Path.Combine(Repository.Root, "docs", "cli.md");
        string text = Head + string.Concat(Commands([CommandLine.Create(CliRun.SessionOf(TextWriter.Null, TextWriter.Null))], []).Select(Section));
        if (Environment.GetEnvironmentVariable("CODEWORD_APPROVE") == "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.True(
            File.ReadAllText(file) == text,
            "docs/cli.md differs from the help. Run the test with CODEWORD_APPROVE=1 and commit docs/cli.md.");
    }

    private static IEnumerable<string[]> Commands(IEnumerable<Command> commands, string[] above) =>
        commands.SelectMany(command => Commands(command.Subcommands, [.. above, command.Name]).Prepend([.. above, command.Name]));

    private static string Section(string[] command)
    {
        CliRun help = CliRun.Of([.. command[1..], "--help"]);
        var text = new StringBuilder($"\n## {string.Join(' ', command)}\n\n```\n");
        foreach (string line in help.Output.Trim('\n').Split('\n'))
        {
            text.Append(line.TrimEnd()).Append('\n');
        }

        return text.Append("```\n").ToString();
    }
}
