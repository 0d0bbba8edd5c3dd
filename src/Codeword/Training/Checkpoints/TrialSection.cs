using Codeword.Decoding;
using Codeword.Models;
using Codeword.Storage;

namespace Codeword.Training.Checkpoints;

/// <summary>Section TRIA: what the first of two fits chose.</summary>
internal static class TrialSection
{
    public static readonly Tag Tag = new("TRIA");

    /// <summary>The part that holds it.</summary>
    public const string Name = "trial";

    private const int LongestName = 1 << 10;

    public static void Write(SectionWriter writer, Trial trial)
    {
        writer.Begin(Tag);
        writer.WriteUInt64((ulong)trial.Epochs.Length);
        foreach (int epochs in trial.Epochs)
        {
            writer.WriteInt32(epochs);
        }

        WriteDouble(writer, trial.Share);
        Write(writer, trial.Choice);
        writer.WriteUInt32(trial.Exact is null ? 0u : 1);
        if (trial.Exact is { } exact)
        {
            Write(writer, exact);
        }
    }

    /// <summary>Reads it.</summary>
    /// <param name="section">The section.</param>
    /// <param name="parts">Parts that a fit has epochs of.</param>
    /// <param name="most">The most epochs that all parts can take.</param>
    /// <exception cref="InvalidDataException">The section is damaged.</exception>
    public static Trial Read(Section section, int parts, int most)
    {
        SectionReader reader = section.CreateReader();
        int[] epochs = new int[reader.ReadCount(sizeof(int))];
        for (int i = 0; i < epochs.Length; i++)
        {
            epochs[i] = reader.ReadInt32();
        }

        if (epochs.Length != parts || epochs.Any(count => count < 0 || count > most))
        {
            throw reader.Fault($"found {epochs.Length} parts of up to {epochs.DefaultIfEmpty().Max()} epochs; expected {parts} of 0 to {most}");
        }

        double share = ReadDouble(reader, "share of weights");
        Choice choice = ReadChoice(reader);
        Choice? exact = StoredValue.ReadFlag(reader, "choice by float32") ? ReadChoice(reader) : null;
        reader.ExpectEnd();
        return new Trial(epochs, share, choice, exact);
    }

    private static void Write(SectionWriter writer, Choice choice)
    {
        writer.WriteUInt32((uint)choice.Decoder.Kind);
        writer.WriteSingle(choice.Decoder.Power);
        writer.WriteUInt32(choice.Probabilities.IsSoftmax ? 1u : 0);
        writer.WriteSingle(choice.Probabilities.Scale);
        writer.WriteSingle(choice.Probabilities.Offset);
        writer.WriteUInt64((ulong)choice.Metrics.Count);
        foreach ((string name, double value) in choice.Metrics)
        {
            writer.WriteString(name);
            WriteDouble(writer, value);
        }

        writer.WriteUInt32(choice.Novelty is null ? 0u : 1);
        if (choice.Novelty is { } novelty)
        {
            NoveltySection.WriteRule(writer, novelty);
        }
    }

    private static Choice ReadChoice(SectionReader reader)
    {
        var decoder = new Decoder(StoredValue.ReadEnum<DecoderKind>(reader, "decoder"), StoredValue.ReadPositive(reader, "decoder power"));
        var probabilities = new ProbabilityMap(
            StoredValue.ReadFlag(reader, "probability map"), StoredValue.ReadPositive(reader, "probability scale"), StoredValue.ReadFinite(reader, "probability offset"));
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal);
        for (int count = reader.ReadCount(sizeof(uint) + sizeof(double)); count > 0; count--)
        {
            metrics[reader.ReadString(LongestName)] = ReadDouble(reader, "metric");
        }

        return new Choice(decoder, probabilities, metrics)
        {
            Novelty = StoredValue.ReadFlag(reader, "rule of novelty") ? NoveltySection.ReadRule(reader) : null,
        };
    }

    private static void WriteDouble(SectionWriter writer, double value) => writer.WriteUInt64(BitConverter.DoubleToUInt64Bits(value));

    // Shares, all of them.
    private static double ReadDouble(SectionReader reader, string what)
    {
        double value = BitConverter.UInt64BitsToDouble(reader.ReadUInt64());
        return value is >= 0 and <= 1 ? value : throw reader.Fault($"found {value} for the {what}; expected 0 to 1");
    }
}
