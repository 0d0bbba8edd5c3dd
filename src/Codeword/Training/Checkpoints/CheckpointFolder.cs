using Codeword.Storage;

namespace Codeword.Training.Checkpoints;

/// <summary>
/// The files of a <see cref="Checkpoint"/>, for one training: <c>run.checkpoint</c> says which training it is, each other file holds a part of it that does not
/// depend on the rest being there. Every file is written whole or not at all, so that the folder is sound whenever the process ends. Safe for several threads.
/// </summary>
internal sealed class CheckpointFolder
{
    private const string Ending = ".checkpoint";
    private const string Unfinished = ".tmp-";
    private const string UnfinishedRun = "run" + Ending + Unfinished + "*";
    private static readonly Tag Kind = new("CKPT");
    private static readonly Tag OwnerTag = new("OWNR");
    private readonly Checkpoint _checkpoint;
    private readonly Lazy<RunIdentity> _run;
    private readonly Lock _lock = new();
    private readonly List<(string Name, Action<SectionWriter> Content)> _pending = [];
    private readonly long _start;
    private long _lastFlush;
    private byte[]? _owner;

    private CheckpointFolder(Checkpoint checkpoint, Func<RunIdentity> run)
    {
        (_checkpoint, _run) = (checkpoint, new Lazy<RunIdentity>(run));
        _start = _lastFlush = Now;
    }

    /// <summary>Whether training has lasted long enough for a write, or has written already.</summary>
    public bool HasBegun => _owner is not null || IsDue(_start);

    /// <summary>Opens a checkpoint for a training.</summary>
    /// <param name="checkpoint">Where.</param>
    /// <param name="run">Which training; asked for only when something is read or written, as it takes a pass over the data.</param>
    /// <exception cref="ArgumentException">Something of another training is there, and it is to go on from that.</exception>
    /// <exception cref="InvalidDataException">What is there is damaged, and it is to go on from that.</exception>
    public static CheckpointFolder Open(Checkpoint checkpoint, Func<RunIdentity> run)
    {
        var folder = new CheckpointFolder(checkpoint, run);
        if (checkpoint.Resumes && checkpoint.Exists)
        {
            folder.Adopt();
        }

        return folder;
    }

    /// <summary>The file that says which training a folder's checkpoint is of.</summary>
    public static string RunPath(string folder) => Path.Combine(folder, "run" + Ending);

    /// <summary>
    /// Whether a folder is a checkpoint, or what is left of one whose process was killed when it began or was being deleted; files without one that says so are somebody else's.
    /// </summary>
    public static bool IsCheckpoint(string folder) =>
        Directory.Exists(folder) &&
        (File.Exists(RunPath(folder)) || Directory.EnumerateFiles(folder, UnfinishedRun).Any() || !Directory.EnumerateFileSystemEntries(folder).Any());

    /// <summary>Deletes a checkpoint; that it can be gone on from ends first, so that a half of it counts as none, and that it is one last.</summary>
    public static void Delete(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        if (File.Exists(RunPath(folder)))
        {
            File.Move(RunPath(folder), RunPath(folder) + Unfinished + "deleted", overwrite: true);
        }

        DeleteFiles(folder, "*" + Ending);
        foreach (string file in Directory.EnumerateFiles(folder, $"*{Ending}{Unfinished}*").Except(Directory.EnumerateFiles(folder, UnfinishedRun)))
        {
            File.Delete(file);
        }

        DeleteFiles(folder, UnfinishedRun);
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }

    /// <summary>Now, by the checkpoint's clock.</summary>
    public long Now => _checkpoint.Time.GetTimestamp();

    /// <summary>Whether enough time has passed since a moment to write what came of it.</summary>
    public bool IsDue(long since) => _checkpoint.Interval != Timeout.InfiniteTimeSpan && _checkpoint.Time.GetElapsedTime(since) >= _checkpoint.Interval;

    /// <summary>Opens a part's file, checked from the first byte to the last; null when there is none.</summary>
    public SectionFile? Open(string name)
    {
        if (_owner is null || !File.Exists(PathOf(name)))
        {
            return null;
        }

        SectionFile file = OpenChecked(PathOf(name), OwnerTag, PartFile.Tag, PartFile.StateTag, TrialSection.Tag, Models.CodebookSection.Tag);
        if (file[OwnerTag].AsSpan<byte>().SequenceEqual(_owner))
        {
            return file;
        }

        using (file)
        {
            throw file.Fault($"found a part of another training; expected one of that which {RunPath(_checkpoint.Folder)} names. Delete it to train that part anew");
        }
    }

