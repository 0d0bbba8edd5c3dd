using System.CommandLine;
using System.CommandLine.Invocation;

namespace Codeword.Cli;

/// <summary>Prints the program's version.</summary>
internal sealed class VersionAction(Session session) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        session.Output.WriteLine(CommandLine.Version);
        return ExitCode.Done;
    }
}
