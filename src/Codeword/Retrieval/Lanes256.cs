using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Codeword.Retrieval;

/// <summary>32 codes at a time, with AVX2.</summary>
internal readonly struct Lanes256 : IByteLanes<Vector256<byte>>
{
    public static bool IsSupported => Avx2.IsSupported;

    public static int Count => Vector256<byte>.Count;

    public static Vector256<byte> Load(ref byte source, nuint offset) => Vector256.LoadUnsafe(ref source, offset);

    public static void Store(Vector256<byte> a, ref byte target, nuint offset) => a.StoreUnsafe(ref target, offset);

    public static Vector256<byte> Xor(Vector256<byte> a, Vector256<byte> b) => a ^ b;

    public static Vector256<byte> Odd(Vector256<byte> a, Vector256<byte> b, Vector256<byte> c) => a ^ b ^ c;

    public static Vector256<byte> Carry(Vector256<byte> odd, Vector256<byte> a, Vector256<byte> b) => (a & b) | ((a ^ b) & ~odd);

    public static Vector256<byte> Both(Vector256<byte> a, Vector256<byte> b) => a & b;

    public static Vector256<byte> CountBits(Vector256<byte> a)
    {
        var table = Vector256.Create(Lanes128.Counts);
        var half = Vector256.Create((byte)15);
        return Avx2.Shuffle(table, a & half) + Avx2.Shuffle(table, (a.AsUInt16() >>> 4).AsByte() & half);
    }

    public static Vector256<byte> CountDigits(Vector256<byte> ones, Vector256<byte> otherOnes, Vector256<byte> twos, Vector256<byte> fours)
    {
        Vector256<byte> quads = CountBits(fours);
        Vector256<byte> pairs = CountBits(twos) + quads + quads;
        return CountBits(ones) + CountBits(otherOnes) + pairs + pairs;
    }

    public static Vector256<byte> Add(Vector256<byte> a, Vector256<byte> b) => a + b;

    public static Vector256<byte> Fill(byte value) => Vector256.Create(value);

    public static Vector256<byte> Repeat(ulong word) => Vector256.Create(word).AsByte();

    public static ulong Less(Vector256<byte> a, Vector256<byte> limits) => Vector256.LessThan(a, limits).ExtractMostSignificantBits();

    public static Vector256<byte> WidenLower(Vector256<byte> a) => Vector256.WidenLower(a).AsByte();

    public static Vector256<byte> WidenUpper(Vector256<byte> a) => Vector256.WidenUpper(a).AsByte();

    public static Vector256<byte> AddWide(Vector256<byte> a, Vector256<byte> b) => (a.AsUInt16() + b.AsUInt16()).AsByte();

    public static Vector256<byte> FillWide(ushort value) => Vector256.Create(value).AsByte();

    public static ulong LessWide(Vector256<byte> lower, Vector256<byte> upper, Vector256<byte> limits) =>
        Vector256.LessThan(lower.AsUInt16(), limits.AsUInt16()).ExtractMostSignificantBits()
        | ((ulong)Vector256.LessThan(upper.AsUInt16(), limits.AsUInt16()).ExtractMostSignificantBits() << (Vector256<byte>.Count / 2));
}
