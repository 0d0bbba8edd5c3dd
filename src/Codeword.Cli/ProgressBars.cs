using Codeword.Training;
using Spectre.Console;

namespace Codeword.Cli;

/// <summary>Shows progress while something trains: a bar on a terminal, lines elsewhere.</summary>
internal static class ProgressBars
{
    public static T Show<T>(Session session, Func<IProgress<TrainingProgress>, T> train) => session.ErrorIsTerminal
        ? session.ErrorConsole().Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn { Width = 16 }, new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context => train(new Bar(context.AddTask("starting", maxValue: 1))))
        : train(new ProgressLines(session.Error, session.Time));

    private sealed class Bar(ProgressTask task) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            task.Description = Markup.Escape(ProgressLines.Describe(value));
            task.Value = value.Done;
        }
    }
}
