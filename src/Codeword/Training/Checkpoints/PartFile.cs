using Codeword.Storage;

namespace Codeword.Training.Checkpoints;

/// <summary>
/// Sections PART (whether the part is done, and its progress) and STAT (numbers that the part knows the order and lengths of): written together, and read in
/// the order in which they were written.
/// </summary>
internal sealed class PartFile : IDisposable
{
    public static readonly Tag Tag = new("PART");
    public static readonly Tag StateTag = new("STAT");
    private const int PieceLength = 1 << 24;
    private readonly SectionFile _file;
    private readonly SectionReader _state;

    private PartFile(SectionFile file, bool isDone, PartProgress progress)
    {
        (_file, IsDone, Progress) = (file, isDone, progress);
        _state = file[StateTag].CreateReader();
    }

    /// <summary>Whether nothing is left to do.</summary>
    public bool IsDone { get; }

    /// <summary>How far it is.</summary>
    public PartProgress Progress { get; }

    public static void Write(SectionWriter writer, bool isDone, PartProgress progress, IEnumerable<Memory<float>> state)
    {
        writer.Begin(Tag);
        writer.WriteUInt32(isDone ? 1u : 0);
        writer.WriteInt32(progress.Epochs);
        writer.WriteInt32(progress.BestEpochs);
        writer.WriteUInt64(BitConverter.DoubleToUInt64Bits(progress.Best));
        writer.Begin(StateTag);
        foreach (Memory<float> values in state)
        {
            writer.Write<float>(values.Span);
        }
    }

    /// <summary>Takes over an open file.</summary>
    /// <param name="file">The file; disposed with this object.</param>
    /// <param name="most">The most epochs the part can have run.</param>
    /// <exception cref="InvalidDataException">Its numbers make no sense.</exception>
    public static PartFile Read(SectionFile file, int most)
    {
        try
        {
            SectionReader reader = file[Tag].CreateReader();
            bool isDone = Models.StoredValue.ReadFlag(reader, "end of the part");
            var progress = new PartProgress(reader.ReadInt32(), reader.ReadInt32(), BitConverter.UInt64BitsToDouble(reader.ReadUInt64()));
            reader.ExpectEnd();
            if (progress.Epochs < 0 || progress.Epochs > most || progress.BestEpochs < 0 || progress.BestEpochs > progress.Epochs)
            {
                throw reader.Fault($"found {progress.Epochs} epochs, {progress.BestEpochs} of them to the best; expected 0 to {most}, and no more to the best");
            }

            return new PartFile(file, isDone, progress);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Fills what was written at this place.</summary>
    /// <exception cref="InvalidDataException">As many numbers are not left.</exception>
    public void Fill(IEnumerable<Memory<float>> state)
    {
        foreach (Memory<float> values in state)
        {
            for (int start = 0; start < values.Length; start += PieceLength)
            {
                Span<float> piece = values.Span[start..Math.Min(values.Length, start + PieceLength)];
                _state.Take<float>(piece.Length).CopyTo(piece);
            }
        }
    }

    /// <summary>Requires that everything was read.</summary>
    /// <exception cref="InvalidDataException">Something is left.</exception>
    public void ExpectEnd() => _state.ExpectEnd();

    public void Dispose() => _file.Dispose();
}
