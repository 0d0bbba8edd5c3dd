using Codeword.Storage;

namespace Codeword.Training.Checkpoints;

/// <summary>A part of a training that runs on its own, as a checkpoint has it. Used by one thread.</summary>
internal sealed class CheckpointPart(CheckpointFolder? folder, string name)
{
    private long _lastWrite = folder?.Now ?? 0;

    /// <summary>What an earlier training left of the part, or null.</summary>
    /// <param name="most">The most epochs it can have run.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public PartFile? Open(int most) => OpenFile() is { } file ? PartFile.Read(file, most) : null;

    /// <summary>The same as sections of any kind.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public SectionFile? OpenFile() => folder?.Open(name);

    /// <summary>Keeps a state from which the part can go on, when a write is due.</summary>
    public void Keep(PartProgress progress, IEnumerable<Memory<float>> state)
    {
        if (folder is null)
        {
            return;
        }

        if (folder.IsDue(_lastWrite))
        {
            folder.Write(name, writer => PartFile.Write(writer, isDone: false, progress, state));
            _lastWrite = folder.Now;
        }

        folder.Flush();
    }

    /// <summary>Keeps what the part came to, which does not change any more: it is written when a write is due.</summary>
    public void End(PartProgress progress, IEnumerable<Memory<float>> state) =>
        End(writer => PartFile.Write(writer, isDone: true, progress, state));

    /// <summary>The same with sections of any kind.</summary>
    public void End(Action<SectionWriter> content) => folder?.WriteLater(name, content);

    /// <summary>Keeps what the part came to, now, as others will change it; unless training has not yet lasted for as long as writes are apart.</summary>
    public void EndNow(PartProgress progress, IEnumerable<Memory<float>> state)
    {
        if (folder is { HasBegun: true })
        {
            folder.Write(name, writer => PartFile.Write(writer, isDone: true, progress, state));
        }
    }
}
