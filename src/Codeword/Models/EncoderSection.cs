using Codeword.Storage;

namespace Codeword.Models;

/// <summary>
/// Sections ENCO (the encoder's kind and its layers' sizes) and ENCW (all weights, float32, layer after layer, row after row). A model whose heads are linear
/// in the features has neither.
/// </summary>
internal static class EncoderSection
{
    public static readonly Tag Tag = new("ENCO");
    public static readonly Tag WeightsTag = new("ENCW");
    private const uint Layered = 1;

    public static void Write(SectionWriter writer, Encoder encoder)
    {
        if (encoder is not LayeredEncoder layered)
        {
            throw new InvalidOperationException($"There is no form in which a {encoder.GetType().Name} is stored.");
        }

        writer.Begin(Tag);
        writer.WriteUInt32(Layered);
        writer.WriteUInt64((ulong)layered.Inputs);
        writer.WriteUInt64((ulong)layered.Layers.Count);
        foreach (EncoderLayer layer in layered.Layers)
        {
            writer.WriteInt32(layer.Weights.Columns);
            writer.WriteUInt32(layer.IsRectified ? 1u : 0);
        }

        writer.Begin(WeightsTag);
        foreach (float[] block in layered.Layers.SelectMany(layer => layer.Weights.Blocks))
        {
            writer.Write<float>(block);
        }
    }

    public static LayeredEncoder Read(Section section, Section weights)
    {
        SectionReader reader = section.CreateReader();
        uint kind = reader.ReadUInt32();
        if (kind != Layered)
        {
            throw reader.Fault($"found an encoder of the kind {kind}; expected {Layered}");
        }

        ulong inputs = reader.ReadUInt64();
        var shapes = new (int Columns, bool IsRectified)[reader.ReadCount(8)];
        if (inputs is 0 or > int.MaxValue || shapes.Length is 0 or > LayeredEncoder.MostLayers)
        {
            throw reader.Fault(
                $"found an encoder of {inputs} inputs and {shapes.Length} layers; expected 1 to {int.MaxValue} and 1 to {LayeredEncoder.MostLayers}");
        }

        // Sizes are checked against the section's length before any weight is given memory.
        Int128 count = 0;
        long rows = (long)inputs;
        for (int i = 0; i < shapes.Length; i++)
        {
            int columns = reader.ReadInt32();
            if (columns < 1)
            {
                throw reader.Fault($"found an encoder's layer of {columns} outputs; expected at least 1");
            }

            shapes[i] = (columns, StoredValue.ReadFlag(reader, "rectifier"));
            count += (Int128)rows * columns;
            rows = columns + 1L;
        }

        reader.ExpectEnd();
        if (count * sizeof(float) != weights.Length)
        {
            throw reader.Fault($"found an encoder of {count} weights; expected {weights.Length / sizeof(float)}, as many as are stored");
        }

        return new LayeredEncoder(ReadLayers(weights, (long)inputs, shapes));
    }

    private static List<EncoderLayer> ReadLayers(Section weights, long rows, (int Columns, bool IsRectified)[] shapes)
    {
        List<EncoderLayer> layers = [];
        long start = 0;
        foreach ((int columns, bool isRectified) in shapes)
        {
            var matrix = new WeightMatrix(rows, columns);
            start = StoredValue.ReadWeights(weights, start, matrix);
            layers.Add(new EncoderLayer(matrix, isRectified));
            rows = columns + 1L;
        }

        return layers;
    }
}
