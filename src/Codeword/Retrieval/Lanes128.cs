using System.Runtime.Intrinsics;

namespace Codeword.Retrieval;

/// <summary>16 codes at a time, on any processor with vectors of 128 bits.</summary>
internal readonly struct Lanes128 : IByteLanes<Vector128<byte>>
{
    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    public static int Count => Vector128<byte>.Count;

    /// <summary>How many bits 0 to 15 have.</summary>
    public static Vector128<byte> Counts => Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);

    public static Vector128<byte> Load(ref byte source, nuint offset) => Vector128.LoadUnsafe(ref source, offset);

    public static void Store(Vector128<byte> a, ref byte target, nuint offset) => a.StoreUnsafe(ref target, offset);

    public static Vector128<byte> Xor(Vector128<byte> a, Vector128<byte> b) => a ^ b;

    public static Vector128<byte> Odd(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c) => a ^ b ^ c;

    public static Vector128<byte> Carry(Vector128<byte> odd, Vector128<byte> a, Vector128<byte> b) => (a & b) | ((a ^ b) & ~odd);

    public static Vector128<byte> Both(Vector128<byte> a, Vector128<byte> b) => a & b;

    public static Vector128<byte> CountBits(Vector128<byte> a)
    {
        var half = Vector128.Create((byte)15);
        return Vector128.ShuffleNative(Counts, a & half) + Vector128.ShuffleNative(Counts, (a.AsUInt16() >>> 4).AsByte() & half);
    }

    public static Vector128<byte> CountDigits(Vector128<byte> ones, Vector128<byte> otherOnes, Vector128<byte> twos, Vector128<byte> fours)
    {
        Vector128<byte> quads = CountBits(fours);
        Vector128<byte> pairs = CountBits(twos) + quads + quads;
        return CountBits(ones) + CountBits(otherOnes) + pairs + pairs;
    }

    public static Vector128<byte> Add(Vector128<byte> a, Vector128<byte> b) => a + b;

    public static Vector128<byte> Fill(byte value) => Vector128.Create(value);

    public static Vector128<byte> Repeat(ulong word) => Vector128.Create(word).AsByte();

    public static ulong Less(Vector128<byte> a, Vector128<byte> limits) => Vector128.LessThan(a, limits).ExtractMostSignificantBits();

    public static Vector128<byte> WidenLower(Vector128<byte> a) => Vector128.WidenLower(a).AsByte();

    public static Vector128<byte> WidenUpper(Vector128<byte> a) => Vector128.WidenUpper(a).AsByte();

    public static Vector128<byte> AddWide(Vector128<byte> a, Vector128<byte> b) => (a.AsUInt16() + b.AsUInt16()).AsByte();

    public static Vector128<byte> FillWide(ushort value) => Vector128.Create(value).AsByte();

    public static ulong LessWide(Vector128<byte> lower, Vector128<byte> upper, Vector128<byte> limits) =>
        Vector128.LessThan(lower.AsUInt16(), limits.AsUInt16()).ExtractMostSignificantBits()
        | ((ulong)Vector128.LessThan(upper.AsUInt16(), limits.AsUInt16()).ExtractMostSignificantBits() << (Vector128<byte>.Count / 2));
}
