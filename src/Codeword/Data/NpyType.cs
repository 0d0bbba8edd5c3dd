using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Codeword.Data;

/// <summary>What one value of a .npy file is: NumPy's type string, such as <c>&lt;f4</c>, of those that are plain numbers.</summary>
/// <param name="Kind"><c>b</c> (truth value), <c>u</c>, <c>i</c> or <c>f</c>.</param>
/// <param name="Size">Bytes a value: 1, 2, 4 or 8.</param>
/// <param name="IsBigEndian">Whether the most significant byte comes first; false when there is one byte only.</param>
internal readonly record struct NpyType(char Kind, int Size, bool IsBigEndian)
{
    /// <summary>What a message says of the types that are read.</summary>
    public const string Expected = "plain numbers: b1, u1 to u8, i1 to i8 or f2 to f8";

    /// <summary>The longest text that <see cref="Format"/> writes, in bytes.</summary>
    public const int LongestInteger = 20;

    public bool IsInteger => Kind != 'f';

    public static bool TryParse(ReadOnlySpan<byte> text, out NpyType type)
    {
        type = default;
        if (text is not [(byte)'<' or (byte)'>' or (byte)'|', var kind, (byte)'1' or (byte)'2' or (byte)'4' or (byte)'8'])
        {
            return false;
        }

        int size = text[2] - '0';
        type = new NpyType((char)kind, size, text[0] == '>' && size > 1);
        bool isKnown = kind is (byte)'u' or (byte)'i' || (kind == 'f' && size > 1) || (kind == 'b' && size == 1);
        return isKnown && (text[0] != '|' || size == 1);
    }

    /// <summary>The type string of a number of .NET, in the byte order of this machine.</summary>
    /// <exception cref="ArgumentException">It is none of the numbers that NumPy has.</exception>
    public static NpyType Of<T>()
        where T : unmanaged
    {
        char kind = default(T) switch
        {
            bool => 'b',
            byte or ushort or uint or ulong => 'u',
            sbyte or short or int or long => 'i',
            Half or float or double => 'f',
            _ => throw new ArgumentException($"Values of the type {typeof(T).Name} cannot be written; expected {Expected}.", nameof(T)),
        };
        int size = Unsafe.SizeOf<T>();
        return new NpyType(kind, size, size > 1 && !BitConverter.IsLittleEndian);
    }

    /// <summary>As NumPy writes it.</summary>
    public override string ToString() => $"{(Size == 1 ? '|' : IsBigEndian ? '>' : '<')}{Kind}{Size}";

    /// <summary>Turns values into floats; the bytes are brought into this machine's order in place.</summary>
    public void ToSingles(Span<byte> bytes, Span<float> values)
    {
        ToNativeOrder(bytes);
        switch (Kind, Size)
        {
            case ('b', _):
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = bytes[i] == 0 ? 0 : 1;
                }

                break;
            case ('f', 2):
                Convert<Half>(bytes, values);
                break;
            case ('f', 4):
                bytes.CopyTo(MemoryMarshal.AsBytes(values));
                break;
            case ('f', _):
                Convert<double>(bytes, values);
                break;
            default:
                ConvertIntegers(bytes, values);
                break;
        }
    }

    /// <summary>One integer of up to 8 bytes; of a truth value 0 or 1.</summary>
    public Int128 ToInteger(ReadOnlySpan<byte> value)
    {
        ulong bits = 0;
        for (int i = 0; i < Size; i++)
        {
            bits = (bits << 8) | value[IsBigEndian ? i : Size - 1 - i];
        }

        int unused = 64 - (8 * Size);
        return Kind switch
        {
            'b' => bits == 0 ? 0 : 1,
            'u' => bits,
            _ => unchecked((long)(bits << unused)) >> unused,
        };
    }

    /// <summary>Writes one integer as text; returns its length in bytes.</summary>
    public int Format(ReadOnlySpan<byte> value, Span<byte> utf8)
    {
        Int128 number = ToInteger(value);
        _ = number < 0
            ? ((long)number).TryFormat(utf8, out int length, default, CultureInfo.InvariantCulture)
            : ((ulong)number).TryFormat(utf8, out length, default, CultureInfo.InvariantCulture);
        return length;
    }

    private void ConvertIntegers(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        switch (Kind, Size)
        {
            case ('u', 1):
                Convert<byte>(bytes, values);
                break;
            case ('u', 2):
                Convert<ushort>(bytes, values);
                break;
            case ('u', 4):
                Convert<uint>(bytes, values);
                break;
            case ('u', _):
                Convert<ulong>(bytes, values);
                break;
            case (_, 1):
                Convert<sbyte>(bytes, values);
                break;
            case (_, 2):
                Convert<short>(bytes, values);
                break;
            case (_, 4):
                Convert<int>(bytes, values);
                break;
            default:
                Convert<long>(bytes, values);
                break;
        }
    }

    private static void Convert<T>(ReadOnlySpan<byte> bytes, Span<float> values)
        where T : unmanaged, INumberBase<T>
    {
        ReadOnlySpan<T> numbers = MemoryMarshal.Cast<byte, T>(bytes);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = float.CreateTruncating(numbers[i]);
        }
    }

    private void ToNativeOrder(Span<byte> bytes)
    {
        if (Size == 1 || IsBigEndian != BitConverter.IsLittleEndian)
        {
            return;
        }

        switch (Size)
        {
            case 2:
                Span<ushort> words = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 4:
                Span<uint> doubleWords = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(doubleWords, doubleWords);
                break;
            default:
                Span<ulong> quadWords = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(quadWords, quadWords);
                break;
        }
    }
}
