using System.Runtime.InteropServices;
using System.Text;
using Codeword.Storage;

namespace Codeword.Data;

/// <summary>
/// Examples in a file that training reads where they lie, so that they may be more than memory holds: written once, as features, from any source, then mapped and read by every
/// epoch and every repetition. The layout is in docs/model-format.md. What an open store gives is valid until it is disposed; several threads may use it.
/// </summary>
public sealed class ExampleStore : IDisposable
{
    private static readonly Tag InfoTag = new("INFO");
    private static readonly Tag LabelsTag = new("LABL");
    private static readonly Tag ChunksTag = new("ROWS");
    private static readonly Tag StartsTag = new("CHNK");
    private static readonly Tag TextTag = new("TEXT");
    private readonly SectionFile _file;

    private ExampleStore(SectionFile file, ExampleSet examples, TextFeaturizer? featurizer, DataFormat format)
    {
        _file = file;
        Examples = examples;
        Featurizer = featurizer;
        Format = format;
    }

    /// <summary>The kind of file a store is.</summary>
    public static Tag Kind { get; } = new("EXMP");

    /// <summary>The examples.</summary>
    public ExampleSet Examples { get; }

    /// <summary>What made features of text; null when the source held features.</summary>
    public TextFeaturizer? Featurizer { get; }

    /// <summary>How the source was written, with anything guessed filled in.</summary>
    public DataFormat Format { get; }

    /// <summary>Bytes of the file.</summary>
    public long Length => _file.Length;

