using System.CommandLine;
using Codeword.Cli.Datasets;

namespace Codeword.Cli.Commands;

/// <summary><c>dataset debian-paths</c>: which package a file belongs to.</summary>
internal sealed class DebianPathsCommand : Command
{
    private readonly Session _session;
    private readonly Option<string> _output = new("--output", "-o") { Description = "the folder to write the set to, made when absent", HelpName = "folder", Required = true };
    private readonly Option<string[]> _contents = new("--contents")
    {
        Description = "a Contents file, plain or gzipped, may be given several times; fetched by apt-get when not given",
        HelpName = "file",
    };

    private readonly Option<int?> _classes = Flags.Whole("--classes", "how many packages to keep, those whose names hash lowest; all when not given", 2, int.MaxValue);

    public DebianPathsCommand(Session session)
        : base("debian-paths", "Build a task of a Debian archive's file lists: find a file's package from its path")
    {
        _session = session;
        Add(_output);
        Add(_contents);
        Add(_classes);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        if (parsed.GetValue(_contents) is [_, ..] given)
        {
            Build(parsed, given);
            return ExitCode.Done;
        }

        using var index = new AptIndex();
        _session.Say("apt-get update, into a folder of its own");
        index.Fetch(hasContents: true, _session.Cancellation);
        Build(parsed, index.Find("_Contents-amd64", "_Contents-arm64", "_Contents-all"));
        return ExitCode.Done;
    }

    private void Build(ParseResult parsed, IReadOnlyList<string> contents) =>
        DebianPathsDataset.Build(contents, parsed.GetValue(_classes), parsed.GetRequiredValue(_output), new TextLines(_session.Output), _session.Cancellation);
}
