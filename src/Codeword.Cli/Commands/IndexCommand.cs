using System.CommandLine;

namespace Codeword.Cli.Commands;

/// <summary><c>index</c>: files of codes to search among.</summary>
internal sealed class IndexCommand : Command
{
    public IndexCommand(Session session)
        : base("index", "Make and change an index: codes of bits to search among, with labels")
    {
        Add(new IndexBuildCommand(session));
        Add(new IndexAddCommand(session));
        Add(new IndexRemoveCommand(session));
    }
}
