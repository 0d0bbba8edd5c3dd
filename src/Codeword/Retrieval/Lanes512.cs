using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Codeword.Retrieval;

/// <summary>64 codes at a time, with AVX-512: three-way logic in one step, and a table of 16 counts looked up for each half of a byte.</summary>
internal readonly struct Lanes512 : IByteLanes<Vector512<byte>>
{
    public static bool IsSupported => Avx512BW.IsSupported;

    public static int Count => Vector512<byte>.Count;

    // Written out: made of Lanes128.Counts, it would be put together anew in every step.
    private static Vector512<byte> Counts
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            (byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,
            0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    }

    public static Vector512<byte> Load(ref byte source, nuint offset) => Vector512.LoadUnsafe(ref source, offset);

    public static void Store(Vector512<byte> a, ref byte target, nuint offset) => a.StoreUnsafe(ref target, offset);

    public static Vector512<byte> Xor(Vector512<byte> a, Vector512<byte> b) => a ^ b;

    public static Vector512<byte> Odd(Vector512<byte> a, Vector512<byte> b, Vector512<byte> c) => Avx512F.TernaryLogic(a, b, c, 0b1001_0110);

    public static Vector512<byte> Carry(Vector512<byte> odd, Vector512<byte> a, Vector512<byte> b) => Avx512F.TernaryLogic(a, b, odd, 0b1101_0100);

    public static Vector512<byte> Both(Vector512<byte> a, Vector512<byte> b) => a & b;

    public static Vector512<byte> CountBits(Vector512<byte> a)
    {
        var half = Vector512.Create((byte)15);
        return Avx512BW.Shuffle(Counts, a & half) + Avx512BW.Shuffle(Counts, (a.AsUInt16() >>> 4).AsByte() & half);
    }

    public static Vector512<byte> CountDigits(Vector512<byte> ones, Vector512<byte> otherOnes, Vector512<byte> twos, Vector512<byte> fours)
    {
        Vector512<byte> quads = CountBits(fours);
        Vector512<byte> pairs = CountBits(twos) + quads + quads;
        return CountBits(ones) + CountBits(otherOnes) + pairs + pairs;
    }

    public static Vector512<byte> Add(Vector512<byte> a, Vector512<byte> b) => a + b;

    public static Vector512<byte> Fill(byte value) => Vector512.Create(value);

    public static Vector512<byte> Repeat(ulong word) => Vector512.Create(word).AsByte();

    public static ulong Less(Vector512<byte> a, Vector512<byte> limits) => Vector512.LessThan(a, limits).ExtractMostSignificantBits();

    public static Vector512<byte> WidenLower(Vector512<byte> a) => Vector512.WidenLower(a).AsByte();

    public static Vector512<byte> WidenUpper(Vector512<byte> a) => Vector512.WidenUpper(a).AsByte();

    public static Vector512<byte> AddWide(Vector512<byte> a, Vector512<byte> b) => (a.AsUInt16() + b.AsUInt16()).AsByte();

    public static Vector512<byte> FillWide(ushort value) => Vector512.Create(value).AsByte();

    public static ulong LessWide(Vector512<byte> lower, Vector512<byte> upper, Vector512<byte> limits) =>
        Vector512.LessThan(lower.AsUInt16(), limits.AsUInt16()).ExtractMostSignificantBits()
        | (Vector512.LessThan(upper.AsUInt16(), limits.AsUInt16()).ExtractMostSignificantBits() << (Vector512<byte>.Count / 2));
}
