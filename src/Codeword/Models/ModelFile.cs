using System.Text;
using System.Text.Json;
using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Storage;

namespace Codeword.Models;

/// <summary>
/// Writes and reads a <see cref="Model"/>: sections INFO, LABL (with RETD where classes are retired), CODE, HEAD, WGTS (with WFMT, WSCL and WCNT where weights are packed) and,
/// where there is one, TEXT (featurizer), ENCO with ENCW (encoder), PMAP (probability curve) and NOVL (rule of novelty), as docs/model-format.md describes them.
/// </summary>
public static class ModelFile
{
    private static readonly Tag Kind = new("MODL");
    private static readonly Tag InfoTag = new("INFO");
    private static readonly Tag LabelsTag = new("LABL");
    private static readonly Tag TextTag = new("TEXT");
    private static readonly Tag[] Known =
    [
        InfoTag, LabelsTag, RetiredSection.Tag,
        CodebookSection.Tag, HeadsSection.Tag, WeightTags.Heads.Weights, WeightTags.Heads.Format, WeightTags.Heads.Scales, SparseSection.CountsTag,
        TextTag, EncoderSection.Tag, WeightTags.Encoder.Weights, WeightTags.Encoder.Format, WeightTags.Encoder.Scales,
        CurveSection.Tag, NoveltySection.Tag,
    ];

    /// <summary>Opens a model's file to look at its sections; <see cref="Classifier.Load(string)"/> makes a model of them.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, no model or of a newer version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SectionFile Open(string path) =>
        SectionFile.Open(path, Kind, Known);

    /// <summary>Writes the model, whole or not at all.</summary>
    internal static void Save(Model model, string path)
    {
        using SectionWriter writer = SectionWriter.Create(path, Kind);
        Write(writer, model);
        writer.Commit();
    }

    /// <summary>Writes the model to an empty stream that can seek.</summary>
    internal static void Save(Model model, Stream stream)
    {
        using SectionWriter writer = SectionWriter.Create(stream, Kind);
        Write(writer, model);
        writer.Commit();
    }

    /// <summary>Reads a model; every fault of the file is an <see cref="InvalidDataException"/>.</summary>
    internal static Model Load(string path)
    {
        using SectionFile file = Open(path);
        return Read(file);
    }

    /// <summary>Reads a model from bytes.</summary>
    internal static Model Load(ReadOnlySpan<byte> bytes, string source)
    {
        using SectionFile file = SectionFile.FromBytes(bytes, source, Kind, Known);
        return Read(file);
    }

    /// <summary>Reads a model from its open file.</summary>
    internal static Model Read(SectionFile file)
    {
        (LabelSet labels, long[] rows) = ReadLabels(file);
        Codebook codebook = CodebookSection.Read(file[CodebookSection.Tag], labels.Count);
        Encoder? encoder = file.TryGet(EncoderSection.Tag, out Section? shape) ? EncoderSection.Read(file, shape) : null;
        (Heads heads, Decoding.Decoder decoder, ProbabilityMap probabilities) =
            HeadsSection.Read(file, codebook, encoder);
        TextFeaturizer? featurizer = file.TryGet(TextTag, out Section? text) ? ReadFeaturizer(text) : null;
        try
        {
            return new Model(ReadInfo(file[InfoTag]), labels, rows, codebook, heads, decoder, probabilities, featurizer)
            {
                Novelty = file.TryGet(NoveltySection.Tag, out Section? novelty) ? NoveltySection.Read(novelty) : null,
                Curve = file.TryGet(CurveSection.Tag, out Section? curve) ? CurveSection.Read(curve) : null,
            };
        }
        catch (ArgumentException e)
        {
            throw file.Fault(e.Message.TrimEnd('.'));
        }
    }

    /// <summary>The sections that the model's file would have, each with the SHA-256 of its bytes, found out by writing it to nowhere.</summary>
    internal static ModelHashes Hashes(Model model)
    {
        using var nowhere = new CountingStream();
        using SectionWriter writer = SectionWriter.Create(nowhere, Kind);
        Write(writer, model);
        writer.Commit();
        return new ModelHashes(null, [.. writer.Sections]);
    }

