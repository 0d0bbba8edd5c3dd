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
        Add(new DebianCommand(
            session, "debian-depends", "Build a multi-label task of a Debian archive: what a package depends on, from its description", package => package.Depends,
            fewest: 2));
        Add(new DebianCommand(session, "debian-tags", "Build a multi-label task of a Debian archive: a package's tags, from its description", package => package.Tags, fewest: 1));
        Add(new DebianPathsCommand(session));
    }
}
