using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Codeword.Retrieval;

/// <summary>
/// 64 codes at a time, with AVX-512 and its look-ups in tables of 64: these take the lower six bits of a byte without being asked to leave the others out, and give the
/// bits their weight at once. The upper two of four bytes make up two look-ups more: six in all, where halves of bytes take eight and as many masks. Tables are written out
/// where they are used: a call for one in the loop costs more than the loop.
/// </summary>
internal readonly struct LanesVbmi : IByteLanes<Vector512<byte>>
{
    public static bool IsSupported => Avx512Vbmi.IsSupported && Lanes512.IsSupported;

    public static int Count => Lanes512.Count;

    private static Vector512<byte> Counts
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            (byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 1, 2, 2, 3, 2, 3, 3, 4, 2, 3, 3, 4, 3, 4, 4, 5,
            1, 2, 2, 3, 2, 3, 3, 4, 2, 3, 3, 4, 3, 4, 4, 5, 2, 3, 3, 4, 3, 4, 4, 5, 3, 4, 4, 5, 4, 5, 5, 6);
    }

    private static Vector512<byte> TwiceCounts
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            (byte)0, 2, 2, 4, 2, 4, 4, 6, 2, 4, 4, 6, 4, 6, 6, 8, 2, 4, 4, 6, 4, 6, 6, 8, 4, 6, 6, 8, 6, 8, 8, 10,
            2, 4, 4, 6, 4, 6, 6, 8, 4, 6, 6, 8, 6, 8, 8, 10, 4, 6, 6, 8, 6, 8, 8, 10, 6, 8, 8, 10, 8, 10, 10, 12);
    }

    private static Vector512<byte> FourfoldCounts
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            (byte)0, 4, 4, 8, 4, 8, 8, 12, 4, 8, 8, 12, 8, 12, 12, 16, 4, 8, 8, 12, 8, 12, 12, 16, 8, 12, 12, 16, 12, 16, 16, 20,
            4, 8, 8, 12, 8, 12, 12, 16, 8, 12, 12, 16, 12, 16, 16, 20, 8, 12, 12, 16, 12, 16, 16, 20, 12, 16, 16, 20, 16, 20, 20, 24);
    }

    // Of four bits the lower two count 1, the upper two 1 as well, or 2 and 4; the same whatever the two bits above them are.
    private static Vector512<byte> UpperOnes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            (byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,
            0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    }

    private static Vector512<byte> UpperTwosAndFours
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            (byte)0, 2, 2, 4, 4, 6, 6, 8, 4, 6, 6, 8, 8, 10, 10, 12, 0, 2, 2, 4, 4, 6, 6, 8, 4, 6, 6, 8, 8, 10, 10, 12,
            0, 2, 2, 4, 4, 6, 6, 8, 4, 6, 6, 8, 8, 10, 10, 12, 0, 2, 2, 4, 4, 6, 6, 8, 4, 6, 6, 8, 8, 10, 10, 12);
    }

    public static Vector512<byte> Load(ref byte source, nuint offset) => Lanes512.Load(ref source, offset);

    public static void Store(Vector512<byte> a, ref byte target, nuint offset) => Lanes512.Store(a, ref target, offset);

    public static Vector512<byte> Xor(Vector512<byte> a, Vector512<byte> b) => a ^ b;

    public static Vector512<byte> Odd(Vector512<byte> a, Vector512<byte> b, Vector512<byte> c) => Lanes512.Odd(a, b, c);

    public static Vector512<byte> Carry(Vector512<byte> odd, Vector512<byte> a, Vector512<byte> b) => Lanes512.Carry(odd, a, b);

    public static Vector512<byte> Both(Vector512<byte> a, Vector512<byte> b) => a & b;

    public static Vector512<byte> CountBits(Vector512<byte> a) => Lanes512.CountBits(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> CountDigits(Vector512<byte> ones, Vector512<byte> otherOnes, Vector512<byte> twos, Vector512<byte> fours)
    {
        Vector512<byte> lower = Avx512Vbmi.PermuteVar64x8(Counts, ones) + Avx512Vbmi.PermuteVar64x8(Counts, otherOnes)
            + (Avx512Vbmi.PermuteVar64x8(TwiceCounts, twos) + Avx512Vbmi.PermuteVar64x8(FourfoldCounts, fours));
        return lower + (Avx512Vbmi.PermuteVar64x8(UpperOnes, Upper(ones, otherOnes)) + Avx512Vbmi.PermuteVar64x8(UpperTwosAndFours, Upper(twos, fours)));
    }

    public static Vector512<byte> Add(Vector512<byte> a, Vector512<byte> b) => a + b;

    public static Vector512<byte> Fill(byte value) => Lanes512.Fill(value);

    public static Vector512<byte> Repeat(ulong word) => Lanes512.Repeat(word);

    public static ulong Less(Vector512<byte> a, Vector512<byte> limits) => Lanes512.Less(a, limits);

    public static Vector512<byte> WidenLower(Vector512<byte> a) => Lanes512.WidenLower(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> WidenUpper(Vector512<byte> a) => Lanes512.WidenUpper(a);

    public static Vector512<byte> AddWide(Vector512<byte> a, Vector512<byte> b) => Lanes512.AddWide(a, b);

    public static Vector512<byte> FillWide(ushort value) => Lanes512.FillWide(value);

    public static ulong LessWide(Vector512<byte> lower, Vector512<byte> upper, Vector512<byte> limits) => Lanes512.LessWide(lower, upper, limits);

    // The upper two bits of a, and above them those of b; bits above are of neither or of other bytes.
    private static Vector512<byte> Upper(Vector512<byte> a, Vector512<byte> b) => Avx512F.TernaryLogic(
        Vector512.Create((byte)3), (a.AsUInt16() >>> 6).AsByte(), (b.AsUInt16() >>> 4).AsByte(), 0b1100_1010);
}
