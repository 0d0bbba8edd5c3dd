using System.Buffers.Binary;
using System.Security.Cryptography;
using Codeword.Numerics;
using Codeword.Storage;

namespace Codeword.Tests.Storage;

/// <summary>A small file of three sections, and what a forger would do to it.</summary>
internal static class SampleFile
{
    public static readonly Tag Model = new("MODL");
    public static readonly Tag Names = new("LABL");
    public static readonly Tag Weights = new("WGHT");
    public static readonly Tag Notes = new("NOTE");

    // Where the format has its fields: written down again here, so that a change of the format fails a test.
    public const int VersionAt = 8;
    public const int KindAt = 12;
    public const int LengthAt = 16;
    public const int TableOffsetAt = 24;
    public const int SectionCountAt = 32;
    public const int ReservedAt = 36;
    public const int FirstSectionAt = 128;
    public const int EntrySize = 64;

    public static byte[] Bytes()
    {
        using var stream = new MemoryStream();
        using SectionWriter writer = SectionWriter.Create(stream, Model);
        Write(writer);
        writer.Commit();
        return stream.ToArray();
    }

    public static void Write(SectionWriter writer)
    {
        writer.Begin(Names);
        writer.WriteUInt64(2);
        writer.WriteString("boots");
        writer.WriteString("größe");
        writer.Begin(Weights);
        writer.Write<float>([1.5f, -2f, 0.25f]);
        writer.Begin(Notes, isCritical: false);
        writer.WriteInt32(-7);
    }

    public static SectionFile Read(byte[] bytes) => SectionFile.FromBytes(bytes, "sample", Model, Names, Weights);

    public static string Refusal(byte[] bytes) => Assert.Throws<InvalidDataException>(() => Read(bytes)).Message;

    public static int TableOffset(byte[] bytes) => (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(TableOffsetAt));

    /// <summary>Changes a copy of the sample and makes all checksums right again.</summary>
    public static byte[] Forge(Action<byte[]> change)
    {
        byte[] bytes = Bytes();
        change(bytes);
        return Reseal(bytes);
    }

    /// <summary>Makes the checksums right again wherever the fields still point into the file.</summary>
    public static byte[] Reseal(byte[] bytes)
    {
        ulong tableOffset = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(TableOffsetAt));
        if (tableOffset <= (ulong)bytes.Length)
        {
            int table = (int)tableOffset;
            for (int entry = table; entry + EntrySize <= bytes.Length; entry += EntrySize)
            {
                ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(entry + 8));
                ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(entry + 16));
                if (offset <= (ulong)bytes.Length && length <= (ulong)bytes.Length - offset)
                {
                    SHA256.HashData(bytes.AsSpan((int)offset, (int)length), bytes.AsSpan(entry + 32));
                }
            }

            SHA256.HashData(bytes.AsSpan(table), bytes.AsSpan(64));
        }

        SHA256.HashData(bytes.AsSpan(0, 96), bytes.AsSpan(96));
        return bytes;
    }

    /// <summary>A copy of a file with one to three bytes changed, one in eight cut short, most with checksums made right again.</summary>
    public static byte[] Mutate(byte[] file, ref SplitMix64 random)
    {
        byte[] mutant = (byte[])file.Clone();
        for (int edit = random.NextIndex(3); edit >= 0; edit--)
        {
            mutant[random.NextIndex(mutant.Length)] = (byte)(random.NextIndex(3) == 0 ? 0 : random.NextIndex(256));
        }

        mutant = random.NextIndex(8) == 0 ? mutant[..random.NextIndex(mutant.Length)] : mutant;
        return random.NextIndex(4) > 0 && mutant.Length > 128 ? Reseal(mutant) : mutant;
    }

    public static void Put(byte[] bytes, int at, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), value);
}
