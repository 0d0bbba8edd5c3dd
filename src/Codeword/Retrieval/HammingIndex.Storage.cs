using Codeword.Storage;

namespace Codeword.Retrieval;

/// <content>The stored form; docs/model-format.md describes it.</content>
public sealed partial class HammingIndex
{
    private static readonly Tag InfoTag = new("INFO");
    private static readonly Tag CodesTag = new("CODE");
    private static readonly Tag IdsTag = new("KEYS");

    /// <summary>The kind of file an index is.</summary>
    internal static Tag FileKind { get; } = new("HIDX");

    /// <summary>The sections that are needed to search.</summary>
    internal static Tag[] SectionTags => [InfoTag, CodesTag, IdsTag];

    /// <summary>Writes the index; a file of that name is replaced as a whole or stays as it was.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The index was disposed.</exception>
    public void Save(string path)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using SectionWriter writer = SectionWriter.Create(path, FileKind);
        Write(writer);
        writer.Commit();
    }

    /// <summary>Writes the index into an empty stream that can seek; equal indexes write equal bytes.</summary>
    /// <exception cref="ArgumentException">The stream cannot seek or holds something.</exception>
    /// <exception cref="ObjectDisposedException">The index was disposed.</exception>
    public void Save(Stream stream)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using SectionWriter writer = SectionWriter.Create(stream, FileKind);
        Write(writer);
        writer.Commit();
    }

    /// <summary>Maps an index into memory and checks all of it.</summary>
    /// <exception cref="InvalidDataException">The file is no sound index; the message tells.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static HammingIndex Load(string path) => Adopt(SectionFile.Open(path, FileKind, SectionTags));

    /// <summary>Reads an index from bytes, which are copied.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="source">Its name for messages.</param>
    /// <exception cref="InvalidDataException">The bytes are no sound index; the message tells.</exception>
    public static HammingIndex FromBytes(ReadOnlySpan<byte> bytes, string source) =>
        Adopt(SectionFile.FromBytes(bytes, source, FileKind, SectionTags));

    private static HammingIndex Adopt(SectionFile file)
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

    /// <summary>Reads the index of an open file, which it then owns.</summary>
    internal static HammingIndex Read(SectionFile file)
    {
        SectionReader info = file[InfoTag].CreateReader();
        uint bits = info.ReadUInt32();
        if (bits is 0 or > MostBits)
        {
            throw info.Fault($"found codes of {bits} bits; expected 1 to {MostBits}");
        }

        ulong count = info.ReadUInt64();
        if (count > MostCodes)
        {
            throw info.Fault($"found {count} codes; expected at most {MostCodes}");
        }

        ulong nextId = info.ReadUInt64();
        if (nextId < count || nextId > long.MaxValue)
        {
            throw info.Fault($"found {nextId} as the next id; expected {count}, the number of codes, to {long.MaxValue}");
        }

        info.ExpectEnd();
        CodeBlocks blocks = ReadCodes(file[CodesTag], (int)bits, (int)count);
        CodeIds ids = file.TryGet(IdsTag, out Section? section) ? ReadIds(section, (int)count, (long)nextId) : new CodeIds((int)count);
        return new HammingIndex((int)bits, blocks, ids, (long)nextId, file);
    }

    private static CodeBlocks ReadCodes(Section section, int bits, int count)
    {
        var blocks = new CodeBlocks((bits + 7) / 8, CodeBlocks.BlocksOf(count), section);
        if (section.Length != blocks.Bytes)
        {
            throw section.Fault($"found {section.Length} bytes; expected {blocks.Bytes} for {count} codes of {bits} bits in blocks of {CodeBlocks.CodesPerBlock}");
        }

        byte most = (byte)(0xFF >> (-bits & 7));
        for (int block = 0; block < blocks.Count && most < byte.MaxValue; block++)
        {
            if (blocks.Slice(block, 1)[^CodeBlocks.CodesPerBlock..].ContainsAnyExceptInRange((byte)0, most))
            {
                throw section.Fault($"found a bit beyond the {bits} of a code in block {block}; expected 0 there");
            }
        }

        int present = count % CodeBlocks.CodesPerBlock;
        for (int i = 0; present > 0 && i < blocks.BlockBytes; i += CodeBlocks.CodesPerBlock)
        {
            if (blocks.Slice(blocks.Count - 1, 1)[(i + present)..(i + CodeBlocks.CodesPerBlock)].ContainsAnyExcept((byte)0))
            {
                throw section.Fault("found something after the last code; expected zeros up to the end of its block");
            }
        }

        return blocks;
    }

    private static CodeIds ReadIds(Section section, int count, long nextId)
    {
        if (section.Length != (long)count * sizeof(long))
        {
            throw section.Fault($"found {section.Length} bytes; expected {(long)count * sizeof(long)}, an id for each of {count} codes");
        }

        var ids = new CodeIds(section, count);
        long before = -1;
        for (int i = 0; i < count; i++)
        {
            long id = ids[i];
            if (id <= before || id >= nextId)
            {
                throw section.Fault($"found {id} as the id of code {i}; expected more than {before} and less than {nextId}");
            }

            before = id;
        }

        return before >= count ? ids : throw section.Fault($"found a list of ids; expected none, as they are 0 to {count - 1}");
    }

    /// <summary>Writes the sections that are needed to search.</summary>
    internal void Write(SectionWriter writer)
    {
        writer.Begin(InfoTag);
        writer.WriteUInt32((uint)Bits);
        writer.WriteUInt64((ulong)Count);
        writer.WriteUInt64((ulong)NextId);
        writer.Begin(CodesTag);
        for (int block = 0; block < _blocks.Count; block += _blocks.TileBlocks)
        {
            writer.Write(_blocks.Tile(block));
        }

        if (_ids.AreListed)
        {
            writer.Begin(IdsTag);
            for (int i = 0; i < Count; i++)
            {
                writer.Write<long>([_ids[i]]);
            }
        }
    }
}
