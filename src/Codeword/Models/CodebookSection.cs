using Codeword.Codes;
using Codeword.Numerics;
using Codeword.Storage;

namespace Codeword.Models;

/// <summary>Section CODE: K, R, then each column's kind, B and parameters. All bits of binary codes are written as one column, k in the place of B.</summary>
internal static class CodebookSection
{
    public static readonly Tag Tag = new("CODE");

    /// <summary>The most columns a codeword may have: each costs decoding a tile of scratch, however little the file says of it.</summary>
    private const int MostColumns = 4096;
    private const uint Hashed = 1;
    private const uint Shuffled = 2;
    private const uint Clustered = 3;
    private const uint Identity = 4;
    private const uint Bits = 5;
    private const uint Extended = 6;

    public static void Write(SectionWriter writer, Codebook codebook)
    {
        writer.Begin(Tag);
        writer.WriteInt32(codebook.Classes);
        if (codebook.Bits is { } codes)
        {
            writer.WriteUInt64(1);
            writer.WriteUInt32(Bits);
            writer.WriteInt32(codes.Bits);
            WriteBits(writer, codes);
            return;
        }

        writer.WriteUInt64((ulong)codebook.Length);
        foreach (DigitColumn column in codebook.Columns)
        {
            Write(writer, column);
        }
    }

    public static Codebook Read(Section section, int classes)
    {
        SectionReader reader = section.CreateReader();
        int found = reader.ReadInt32();
        if (found != classes)
        {
            throw reader.Fault($"found codewords of {found} classes; expected {classes}, as many as there are labels");
        }

        var columns = new DigitColumn[reader.ReadCount(2 * sizeof(int))];
        if (columns.Length is < 1 or > MostColumns)
        {
            throw reader.Fault($"found {columns.Length} digit columns; expected 1 to {MostColumns}");
        }

        var codebook = default(Codebook);
        for (int r = 0; r < columns.Length; r++)
        {
            (uint kind, int buckets) = (reader.ReadUInt32(), reader.ReadInt32());
            if (kind == Bits)
            {
                codebook = ReadBits(reader, classes, buckets, columns.Length);
            }
            else
            {
                columns[r] = Read(reader, kind, classes, buckets);
            }
        }

        reader.ExpectEnd();
        return codebook ?? new Codebook(columns);
    }

    private static void Write(SectionWriter writer, DigitColumn column)
    {
        switch (column)
        {
            case HashedColumn hashed:
                writer.WriteUInt32(Hashed);
                writer.WriteInt32(column.Buckets);
                writer.WriteUInt64(hashed.Hash.A);
                writer.WriteUInt64(hashed.Hash.C);
                break;
            case ShuffledColumn shuffled:
                writer.WriteUInt32(shuffled.Added.IsEmpty ? Shuffled : Extended);
                writer.WriteInt32(column.Buckets);
                writer.WriteUInt64(shuffled.Seed);
                WriteAdded(writer, shuffled);
                break;
            case ClusteredColumn:
                writer.WriteUInt32(Clustered);
                writer.WriteInt32(column.Buckets);
                WriteDigits(writer, column, 0);
                break;
            default:
                writer.WriteUInt32(Identity);
                writer.WriteInt32(column.Buckets);
                break;
        }
    }

    private static DigitColumn Read(SectionReader reader, uint kind, int classes, int buckets)
    {
        if (buckets < 1)
        {
            throw reader.Fault($"found a digit of {buckets} buckets; expected at least 1");
        }

        return kind switch
        {
            Hashed => new HashedColumn(classes, ReadHash(reader, buckets)),
            Shuffled => new ShuffledColumn(classes, buckets, reader.ReadUInt64()),
            Clustered => new ClusteredColumn(ReadDigits(reader, 0, classes, buckets), buckets),
            Extended => ReadExtended(reader, classes, buckets),
            Identity when buckets == classes => new IdentityColumn(classes),
            Identity => throw reader.Fault($"found an identity digit of {buckets} buckets; expected {classes}, one a class"),
            _ => throw reader.Fault($"found a digit column of kind {kind}; expected 1 to 6"),
        };
    }

