using Codeword.Training.Checkpoints;

namespace Codeword.Training;

/// <summary>
/// A folder in which a training leaves what it has done, so that another one with the same data, options and version of the library can go on there when it
/// was interrupted, whenever that was: both end in the same model, byte for byte. Serves one training.
/// </summary>
/// <remarks>
/// The folder is not made before there is something to keep for at least <see cref="Interval"/>, and not deleted at the end of training: call
/// <see cref="Delete"/> when the model is saved. Only files that end in <c>.checkpoint</c> are ever written or deleted.
/// </remarks>
public sealed class Checkpoint
{
    private long _bytesWritten;

    /// <summary>A checkpoint in a folder that need not exist.</summary>
    /// <param name="folder">Its path.</param>
    /// <param name="time">The clock by which checkpoints are due.</param>
    public Checkpoint(string folder, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(time);
        (Folder, Time) = (folder, time);
    }

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>
    /// How much time passes between two writes of the same thing, at least; 0 to write after each epoch, <see cref="Timeout.InfiniteTimeSpan"/> to write
    /// nothing. Has no influence on the model.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, and not <see cref="Timeout.InfiniteTimeSpan"/>.</exception>
    public TimeSpan Interval
    {
        get;
        init => field = value >= TimeSpan.Zero || value == Timeout.InfiniteTimeSpan
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Interval), value, "Interval is 0 or more, or infinite.");
    } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether training goes on from what the folder holds, where it holds something; without, it begins anew, and what the folder holds is replaced when the
    /// first write is due.
    /// </summary>
    public bool Resumes { get; init; } = true;

    /// <summary>Whether the folder holds something to go on from.</summary>
    public bool Exists => File.Exists(CheckpointFolder.RunPath(Folder));

    /// <summary>Share of the work that was found done, 0 to 1; known when training has ended.</summary>
    public double Resumed { get; internal set; }

    /// <summary>Bytes written so far, those replaced since among them.</summary>
    public long BytesWritten => Interlocked.Read(ref _bytesWritten);

    internal TimeProvider Time { get; }

    /// <summary>Deletes the checkpoint, and the folder when nothing else is in it.</summary>
    /// <exception cref="IOException">A file cannot be deleted.</exception>
    public void Delete()
    {
        if (CheckpointFolder.IsCheckpoint(Folder))
        {
            CheckpointFolder.Delete(Folder);
        }
    }

    internal void CountBytes(long bytes) => Interlocked.Add(ref _bytesWritten, bytes);
}
