using Codeword.Storage;

namespace Codeword.Models;

/// <summary>
/// Sections WGTS (the heads' weights, group after group, row after row) and, unless they are float32, WFMT (their format, and the levels of 4-bit weights, group
/// after group); for formats with scales WSCL (these, binary16, group after group, row after row); for sparse weights WCNT (how many each row has). An encoder's
/// weights stand likewise in ENCW, EFMT and ESCL, layer after layer, and are never sparse.
/// </summary>
internal static class WeightsSection
{
    public static void Write(SectionWriter writer, IReadOnlyList<HeadWeights> matrices, WeightTags tags)
    {
        WeightFormat format = matrices[0].Format;
        if (format != WeightFormat.Float32)
        {
            writer.Begin(tags.Format);
            writer.WriteUInt32((uint)format);
            foreach (HeadWeights weights in matrices)
            {
                writer.Write(LevelsOf(weights));
            }
        }

        writer.Begin(tags.Weights);
        foreach (HeadWeights weights in matrices)
        {
            WriteCodes(writer, weights);
        }

        if (HasScales(format))
        {
            writer.Begin(tags.Scales);
            WriteAll(writer, matrices.SelectMany(ScalesOf));
        }

        if (format == WeightFormat.Sparse)
        {
            SparseSection.WriteCounts(writer, matrices.Cast<SparseWeights>());
        }
    }

    /// <summary>Reads matrices of known sizes, which are checked against the sections' lengths before any weight is given memory.</summary>
    public static HeadWeights[] Read(SectionFile file, IReadOnlyList<(long Rows, int Columns)> shapes, WeightTags tags)
    {
        Section weights = file[tags.Weights];
        (WeightFormat format, float[] levels) = ReadFormat(file, shapes.Count, tags);
        RequireSections(file, format, tags);
        if (format == WeightFormat.Sparse)
        {
            return SparseSection.Read(file, shapes, levels);
        }

        RequireLength(weights, shapes, BytesOf(format), format, tags);
        Section? scales = HasScales(format) ? file[tags.Scales] : null;
        if (scales is not null)
        {
            RequireLength(scales, shapes, columns => 2 * ((columns + Int8Weights.Run - 1L) / Int8Weights.Run), format, tags);
        }

        var read = new HeadWeights[shapes.Count];
        long start = 0, startOfScales = 0;
        for (int i = 0; i < read.Length; i++)
        {
            (long rows, int columns) = shapes[i];
            read[i] = format switch
            {
                WeightFormat.Float32 => new WeightMatrix(rows, columns),
                WeightFormat.Float16 => new HalfWeights(rows, columns),
                WeightFormat.Int8 => new Int8Weights(rows, columns),
                _ => new Int4Weights(rows, columns, levels.AsSpan(i * WeightLevels.Count, WeightLevels.Count)),
            };
            start = ReadCodes(weights, start, read[i]);
            startOfScales = scales is null ? 0 : Fill(scales, startOfScales, ScalesOf(read[i]));
            RequireFinite(weights, scales, read[i]);
        }

        return read;
    }

    private static (WeightFormat Format, float[] Levels) ReadFormat(SectionFile file, int matrices, WeightTags tags)
    {
        if (!file.TryGet(tags.Format, out Section? section))
        {
            return (WeightFormat.Float32, []);
        }

        SectionReader reader = section.CreateReader();
        WeightFormat format = StoredValue.ReadEnum<WeightFormat>(reader, "format of weights");
        if (format == WeightFormat.Float32)
        {
            throw reader.Fault("found the format of weights 0; expected no such section where weights are Float32");
        }

        if (format == WeightFormat.Sparse && tags != WeightTags.Heads)
        {
            throw reader.Fault($"found sparse weights; expected {tags.Owner} in another format");
        }

        float[] levels = new float[format is WeightFormat.Int4 or WeightFormat.Sparse ? matrices * WeightLevels.Count : 0];
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = StoredValue.ReadFinite(reader, "level of weights");
            if (format == WeightFormat.Int4 && Math.Abs(levels[i]) > 1)
            {
                throw reader.Fault($"found {levels[i]} for a level of weights; expected -1 to 1");
            }
        }

