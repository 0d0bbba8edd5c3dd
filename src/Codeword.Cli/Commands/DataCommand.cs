using System.CommandLine;

namespace Codeword.Cli.Commands;

/// <summary><c>data</c>: what can be done with data alone.</summary>
internal sealed class DataCommand : Command
{
    public DataCommand(Session session)
        : base("data", "Look at data, and make a store of it")
    {
        Add(new DataCheckCommand(session));
        Add(new DataStoreCommand(session));
    }
}
