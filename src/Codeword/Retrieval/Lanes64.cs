using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Codeword.Retrieval;

/// <summary>8 codes at a time in a word, where there are no vectors.</summary>
internal readonly struct Lanes64 : IByteLanes<ulong>
{
    private const ulong EachByte = 0x0101_0101_0101_0101;
    private const ulong EachWide = 0x0001_0001_0001_0001;

    public static int Count => sizeof(ulong);

    public static ulong Load(ref byte source, nuint offset)
    {
        ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, offset));
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }

    public static void Store(ulong a, ref byte target, nuint offset) =>
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, offset), BitConverter.IsLittleEndian ? a : BinaryPrimitives.ReverseEndianness(a));

    public static ulong Xor(ulong a, ulong b) => a ^ b;

    public static ulong Odd(ulong a, ulong b, ulong c) => a ^ b ^ c;

    public static ulong Carry(ulong odd, ulong a, ulong b) => (a & b) | ((a ^ b) & ~odd);

    public static ulong Both(ulong a, ulong b) => a & b;

    // Bits are added up in pairs, fours and bytes.
    public static ulong CountBits(ulong a)
    {
        a -= (a >> 1) & (0x55 * EachByte);
        a = (a & (0x33 * EachByte)) + ((a >> 2) & (0x33 * EachByte));
        return (a & (0x0F * EachByte)) + ((a >> 4) & (0x0F * EachByte));
    }

    public static ulong CountDigits(ulong ones, ulong otherOnes, ulong twos, ulong fours)
    {
        ulong quads = CountBits(fours);
        ulong pairs = CountBits(twos) + quads + quads;
        return CountBits(ones) + CountBits(otherOnes) + pairs + pairs;
    }

    public static ulong Add(ulong a, ulong b) => a + b;

    public static ulong Fill(byte value) => value * EachByte;

    public static ulong Repeat(ulong word) => word;

    public static ulong Less(ulong a, ulong limits) => Less(a, limits & 0xFF, laneBits: 8);

    public static ulong WidenLower(ulong a) => (a & 0xFF) | ((a & 0xFF00) << 8) | ((a & 0xFF_0000) << 16) | ((a & 0xFF00_0000) << 24);

    public static ulong WidenUpper(ulong a) => WidenLower(a >> 32);

    public static ulong AddWide(ulong a, ulong b) => a + b;

    public static ulong FillWide(ushort value) => value * EachWide;

    public static ulong LessWide(ulong lower, ulong upper, ulong limits) =>
        Less(lower, limits & 0xFFFF, laneBits: 16) | (Less(upper, limits & 0xFFFF, laneBits: 16) << 4);

    private static ulong Less(ulong a, ulong limit, int laneBits)
    {
        ulong less = 0;
        ulong lane = ulong.MaxValue >> (64 - laneBits);
        for (int i = 0; i < 64 / laneBits; i++)
        {
            less |= ((a >> (i * laneBits)) & lane) < limit ? 1UL << i : 0;
        }

        return less;
    }
}
