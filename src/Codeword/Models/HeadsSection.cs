using System.Numerics.Tensors;
using Codeword.Codes;
using Codeword.Decoding;
using Codeword.Storage;

namespace Codeword.Models;

/// <summary>
/// Sections HEAD (loss, input transform, the groups' sizes and hashes, decoder, probability map) and WGTS (all weights, float32, group after group,
/// row after row, to be used in place).
/// </summary>
internal static class HeadsSection
{
    public static readonly Tag Tag = new("HEAD");
    public static readonly Tag WeightsTag = new("WGTS");

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

        writer.Begin(WeightsTag);
        foreach (float[] block in heads.Groups.SelectMany(group => group.Weights.Blocks))
        {
            writer.Write<float>(block);
        }
    }

    public static (Heads Heads, Decoder Decoder, ProbabilityMap Probabilities) Read(Section section, Section weights, Codebook codebook)
    {
        SectionReader reader = section.CreateReader();
        HeadLoss loss = ReadEnum<HeadLoss>(reader, "loss");
        int features = reader.ReadInt32();
        if (features is < 0 or int.MaxValue)
        {
            throw reader.Fault($"found {features} features; expected 0 to {int.MaxValue - 1}");
        }

        var transform = new InputTransform(
            features, ReadPositive(reader, "input power"), ReadFlag(reader, "normalisation"), ReadFinite(reader, "bias"));
        var decoder = new Decoder(ReadEnum<DecoderKind>(reader, "decoder"), ReadPositive(reader, "decoder power"));
        var probabilities = new ProbabilityMap(
            ReadFlag(reader, "probability map"), ReadPositive(reader, "probability scale"), ReadFinite(reader, "probability offset"));
        var shapes = new (int Columns, InputHash? Hash)[reader.ReadCount(16)];
        for (int g = 0; g < shapes.Length; g++)
        {
            shapes[g] = ReadShape(reader, features);
        }

        reader.ExpectEnd();
        RequireSize(reader, weights, transform, shapes, codebook);
        return (new Heads(loss, transform, ReadGroups(weights, transform, shapes)), decoder, probabilities);
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

    // All sizes are checked against the section's length before any weight is given memory.
    private static void RequireSize(
        SectionReader reader, Section weights, InputTransform transform, (int Columns, InputHash? Hash)[] shapes, Codebook codebook)
    {
        Int128 count = 0;
        long outputs = 0;
        foreach ((int columns, InputHash? hash) in shapes)
        {
            count += (Int128)columns * (hash?.Rows ?? transform.Rows);
            outputs += columns;
        }

        if (count * sizeof(float) != weights.Length)
        {
            throw reader.Fault($"found heads of {count} weights; expected {weights.Length / sizeof(float)}, as many as are stored");
        }

        if (outputs != codebook.Outputs)
        {
            throw reader.Fault($"found heads of {outputs} outputs; expected {codebook.Outputs}, as many as the digits have values");
        }
    }

    private static HeadGroup[] ReadGroups(Section weights, InputTransform transform, (int Columns, InputHash? Hash)[] shapes)
    {
        var groups = new HeadGroup[shapes.Length];
        long start = 0;
        for (int g = 0; g < groups.Length; g++)
        {
            var matrix = new WeightMatrix(shapes[g].Hash?.Rows ?? transform.Rows, shapes[g].Columns);
            foreach (float[] block in matrix.Blocks)
            {
                weights.Slice<float>(start, block.Length).CopyTo(block);
                if (!float.IsFinite(TensorPrimitives.MaxMagnitude<float>(block)))
                {
                    throw weights.Fault($"found a weight that is not finite among weights {start} to {start + block.Length - 1}; expected numbers");
                }

                start += block.Length;
            }

            groups[g] = new HeadGroup(matrix, shapes[g].Hash);
        }

        return groups;
    }

    private static T ReadEnum<T>(SectionReader reader, string what)
        where T : struct, Enum
    {
        uint value = reader.ReadUInt32();
        T[] known = Enum.GetValues<T>();
        return value < (uint)known.Length ? known[(int)value] : throw reader.Fault($"found the {what} {value}; expected 0 to {known.Length - 1}");
    }

    private static bool ReadFlag(SectionReader reader, string what) => reader.ReadUInt32() switch
    {
        0 => false,
        1 => true,
        uint other => throw reader.Fault($"found {other} for the {what}; expected 0 or 1"),
    };

    private static float ReadFinite(SectionReader reader, string what)
    {
        float value = reader.ReadSingle();
        return float.IsFinite(value) ? value : throw reader.Fault($"found {value} for the {what}; expected a finite number");
    }

    private static float ReadPositive(SectionReader reader, string what)
    {
        float value = ReadFinite(reader, what);
        return value > 0 ? value : throw reader.Fault($"found {value} for the {what}; expected a number above 0");
    }
}
