using System.Buffers.Binary;
using System.Text;
using Codeword.Storage;

namespace Codeword.Tests.Models;

/// <summary>
/// A model file taken apart and put together again, with checksums that are right, and where its fields are: written down a second time, so
/// that a change of the format fails a test.
/// </summary>
internal static class ModelBytes
{
    /// <summary>A number in a section: where it is, and what it is called in docs/model-format.md.</summary>
    public readonly record struct Field(string Section, string Name, int Offset, int Size);

    public static List<(string Tag, byte[] Bytes)> Sections(ReadOnlySpan<byte> file)
    {
        var sections = new List<(string, byte[])>();
        for (int entry = (int)BinaryPrimitives.ReadUInt64LittleEndian(file[24..]); entry < file.Length; entry += 64)
        {
            int offset = (int)BinaryPrimitives.ReadUInt64LittleEndian(file[(entry + 8)..]);
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file[(entry + 16)..]);
            sections.Add((Encoding.ASCII.GetString(file.Slice(entry, 4)), file.Slice(offset, length).ToArray()));
        }

        return sections;
    }

    public static byte[] Join(IEnumerable<(string Tag, byte[] Bytes)> sections, string kind = "MODL")
    {
        using var stream = new MemoryStream();
        using SectionWriter writer = SectionWriter.Create(stream, new Tag(kind));
        foreach ((string tag, byte[] bytes) in sections)
        {
            writer.Begin(new Tag(tag));
            writer.Write<byte>(bytes);
        }

        writer.Commit();
        return stream.ToArray();
    }

    /// <summary>The file with one section changed.</summary>
    public static byte[] With(ReadOnlySpan<byte> file, string tag, Func<byte[], byte[]> change) =>
        Join(Sections(file).Select(section => section.Tag == tag ? (tag, change(section.Bytes)) : section));

    /// <summary>Every number of the binary sections.</summary>
    public static IReadOnlyList<Field> Fields(ReadOnlySpan<byte> file)
    {
        var fields = new List<Field>();
        foreach ((string tag, byte[] bytes) in Sections(file))
        {
            switch (tag)
            {
                case "LABL": AddLabels(fields, bytes); break;
                case "CODE": AddCodebook(fields, bytes); break;
                case "HEAD": AddHeads(fields, bytes); break;
                case "TEXT": AddText(fields, bytes); break;
                case "ENCO": AddEncoder(fields, bytes); break;
                case "NOVL":
                    AddRun(fields, tag, "setting", 0, 2, 4);
                    fields.AddRange([new Field(tag, "share", 8, 8), new Field(tag, "rows", 16, 4)]);
                    break;
                case "WFMT" or "EFMT":
                    AddRun(fields, tag, "setting", 0, bytes.Length / 4, 4);
                    break;
                case "WSCL" or "ESCL" or "WCNT":
                    AddRun(fields, tag, tag == "WCNT" ? "count" : "scale", 0, bytes.Length / 2, 2);
                    break;
                case "WGTS" or "ENCW":
                    AddRun(fields, tag, "weight", 0, bytes.Length / 4, 4);
                    break;
                default: break;
            }
        }

        return fields;
    }

    private static void AddLabels(List<Field> fields, byte[] bytes)
    {
        int count = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        fields.Add(new Field("LABL", "labels", 0, 8));
        int at = 8;
        for (int i = 0; i < count; i++)
        {
            fields.Add(new Field("LABL", "length", at, 4));
            at += 4 + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
        }

        AddRun(fields, "LABL", "rows", (at + 7) / 8 * 8, count, 8);
    }

    private static void AddCodebook(List<Field> fields, byte[] bytes)
    {
        int classes = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        fields.AddRange([new Field("CODE", "classes", 0, 4), new Field("CODE", "columns", 4, 8)]);
        for (int at = 12; at < bytes.Length;)
        {
            int kind = bytes[at];
            int buckets = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4));
            fields.AddRange([new Field("CODE", "kind", at, 4), new Field("CODE", "buckets", at + 4, 4)]);
            at += 8;
            if (kind == 5)
            {
                int length = (buckets + 7) / 8 * classes;
                AddRun(fields, "CODE", "parameter", at, length, 1);
                at += length;
                continue;
            }

            int size = kind == 3 ? buckets <= 256 ? 1 : buckets <= 65_536 ? 2 : 4 : 8;
            int values = kind switch { 1 => 2, 2 => 1, 3 => classes, _ => 0 };
            AddRun(fields, "CODE", "parameter", at, values, size);
            at += values * size;
        }
    }

    private static void AddHeads(List<Field> fields, byte[] bytes)
    {
        AddRun(fields, "HEAD", "setting", 0, 10, 4);
        fields.Add(new Field("HEAD", "groups", 40, 8));
        for (int at = 48; at < bytes.Length; at += 16)
        {
            fields.AddRange([new Field("HEAD", "outputs", at, 4), new Field("HEAD", "hash rows", at + 4, 4), new Field("HEAD", "seed", at + 8, 8)]);
        }
    }

    private static void AddEncoder(List<Field> fields, byte[] bytes)
    {
        fields.AddRange([new Field("ENCO", "kind", 0, 4), new Field("ENCO", "inputs", 4, 8)]);
        bool hasBranches = bytes[0] == 2;
        if (hasBranches)
        {
            fields.Add(new Field("ENCO", "branches", 12, 8));
        }

        for (int at = hasBranches ? 20 : 12; at < bytes.Length;)
        {
            if (hasBranches)
            {
                fields.AddRange([new Field("ENCO", "hash rows", at, 4), new Field("ENCO", "seed", at + 4, 8)]);
                at += 12;
            }

            fields.Add(new Field("ENCO", "layers", at, 8));
            int layers = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
            at += 8;
            for (int layer = 0; layer < layers; layer++, at += 8)
            {
                fields.AddRange([new Field("ENCO", "outputs", at, 4), new Field("ENCO", "rectifier", at + 4, 4)]);
            }
        }
    }

    private static void AddText(List<Field> fields, byte[] bytes)
    {
        int at = 4 + BinaryPrimitives.ReadInt32LittleEndian(bytes);
        fields.AddRange([new Field("TEXT", "options", 0, 4), new Field("TEXT", "texts", at, 8)]);
        at += 8;
        for (int table = 0; table < 2; table++)
        {
            int count = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
            fields.Add(new Field("TEXT", "terms", at, 4));
            AddRun(fields, "TEXT", "length", at + 4, count, 4);
            int length = 0;
            for (int i = 0; i < count; i++)
            {
                length += BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4 + (4 * i)));
            }

            at += 4 + (4 * count) + length;
        }

        AddRun(fields, "TEXT", "frequency", at, (bytes.Length - at) / 4, 4);
    }

    private static void AddRun(List<Field> fields, string section, string name, int start, int count, int size) =>
        fields.AddRange(Enumerable.Range(0, count).Select(i => new Field(section, name, start + (i * size), size)));
}
