using System.CommandLine;
using Codeword.Training;

namespace Codeword.Cli.Commands;

/// <summary><c>train</c>: a subcommand for each method.</summary>
internal sealed class TrainCommand : Command
{
    public TrainCommand(Session session)
        : base("train", "Train a model")
    {
        foreach (TrainingMethod method in TrainingMethod.All)
        {
            Add(new TrainMethodCommand(session, method));
        }
    }
}
