using System.CommandLine;

namespace Codeword.Cli.Commands;

/// <summary><c>dataset</c>: a subcommand for each data set that can be built.</summary>
internal sealed class DatasetCommand : Command
{
    public DatasetCommand(Session session)
        : base("dataset", "Build a data set to try things on")
    {
        Add(new WordNetCommand(session));
        Add(new GlyphsCommand(session));
    }
}
