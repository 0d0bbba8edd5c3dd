using System.CommandLine;
using Codeword.Training;

namespace Codeword.Cli;

/// <summary>The flags of what a training leaves behind to go on from, and what is said of it.</summary>
internal sealed class CheckpointFlags
{
    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "go on where a training with the same data and options was interrupted, from the folder <output>.checkpoint; anew when there is none",
    };

    private readonly Option<string> _every = new("--checkpoint-every")
    {
        Description = "time between two writes to <output>.checkpoint, of several times the model's bytes each, such as 30s, 5m or 1h; 0 = after each epoch, "
            + "never = no checkpoint",
        HelpName = "time",
        DefaultValueFactory = _ => "5m",
    };

    public CheckpointFlags(Command command)
    {
        command.Add(_resume);
        command.Add(_every);
    }

    /// <summary>The checkpoint beside an output.</summary>
    /// <exception cref="UsageException">A time is none.</exception>
    /// <exception cref="IOException">There is something else in its place.</exception>
    public Checkpoint Read(ParseResult parsed, string output, Session session)
    {
        string folder = output + ".checkpoint";
        if (File.Exists(folder))
        {
            throw new IOException($"The checkpoint cannot be kept in {folder}: it is a file.");
        }

        return new Checkpoint(folder, session.Time) { Interval = Duration.Parse(parsed.GetValue(_every)!), Resumes = parsed.GetValue(_resume) };
    }

    /// <summary>Says where training begins, unless there is nothing to say.</summary>
    public static void Announce(Checkpoint checkpoint, Session session)
    {
        if (checkpoint.Resumes)
        {
            session.Say(checkpoint.Exists ? $"{checkpoint.Folder}: there is a checkpoint to go on from" : $"{checkpoint.Folder}: there is no checkpoint; training begins anew");
        }
        else if (checkpoint.Exists)
        {
            session.Say($"{checkpoint.Folder}: left by a training that did not end; --resume would go on from there, this one begins anew and will replace it");
        }
    }

    /// <summary>Deletes what a training that has ended left; that it cannot be deleted is told, and no fault of the model.</summary>
    public static void Delete(Checkpoint checkpoint, Session session)
    {
        try
        {
            checkpoint.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            session.Say($"{checkpoint.Folder}: the model is saved, but its checkpoint cannot be deleted: {e.Message}");
        }
    }

    /// <summary>Says how a training that was interrupted can go on, if it can.</summary>
    public static void AnnounceLeft(Checkpoint checkpoint, Session session)
    {
        if (checkpoint.Exists && (checkpoint.Resumes || checkpoint.BytesWritten > 0))
        {
            session.Say($"{checkpoint.Folder}: what was done is kept there; the same command with --resume goes on from it");
        }
    }
}
