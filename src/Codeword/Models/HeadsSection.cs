using Codeword.Codes;
using Codeword.Decoding;
using Codeword.Storage;

namespace Codeword.Models;

/// <summary>
/// Section HEAD: loss, input transform, the groups' sizes and hashes, decoder, probability map. The weights follow in <see cref="WeightsSection"/>.
/// </summary>
internal static class HeadsSection
{
    public static readonly Tag Tag = new("HEAD");

    public static void Write(SectionWriter writer, Model model)
    {
        Heads heads = model.Heads;
        writer.Begin(Tag);
        writer.WriteUInt32((uint)heads.Loss);
        writer.WriteInt32(heads.Transform.FeatureCount);
        writer.WriteSingle(heads.Transform.Power);
        writer.WriteUInt32(heads.Transform.Normalize ? 1u : 0);
        writer.WriteSingle(heads.Transform.Bias);
        writer.WriteUInt32((uint)model.Decoder.Kind);
        writer.WriteSingle(model.Decoder.Power);
        writer.WriteUInt32(model.Probabilities.IsSoftmax ? 1u : 0);
        writer.WriteSingle(model.Probabilities.Scale);
        writer.WriteSingle(model.Probabilities.Offset);
        writer.WriteUInt64((ulong)heads.Groups.Count);
        foreach (HeadGroup group in heads.Groups)
        {
            writer.WriteInt32(group.Weights.Columns);
            writer.WriteInt32(group.Hash?.Buckets ?? 0);
            writer.WriteUInt64(group.Hash?.Seed ?? 0);
        }

        WeightsSection.Write(writer, [.. heads.Groups.Select(group => group.Weights)], WeightTags.Heads);
    }

    public static (Heads Heads, Decoder Decoder, ProbabilityMap Probabilities) Read(SectionFile file, Codebook codebook, Encoder? encoder)
    {
        SectionReader reader = file[Tag].CreateReader();
        HeadLoss loss = StoredValue.ReadEnum<HeadLoss>(reader, "loss");
        int features = reader.ReadInt32();
        if (features is < 0 or int.MaxValue)
        {
            throw reader.Fault($"found {features} features; expected 0 to {int.MaxValue - 1}");
        }

        var transform = new InputTransform(
            features, StoredValue.ReadPositive(reader, "input power"), StoredValue.ReadFlag(reader, "normalisation"), StoredValue.ReadFinite(reader, "bias"));
        var decoder = new Decoder(StoredValue.ReadEnum<DecoderKind>(reader, "decoder"), StoredValue.ReadPositive(reader, "decoder power"));
        var probabilities = new ProbabilityMap(
            StoredValue.ReadFlag(reader, "probability map"), StoredValue.ReadPositive(reader, "probability scale"), StoredValue.ReadFinite(reader, "probability offset"));
        var shapes = new (int Columns, InputHash? Hash)[reader.ReadCount(16)];
        for (int g = 0; g < shapes.Length; g++)
        {
            shapes[g] = ReadShape(reader, features);
        }

        reader.ExpectEnd();
        if (encoder is { Parts: > 1 } && encoder.Parts != shapes.Length)
        {
            throw reader.Fault($"found {shapes.Length} groups of heads; expected {encoder.Parts}, one for each branch of the encoder");
        }

        if (encoder is not null && (encoder.Inputs != transform.Rows || shapes.Any(shape => shape.Hash is not null)))
        {
            throw reader.Fault(
                $"found heads of {transform.Rows} inputs, or hashed ones, on an encoder of {encoder.Inputs}; expected as many, none hashed");
        }

        long outputs = shapes.Sum(shape => (long)shape.Columns);
        if (outputs != codebook.Outputs)
        {
            throw reader.Fault($"found heads of {outputs} outputs; expected {codebook.Outputs}, as many as the digits have values");
        }

        HeadWeights[] weights = WeightsSection.Read(
            file, [.. shapes.Select((shape, g) => (shape.Hash?.Rows ?? Heads.InputsOf(g, encoder, transform), shape.Columns))], WeightTags.Heads);
        return (new Heads(loss, transform, weights.Zip(shapes, (own, shape) => new HeadGroup(own, shape.Hash)), encoder), decoder, probabilities);
    }

    private static (int Columns, InputHash? Hash) ReadShape(SectionReader reader, int features)
    {
        int columns = reader.ReadInt32();
        int buckets = reader.ReadInt32();
        ulong seed = reader.ReadUInt64();
        if (columns < 1 || buckets is < 0 or > int.MaxValue / 2)
        {
            throw reader.Fault($"found heads of {columns} outputs over {buckets} hashed inputs; expected at least 1 and 0 to {int.MaxValue / 2}");
        }

        return (columns, buckets == 0 ? null : new InputHash(features, buckets, seed));
    }
}
