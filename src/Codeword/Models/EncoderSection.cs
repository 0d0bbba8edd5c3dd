using Codeword.Storage;

namespace Codeword.Models;

/// <summary>
/// Section ENCO: the encoder's kind, and its layers' sizes; of branches one after the other, each with its hash. The weights of all layers follow in
/// <see cref="WeightsSection"/>. A model whose heads are linear in the features has neither.
/// </summary>
internal static class EncoderSection
{
    public static readonly Tag Tag = new("ENCO");
    private const uint Layered = 1;
    private const uint Branched = 2;

    public static void Write(SectionWriter writer, Encoder encoder)
    {
        writer.Begin(Tag);
        switch (encoder)
        {
            case LayeredEncoder { Hash: null } layered:
                writer.WriteUInt32(Layered);
                writer.WriteUInt64((ulong)encoder.Inputs);
                WriteLayers(writer, layered);
                break;
            case BranchedEncoder branched:
                writer.WriteUInt32(Branched);
                writer.WriteUInt64((ulong)encoder.Inputs);
                writer.WriteUInt64((ulong)branched.Branches.Count);
                foreach (LayeredEncoder branch in branched.Branches)
                {
                    writer.WriteInt32(branch.Hash?.Buckets ?? 0);
                    writer.WriteUInt64(branch.Hash?.Seed ?? 0);
                    WriteLayers(writer, branch);
                }

                break;
            default:
                throw new InvalidOperationException($"There is no form in which a {encoder.GetType().Name} is stored.");
        }

        WeightsSection.Write(writer, [.. encoder.Matrices], WeightTags.Encoder);
    }

    public static Encoder Read(SectionFile file, Section section)
    {
        SectionReader reader = section.CreateReader();
        uint kind = reader.ReadUInt32();
        if (kind is not (Layered or Branched))
        {
            throw reader.Fault($"found an encoder of the kind {kind}; expected {Layered} or {Branched}");
        }

        ulong inputs = reader.ReadUInt64();
        if (inputs is 0 or > int.MaxValue)
        {
            throw reader.Fault($"found an encoder of {inputs} inputs; expected 1 to {int.MaxValue}");
        }

        Branch[] branches = kind == Layered ? [ReadLayers(reader, (long)inputs, null)] : ReadBranches(reader, (int)inputs);
        reader.ExpectEnd();
        var weights = new Queue<HeadWeights>(WeightsSection.Read(file, [.. branches.SelectMany(branch => branch.Shapes)], WeightTags.Encoder));
        LayeredEncoder[] encoders =
            [.. branches.Select(branch => new LayeredEncoder([.. branch.Rectified.Select(isRectified => new EncoderLayer(weights.Dequeue(), isRectified))], branch.Hash))];
        return kind == Layered ? encoders[0] : new BranchedEncoder(encoders);
    }

    private static void WriteLayers(SectionWriter writer, LayeredEncoder encoder)
    {
        writer.WriteUInt64((ulong)encoder.Layers.Count);
        foreach (EncoderLayer layer in encoder.Layers)
        {
            writer.WriteInt32(layer.Weights.Columns);
            writer.WriteUInt32(layer.IsRectified ? 1u : 0);
        }
    }

    private static Branch[] ReadBranches(SectionReader reader, int inputs)
    {
        var branches = new Branch[reader.ReadCount(4 + 8 + 8)];
        if (branches.Length == 0)
        {
            throw reader.Fault("found an encoder of 0 branches; expected at least 1");
        }

        for (int i = 0; i < branches.Length; i++)
        {
            int buckets = reader.ReadInt32();
            ulong seed = reader.ReadUInt64();
            if (buckets is < 0 or > int.MaxValue / 2)
            {
                throw reader.Fault($"found an encoder's branch over {buckets} hashed inputs; expected 0 to {int.MaxValue / 2}");
            }

            InputHash? hash = buckets == 0 ? null : new InputHash(inputs - 1, buckets, seed);
            branches[i] = ReadLayers(reader, hash?.Rows ?? inputs, hash);
        }

        return branches;
    }

    private static Branch ReadLayers(SectionReader reader, long rows, InputHash? hash)
    {
        int count = reader.ReadCount(8);
        if (count is 0 or > LayeredEncoder.MostLayers)
        {
            throw reader.Fault($"found an encoder of {count} layers; expected 1 to {LayeredEncoder.MostLayers}");
        }

        var branch = new Branch(hash, new (long, int)[count], new bool[count]);
        for (int i = 0; i < count; i++)
        {
            int columns = reader.ReadInt32();
            if (columns < 1)
            {
                throw reader.Fault($"found an encoder's layer of {columns} outputs; expected at least 1");
            }

            branch.Shapes[i] = (rows, columns);
            branch.Rectified[i] = StoredValue.ReadFlag(reader, "rectifier");
            rows = columns + 1L;
        }

        return branch;
    }

    private sealed record Branch(InputHash? Hash, (long Rows, int Columns)[] Shapes, bool[] Rectified);
}