        reader.ExpectEnd();
        return (format, levels);
    }

    private static void RequireSections(SectionFile file, WeightFormat format, WeightTags tags)
    {
        foreach ((Tag tag, bool belongs) in new[] { (tags.Scales, HasScales(format)), (SparseSection.CountsTag, format == WeightFormat.Sparse) })
        {
            if (!belongs && (tag != SparseSection.CountsTag || tags == WeightTags.Heads) && file.TryGet(tag, out Section? section))
            {
                throw section.Fault($"found a section that weights of the format {format} have no use for; expected none");
            }
        }
    }

    private static bool HasScales(WeightFormat format) => format is WeightFormat.Int8 or WeightFormat.Int4;

    private static IReadOnlyList<Half[]> ScalesOf(HeadWeights weights) => weights switch
    {
        Int8Weights bytes => bytes.Scales.Blocks,
        Int4Weights nibbles => nibbles.Scales.Blocks,
        _ => [],
    };

    private static ReadOnlySpan<float> LevelsOf(HeadWeights weights) => weights switch
    {
        Int4Weights nibbles => nibbles.Levels,
        SparseWeights sparse => sparse.Levels,
        _ => [],
    };

    private static Func<int, long> BytesOf(WeightFormat format) => format switch
    {
        WeightFormat.Float32 => columns => 4L * columns,
        WeightFormat.Float16 => columns => 2L * columns,
        WeightFormat.Int8 => columns => columns,
        _ => columns => (columns / Int4Weights.Run * (Int4Weights.Run / 2)) + (((columns % Int4Weights.Run) + 1) / 2),
    };

    public static void RequireLength(Section section, IReadOnlyList<(long Rows, int Columns)> shapes, Func<int, long> bytesOfRow, WeightFormat format, WeightTags tags)
    {
        Int128 expected = shapes.Aggregate((Int128)0, (sum, shape) => sum + ((Int128)shape.Rows * bytesOfRow(shape.Columns)));
        if (expected != section.Length)
        {
            throw section.Fault($"found {section.Length} bytes; expected {expected}, as {tags.Owner} weights of the format {format} take");
        }
    }

    private static void WriteCodes(SectionWriter writer, HeadWeights weights)
    {
        switch (weights)
        {
            case WeightMatrix floats:
                WriteAll(writer, floats.Blocks);
                break;
            case HalfWeights halves:
                WriteAll(writer, halves.Values.Blocks);
                break;
            case Int8Weights bytes:
                WriteAll(writer, bytes.Codes.Blocks);
                break;
            case SparseWeights sparse:
                WriteAll(writer, [sparse.Gaps, sparse.Codes]);
                break;
            default:
                WriteAll(writer, ((Int4Weights)weights).Codes.Blocks);
                break;
        }
    }

    private static void WriteAll<T>(SectionWriter writer, IEnumerable<T[]> blocks)
        where T : unmanaged
    {
        foreach (T[] block in blocks)
        {
            writer.Write<T>(block);
        }
    }

    private static long ReadCodes(Section section, long start, HeadWeights weights) => weights switch
    {
        WeightMatrix floats => StoredValue.ReadWeights(section, start, floats),
        HalfWeights halves => Fill(section, start, halves.Values.Blocks),
        Int8Weights bytes => Fill(section, start, bytes.Codes.Blocks),
        _ => Fill(section, start, ((Int4Weights)weights).Codes.Blocks),
    };

    private static long Fill<T>(Section section, long start, IReadOnlyList<T[]> blocks)
        where T : unmanaged
    {
        foreach (T[] block in blocks)
        {
            section.Slice<T>(start, block.Length).CopyTo(block);
            start += block.Length;
        }

        return start;
    }

    private static void RequireFinite(Section weights, Section? scales, HeadWeights read)
    {
        if (read is HalfWeights halves && halves.Values.Blocks.Any(block => Array.Exists(block, value => !Half.IsFinite(value))))
        {
            throw weights.Fault("found a weight that is not finite; expected numbers");
        }

        if (scales is not null && ScalesOf(read).Any(block => Array.Exists(block, scale => !Half.IsFinite(scale) || scale < Half.Zero)))
        {
            throw scales.Fault("found a scale that is not finite or below 0; expected numbers from 0 on");
        }
    }
}
