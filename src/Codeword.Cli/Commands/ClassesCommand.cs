using System.CommandLine;

namespace Codeword.Cli.Commands;

/// <summary><c>classes</c>: the classes of a model, changed without training it again.</summary>
internal sealed class ClassesCommand : Command
{
    public ClassesCommand(Session session)
        : base("classes", "Add classes to a model without training it again, retire some, or list them")
    {
        Add(new ClassesAddCommand(session));
        Add(new ClassesRetireCommand(session));
        Add(new ClassesListCommand(session));
    }
}
