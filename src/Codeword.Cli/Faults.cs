using Codeword.Cli.Datasets;
using Codeword.Data;

namespace Codeword.Cli;

/// <summary>Turns an exception into one line for the user and an exit code.</summary>
internal sealed class Faults(Session session)
{
    private const int BrokenPipe = 32;   // EPIPE, which .NET hands on as it is

    public int Report(Exception fault)
    {
        switch (fault)
        {
            case AggregateException { InnerExceptions: [var first, ..] }:
                return Report(first);
            case OperationCanceledException when session.Cancellation.IsCancellationRequested:
                FlushQuietly();
                session.Say("codeword: cancelled");
                return ExitCode.Cancelled;
            case IOException { HResult: BrokenPipe }:
                return ExitCode.Done;   // Whoever read the results has seen enough.
            default:
                FlushQuietly();
                session.Say("codeword: " + Sentence(fault));
                ShowTrace(fault);
                return fault is UsageException ? ExitCode.WrongCommandLine : ExitCode.Failed;
        }
    }

    private static bool IsExpected(Exception fault) => fault is UsageException or DataFormatException or DatasetException or InvalidDataException
        or IOException or UnauthorizedAccessException or ArgumentException or OutOfMemoryException or NotFiniteNumberException;

    private static string Sentence(Exception fault)
    {
        // What .NET appends to the message of a bad argument is for programmers.
        string message = fault is ArgumentException ? fault.Message.Split(" (Parameter '")[0] : fault.Message;
        string line = message.ReplaceLineEndings(" ").Trim();
        if (fault is UnauthorizedAccessException && line.Split('\'') is [_, var path, _] && Directory.Exists(path))
        {
            return $"{path} is a folder; expected a file.";
        }

        return IsExpected(fault) ? line : $"unexpected {fault.GetType().Name}: {line} (CODEWORD_TRACE=1 shows where)";
    }

    private void ShowTrace(Exception fault)
    {
        if (session.HasTrace)
        {
            session.Say(fault.ToString());
        }
    }

    // Results before the fault are results; that they cannot be written is no second fault.
    private void FlushQuietly()
    {
        try
        {
            session.Output.Flush();
        }
        catch (IOException)
        {
        }
    }
}
