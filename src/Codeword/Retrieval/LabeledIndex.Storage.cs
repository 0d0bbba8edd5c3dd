using Codeword.Data;
using Codeword.Storage;

namespace Codeword.Retrieval;

/// <content>The stored form: that of a <see cref="HammingIndex"/>, and sections that searching can do without. docs/model-format.md describes it.</content>
public sealed partial class LabeledIndex
{
    internal const int FingerprintBytes = 32;
    private static readonly Tag ModelTag = new("FROM");
    private static readonly Tag LabelsTag = new("LABL");

    /// <summary>The kind of file an index is, with labels or without.</summary>
    public static Tag Kind => HammingIndex.FileKind;

    private static Tag[] Known => [.. HammingIndex.SectionTags, ModelTag, LabelsTag, .. CodeLabels.SectionTags];

    /// <summary>Opens an index's file to look at its sections; <see cref="Load"/> makes an index of them.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, no index or of a newer version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SectionFile Open(string path) => SectionFile.Open(path, Kind, Known);

    /// <summary>Writes the index; a file of that name is replaced as a whole or stays as it was. <see cref="HammingIndex.Load"/> reads its codes alone.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The index was disposed.</exception>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using SectionWriter writer = SectionWriter.Create(path, Kind);
        Write(writer);
    }

    /// <summary>Writes the index into an empty stream that can seek; equal indexes write equal bytes.</summary>
    /// <exception cref="ArgumentException">The stream cannot seek or holds something.</exception>
    /// <exception cref="ObjectDisposedException">The index was disposed.</exception>
    public void Save(Stream stream)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using SectionWriter writer = SectionWriter.Create(stream, Kind);
        Write(writer);
    }

    /// <summary>Maps an index into memory and checks all of it; one without labels is read as well.</summary>
    /// <exception cref="InvalidDataException">The file is no sound index; the message tells.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LabeledIndex Load(string path) => Adopt(Open(path));

    /// <summary>Reads an index from bytes, which are copied.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="source">Its name for messages.</param>
    /// <exception cref="InvalidDataException">The bytes are no sound index; the message tells.</exception>
    public static LabeledIndex FromBytes(ReadOnlySpan<byte> bytes, string source) => Adopt(SectionFile.FromBytes(bytes, source, Kind, Known));

    private static LabeledIndex Adopt(SectionFile file)
    {
        try
        {
            return Read(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static LabeledIndex Read(SectionFile file)
    {
        var codes = HammingIndex.Read(file);
        string? model = file.TryGet(ModelTag, out Section? from) ? ReadFingerprint(from) : null;
        if (file.TryGet(LabelsTag, out Section? names))
        {
            LabelSet labels = ReadNames(names);
            return new LabeledIndex(codes, labels, CodeLabels.Read(file, codes.Count, labels.Count), model);
        }

        Tag stray = Array.Find(CodeLabels.SectionTags, tag => file.TryGet(tag, out _));
        return stray == default
            ? new LabeledIndex(codes, LabelSet.Create([]), new CodeLabelsBuilder().Build(), model)
            : throw file.Fault($"found a section {stray} and no section {LabelsTag}; expected both or none");
    }

    private static string ReadFingerprint(Section section) => section.Length == FingerprintBytes
        ? Convert.ToHexStringLower(section.AsSpan<byte>())
        : throw section.Fault($"found {section.Length} bytes; expected {FingerprintBytes}, the fingerprint of a model");

    private static LabelSet ReadNames(Section section)
    {
        SectionReader reader = section.CreateReader();
        LabelSet labels = LabelSection.Read(reader);
        reader.ExpectEnd();
        return labels.Count > 0 ? labels : throw reader.Fault("found no label; expected at least one");
    }

    private void Write(SectionWriter writer)
    {
        Codes.Write(writer);
        if (Model is not null)
        {
            writer.Begin(ModelTag, isCritical: false);
            writer.Write<byte>(Convert.FromHexString(Model));
        }

        if (Labels.Count > 0)
        {
            writer.Begin(LabelsTag, isCritical: false);
            LabelSection.Write(writer, Labels);
            _codeLabels.Write(writer, Labels.Count);
        }

        writer.Commit();
    }
}