    /// <summary>Whether a file begins as a store does; false also for one that cannot be read.</summary>
    public static bool IsStore(string path)
    {
        try
        {
            // What comes through a pipe can be read once, and not here; a pipe has no length, and waits when it is opened.
            if (!File.Exists(path) || new FileInfo(path).Length == 0)
            {
                return false;
            }

            using FileStream stream = File.OpenRead(path);
            return stream.CanSeek && SectionFile.ReadKind(path) == Kind;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>
    /// Writes a store, whole or not at all, in one pass over the source; text is read once more before, to fit the featurizer. Memory is taken for 1,024 rows at a time, for the
    /// labels and for the featurizer.
    /// </summary>
    /// <param name="source">The examples, at most 2,147,483,647.</param>
    /// <param name="text">How text becomes features; without meaning when the source holds features.</param>
    /// <param name="path">The file; one that is there is replaced when the new one is whole.</param>
    /// <param name="cancellation">Ends the writing; nothing is left of it.</param>
    /// <exception cref="DataFormatException">The source breaks its format.</exception>
    /// <exception cref="IOException">The source cannot be read or the file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Writing was cancelled.</exception>
    public static void Write(ExampleSource source, TextFeaturizerOptions text, string path, CancellationToken cancellation = default)
    {
        using SectionWriter writer = SectionWriter.Create(path, Kind);
        TextFeaturizer? featurizer = source.HoldsText ? TextFeaturizer.Fit(source.ReadTexts(), text) : null;
        var builder = new ExampleSetBuilder(labels: null, featurizer?.FeatureCount);
        using ExampleReader reader = source.Open();
        writer.Begin(ChunksTag);
        (List<long> starts, int count) = WriteChunks(writer, reader, featurizer, builder, cancellation);
        if (count == 0)
        {
            throw new DataFormatException(source.Name, 0, 0, "found no examples; expected at least one");
        }

        writer.Begin(StartsTag);
        writer.Write<long>(CollectionsMarshal.AsSpan(starts));
        writer.Begin(LabelsTag);
        LabelSection.Write(writer, builder.CollectedLabels);
        writer.Begin(InfoTag);
        writer.WriteInt32(count);
        writer.WriteInt32(builder.FeatureCount);
        writer.WriteString(Encoding.UTF8.GetString(DataJson.Write(reader.Format)));
        if (featurizer is not null)
        {
            using var bytes = new MemoryStream();
            featurizer.Save(bytes);
            writer.Begin(TextTag);
            writer.Write<byte>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        }

        writer.Commit();
    }

    /// <summary>Maps a store, and checks all of it: two passes over its bytes.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, no store or of a newer version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ExampleStore Open(string path)
    {
        var file = SectionFile.Open(path, Kind, InfoTag, LabelsTag, ChunksTag, StartsTag, TextTag);
        try
        {
            return Read(file, Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Unmaps the file: its examples may not be used any more.</summary>
    public void Dispose() => _file.Dispose();

    private static (List<long> Starts, int Count) WriteChunks(
        SectionWriter writer, ExampleReader reader, TextFeaturizer? featurizer, ExampleSetBuilder builder, CancellationToken cancellation)
    {
        var buffer = new FeatureBuffer();
        List<long> starts = [0];
        int count = 0;
        while (reader.Read())
        {
            Example row = reader.Current;
            builder.Add(featurizer is null ? row.Features : featurizer.Transform(row.Text, buffer), CollectionsMarshal.AsSpan(row.Labels), row.Weight);
            count++;
            if (builder.Count == RowChunk.MostRows)
            {
                cancellation.ThrowIfCancellationRequested();
                starts.Add(starts[^1] + RowChunk.Write(writer, builder.TakeRows()));
            }
        }

        if (builder.Count > 0)
        {
            starts.Add(starts[^1] + RowChunk.Write(writer, builder.TakeRows()));
        }

        return (starts, count);
    }

    private static ExampleStore Read(SectionFile file, string folder)
    {
        SectionReader info = file[InfoTag].CreateReader();
        int count = info.ReadInt32();
        int features = info.ReadInt32();
        string format = info.ReadString(1 << 20);
        info.ExpectEnd();
        SectionReader names = file[LabelsTag].CreateReader();
        LabelSet labels = LabelSection.Read(names);
        names.ExpectEnd();
        Section chunks = file[ChunksTag];
        long[] starts = file[StartsTag].AsSpan<long>().ToArray();
        if (count < 0 || features < 0 || starts.Length != 1 + ((count + RowChunk.MostRows - 1L) / RowChunk.MostRows))
        {
            throw info.Fault($"found {count} rows of {features} features in {starts.Length - 1} chunks; expected {RowChunk.MostRows} rows in each chunk but the last");
        }

        RequireStarts(file[StartsTag], starts, chunks.CountOf<int>());
        TextFeaturizer? featurizer = file.TryGet(TextTag, out Section? text) ? ReadFeaturizer(text) : null;
        if (featurizer is not null && featurizer.FeatureCount != features)
        {
            throw info.Fault($"found {features} features; expected {featurizer.FeatureCount}, as many as the featurizer makes");
        }

        var rows = new StoredRows(chunks, starts, count, features, labels.Count, folder);
        return new ExampleStore(file, new ExampleSet(rows, features, labels, []), featurizer, ReadFormat(info, format));
    }

    private static void RequireStarts(Section section, long[] starts, long end)
    {
        bool ascends = starts[0] == 0 && starts[^1] == end;
        for (int i = 1; i < starts.Length && ascends; i++)
        {
            ascends = starts[i] >= starts[i - 1] && starts[i] - starts[i - 1] <= int.MaxValue / sizeof(int);
        }

        if (!ascends)
        {
            throw section.Fault($"found chunks that do not follow each other; expected that they fill {end} words");
        }
    }

    private static TextFeaturizer ReadFeaturizer(Section section)
    {
        try
        {
            return TextFeaturizer.Load(section.AsSpan<byte>().ToArray());
        }
        catch (InvalidDataException e)
        {
            throw section.Fault(e.Message.Split(". ", 2)[0].TrimEnd('.'));
        }
    }

    private static DataFormat ReadFormat(SectionReader info, string json)
    {
        try
        {
            return DataJson.ReadFormat(Encoding.UTF8.GetBytes(json));
        }
        catch (InvalidDataException e)
        {
            throw info.Fault(e.Message.Split(". ", 2)[0].TrimEnd('.'));
        }
    }
}