    /// <summary>How many bytes each part takes in the file.</summary>
    internal static MemoryUse Measure(Model model)
    {
        long names = model.Labels.Names.Sum(name => 4L + Encoding.UTF8.GetByteCount(name));
        using var text = new MemoryStream();
        model.Featurizer?.Save(text);
        long hashes = model.Heads.Groups.Count(group => group.Hash is not null) * 16L;
        long encoder = model.Heads.Encoder?.StoredBytes ?? 0;
        return new MemoryUse(
            text.Length + hashes + encoder, model.Heads.Groups.Sum(group => group.Weights.StoredBytes), model.Codebook.StoredBytes, names + (8L * model.Labels.Count), Decoding: 0);
    }

    private static void Write(SectionWriter writer, Model model)
    {
        model.Heads.RequireFinite();
        writer.Begin(InfoTag);
        ModelInfo info = model.Info;
        var stored = new StoredInfo(
            info.Method, new(info.Options.ToDictionary(), StringComparer.Ordinal), info.TrainingRows, info.IsMultiLabel,
            Encoding.UTF8.GetString(DataJson.Write(info.Format)), new(info.Validation.ToDictionary(), StringComparer.Ordinal));
        writer.Write<byte>(JsonSerializer.SerializeToUtf8Bytes(stored, InfoJson.Default.StoredInfo));
        writer.Begin(LabelsTag);
        LabelSection.Write(writer, model.Labels);
        writer.Write<long>([.. model.LabelRows]);
        RetiredSection.Write(writer, model.Labels);
        CodebookSection.Write(writer, model.Codebook);
        HeadsSection.Write(writer, model);
        if (model.Heads.Encoder is { } encoder)
        {
            EncoderSection.Write(writer, encoder);
        }

        if (model.Curve is { } curve)
        {
            CurveSection.Write(writer, curve);
        }

        if (model.Featurizer is { } featurizer)
        {
            using var text = new MemoryStream();
            featurizer.Save(text);
            writer.Begin(TextTag);
            writer.Write<byte>(text.GetBuffer().AsSpan(0, (int)text.Length));
        }

        if (model.Novelty is { } novelty)
        {
            NoveltySection.Write(writer, novelty);
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
            throw section.Fault(FirstSentence(e.Message));
        }
    }

    private static ModelInfo ReadInfo(Section section)
    {
        try
        {
            StoredInfo stored = JsonSerializer.Deserialize(section.AsSpan<byte>(), InfoJson.Default.StoredInfo)
                ?? throw section.Fault("found null; expected an object");
            return new ModelInfo
            {
                Method = stored.Method,
                Options = !stored.Options.ContainsValue(null!)
                    ? stored.Options
                    : throw section.Fault("found an option without a value; expected a text for each"),
                TrainingRows = stored.TrainingRows >= 0
                    ? stored.TrainingRows
                    : throw section.Fault($"found {stored.TrainingRows} training rows; expected 0 or more"),
                IsMultiLabel = stored.IsMultiLabel,
                Format = DataJson.ReadFormat(Encoding.UTF8.GetBytes(stored.Format)),
                Validation = stored.Validation.Values.All(value => value is >= 0 and <= 1)
                    ? stored.Validation
                    : throw section.Fault("found a validation figure beyond 0 to 1; expected shares"),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw section.Fault($"found what is no JSON of the model's making: {FirstSentence(e.Message)}");
        }
    }

    private static (LabelSet Labels, long[] Rows) ReadLabels(SectionFile file)
    {
        SectionReader reader = file[LabelsTag].CreateReader();
        LabelSet labels = LabelSection.Read(reader, sizeof(long), count => RetiredSection.Read(file, count));
        ReadOnlySpan<long> rows = reader.Take<long>(labels.Count);
        reader.ExpectEnd();
        foreach (long count in rows)
        {
            if (count < 0)
            {
                throw reader.Fault($"found a label of {count} training rows; expected 0 or more");
            }
        }

        return labels.Count > 0 ? (labels, rows.ToArray()) : throw reader.Fault("found no label; expected at least one");
    }

    // Messages of the readers of JSON go on after the first sentence with where in their own input they are.
    private static string FirstSentence(string message) => message.Split(". ", 2)[0].Split('\n', 2)[0].TrimEnd('.', '\r');
}