    // ⌈k/8⌉ bytes a code: bit j in byte j/8 at place j mod 8.
    private static void WriteBits(SectionWriter writer, BinaryCodes codes)
    {
        int width = (codes.Bits + 7) / 8;
        byte[] bytes = new byte[checked(codes.Count * width)];
        for (int i = 0; i < codes.Count; i++)
        {
            ReadOnlySpan<ulong> code = codes.CodeOf(i);
            for (int b = 0; b < width; b++)
            {
                bytes[(i * width) + b] = (byte)((code[b / sizeof(ulong)] >> (8 * (b % sizeof(ulong)))) & 0xFF);
            }
        }

        writer.Write<byte>(bytes);
    }

    private static Codebook ReadBits(SectionReader reader, int classes, int bits, int columns)
    {
        if (bits is < 1 or > BinaryCodes.MostBits || columns != 1)
        {
            throw reader.Fault($"found codes of {bits} bits among {columns} digit columns; expected 1 to {BinaryCodes.MostBits} bits and no other column");
        }

        int width = (bits + 7) / 8;
        int perCode = (width + sizeof(ulong) - 1) / sizeof(ulong);
        ReadOnlySpan<byte> bytes = reader.Take<byte>((long)classes * width);
        ulong[] words = new ulong[(long)classes * perCode];
        for (int i = 0; i < bytes.Length; i++)
        {
            (int code, int place) = (i / width, i % width);
            words[(code * perCode) + (place / sizeof(ulong))] |= (ulong)bytes[i] << (8 * (place % sizeof(ulong)));
        }

        try
        {
            return Codebook.OfBits(new BinaryCodes(words, classes, bits));
        }
        catch (ArgumentException)
        {
            throw reader.Fault($"found a code with a bit beyond its {bits}; expected 0 there");
        }
    }

    private static UniversalHash ReadHash(SectionReader reader, int buckets)
    {
        ulong a = reader.ReadUInt64();
        ulong c = reader.ReadUInt64();
        return a is > 0 and < UniversalHash.Prime && c < UniversalHash.Prime
            ? new UniversalHash(a, c, buckets)
            : throw reader.Fault($"found the hash coefficients {a} and {c}; expected 1 and 0 to {UniversalHash.Prime - 1}");
    }

    private static void WriteAdded(SectionWriter writer, ShuffledColumn column)
    {
        if (!column.Added.IsEmpty)
        {
            writer.WriteInt32(column.Dealt);
            WriteDigits(writer, column, column.Dealt);
        }
    }

    private static ShuffledColumn ReadExtended(SectionReader reader, int classes, int buckets)
    {
        (ulong seed, int dealt) = (reader.ReadUInt64(), reader.ReadInt32());
        return dealt >= 1 && dealt < classes
            ? new ShuffledColumn(dealt, buckets, seed, ReadDigits(reader, dealt, classes - dealt, buckets))
            : throw reader.Fault($"found a shuffled digit of {dealt} classes and others added later; expected 1 to {classes - 1}");
    }

    // The digits of the classes from the first on, each in the fewest bytes that hold B − 1, little-endian.
    private static void WriteDigits(SectionWriter writer, DigitColumn column, int first)
    {
        int width = ClusteredColumn.BytesPerDigit(column.Buckets);
        int[] digits = new int[column.Classes - first];
        column.CopyDigits(first, digits);
        byte[] bytes = new byte[checked((long)digits.Length * width)];
        for (int i = 0; i < digits.Length; i++)
        {
            for (int b = 0; b < width; b++)
            {
                bytes[((long)i * width) + b] = (byte)((digits[i] >> (8 * b)) & 0xFF);
            }
        }

        writer.Write<byte>(bytes);
    }

    private static int[] ReadDigits(SectionReader reader, int first, int classes, int buckets)
    {
        int width = ClusteredColumn.BytesPerDigit(buckets);
        ReadOnlySpan<byte> bytes = reader.Take<byte>((long)classes * width);
        int[] digits = new int[classes];
        for (int i = 0; i < classes; i++)
        {
            for (int b = 0; b < width; b++)
            {
                digits[i] |= bytes[(i * width) + b] << (8 * b);
            }

            if (digits[i] < 0 || digits[i] >= buckets)
            {
                throw reader.Fault($"found the digit {digits[i]} of class {first + i}; expected 0 to {buckets - 1}");
            }
        }

        return digits;
    }
}
