using System.CommandLine;

namespace Codeword.Cli.Commands;

/// <summary><c>codes</c>: what can be done with the class codes of a model of bits.</summary>
internal sealed class CodesCommand : Command
{
    public CodesCommand(Session session)
        : base("codes", "Look at the class codes of a model of llc, ecoc or hash")
    {
        Add(new CodesErrorsCommand(session));
        Add(new CodesExportCommand(session));
        Add(new CodesNearestCommand(session));
        Add(new CodesTreeCommand(session));
    }
}