    /// <summary>Writes a part's file now.</summary>
    public void Write(string name, Action<SectionWriter> content)
    {
        if (_checkpoint.Interval == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        Begin();
        WriteFile(PathOf(name), writer =>
        {
            writer.Begin(OwnerTag);
            writer.Write<byte>(_owner);
            content(writer);
        });
    }

    /// <summary>Writes a part's file when the next write is due; until then the content must not change.</summary>
    public void WriteLater(string name, Action<SectionWriter> content)
    {
        lock (_lock)
        {
            _pending.Add((name, content));
        }

        Flush();
    }

    /// <summary>
    /// Puts one part in the place of all parts whose names begin with something; at once when any of them may have been written.
    /// </summary>
    public void Replace(string prefix, string name, Action<SectionWriter> content)
    {
        if (_checkpoint.Interval == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        bool isBegun;
        lock (_lock)
        {
            _pending.RemoveAll(part => part.Name.StartsWith(prefix, StringComparison.Ordinal));
            isBegun = _owner is not null;
        }

        if (isBegun)
        {
            Write(name, content);
            DeleteFiles(_checkpoint.Folder, $"{prefix}*{Ending}");
        }
        else
        {
            WriteLater(name, content);
        }
    }

    /// <summary>Writes what waits, if that is due.</summary>
    public void Flush()
    {
        (string Name, Action<SectionWriter> Content)[] parts;
        lock (_lock)
        {
            if (!IsDue(_lastFlush))
            {
                return;
            }

            parts = [.. _pending];
            _pending.Clear();
            _lastFlush = Now;
        }

        foreach ((string name, Action<SectionWriter> content) in parts)
        {
            Write(name, content);
        }
    }

    private string PathOf(string name) => Path.Combine(_checkpoint.Folder, name + Ending);

    private void Adopt()
    {
        using SectionFile file = OpenChecked(RunPath(_checkpoint.Folder), RunIdentity.Tag);
        Section section = file[RunIdentity.Tag];
        if (_run.Value.DifferenceOf(RunIdentity.Read(section)) is { } difference)
        {
            throw new ArgumentException(
                $"{_checkpoint.Folder} is the checkpoint of a training with {difference}; expected one with the same data, options and version of Codeword.");
        }

        DeleteFiles(_checkpoint.Folder, $"*{Ending}{Unfinished}*");   // What a killed process was writing.
        _owner = Convert.FromHexString(section.Sha256);
    }

    // The first write takes the folder over.
    private void Begin()
    {
        lock (_lock)
        {
            if (_owner is not null)
            {
                return;
            }

            Delete(_checkpoint.Folder);
            Directory.CreateDirectory(_checkpoint.Folder);
            string path = RunPath(_checkpoint.Folder);
            WriteFile(path, _run.Value.Write);
            using SectionFile file = SectionFile.Open(path, Kind, RunIdentity.Tag);
            _owner = Convert.FromHexString(file[RunIdentity.Tag].Sha256);
        }
    }

    private void WriteFile(string path, Action<SectionWriter> content)
    {
        try
        {
            using (SectionWriter writer = SectionWriter.Create(path, Kind))
            {
                content(writer);
                writer.Commit();
            }

            _checkpoint.CountBytes(new FileInfo(path).Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The checkpoint cannot be written to {_checkpoint.Folder}: {e.Message}", e);
        }
    }

    private static SectionFile OpenChecked(string path, params ReadOnlySpan<Tag> known)
    {
        try
        {
            return SectionFile.Open(path, Kind, known);
        }
        catch (InvalidDataException e)
        {
            string advice = known.Contains(RunIdentity.Tag) ? "delete its folder to train anew" : "delete the file to do anew what it holds";
            throw new InvalidDataException($"{e.Message.TrimEnd('.')}; {advice}.", e);
        }
    }

    private static void DeleteFiles(string folder, string pattern)
    {
        foreach (string file in Directory.EnumerateFiles(folder, pattern))
        {
            File.Delete(file);
        }
    }
}
