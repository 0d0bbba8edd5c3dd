using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Codeword.Decoding;

/// <summary>
/// sums[place of class i] = Σᵣ stepsᵣ[digitᵣ of class i] for a block of <see cref="DigitTiles.BlockClasses"/> classes, steps being whole numbers of 24 bits: the inner loop of
/// <see cref="ShareScan"/>. The fast versions look the three bytes of an entry up apart. All are integers: every version gives the same.
/// </summary>
/// <remarks>
/// Classes stand where the fast versions leave them: of 64, class i at 16·(i mod 4) + i/4 (<see cref="PlaceOf"/>).
/// </remarks>
internal static class FixedKernels
{
    /// <summary>The largest entry.</summary>
    public const int Most = (1 << 24) - 1;

    /// <summary>Bytes of one column's tables: the low, the middle and the high bytes of 256 entries.</summary>
    public const int LimbBytes = 3 * TableBytes;

    private const int TableBytes = DigitTiles.BlockClasses;
    private const int Lanes = 64;
    private const int ShortTable = 64;

    /// <summary>Where the sum of a block's class stands.</summary>
    public static int PlaceOf(int index) => (index & ~(Lanes - 1)) | ((index & 3) << 4) | ((index >> 2) & 15);

    /// <summary>Cuts entries into their bytes.</summary>
    /// <param name="steps">Up to 256 entries, 0 to <see cref="Most"/>.</param>
    /// <param name="limbs"><see cref="LimbBytes"/> bytes.</param>
    public static void Split(ReadOnlySpan<int> steps, Span<byte> limbs)
    {
        for (int b = 0; b < steps.Length; b++)
        {
            limbs[b] = (byte)(steps[b] & byte.MaxValue);
            limbs[TableBytes + b] = (byte)((steps[b] >> 8) & byte.MaxValue);
            limbs[(2 * TableBytes) + b] = (byte)((steps[b] >> 16) & byte.MaxValue);
        }
    }

    /// <summary>Sums up by the best version there is; returns the least sum.</summary>
    /// <param name="digits">R runs of 256 digits, R at most 128.</param>
    /// <param name="limbs">R times the bytes of <see cref="Split"/>.</param>
    /// <param name="steps">R times 256 entries.</param>
    /// <param name="buckets">The most values that a digit has, 1 to 256.</param>
    /// <param name="sums">256 sums.</param>
    public static int Sum(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> limbs, ReadOnlySpan<int> steps, int buckets, Span<int> sums) =>
        Avx512Vbmi.IsSupported ? SumBytes(digits, limbs, buckets, sums)
        : Avx512F.IsSupported && buckets <= ShortTable ? SumPermuted(digits, steps, sums)
        : Avx2.IsSupported && buckets <= ShortTable ? SumShuffled(digits, limbs, buckets, sums)
        : SumPlainly(digits, steps, sums);

    /// <summary>The obvious version.</summary>
    public static int SumPlainly(ReadOnlySpan<byte> digits, ReadOnlySpan<int> steps, Span<int> sums)
    {
        Span<int> inOrder = stackalloc int[DigitTiles.BlockClasses];
        inOrder.Clear();
        ref byte d = ref MemoryMarshal.GetReference(digits);
        ref int t = ref MemoryMarshal.GetReference(steps);
        ref int sum = ref MemoryMarshal.GetReference(inOrder);
        for (nuint column = 0; column < (nuint)digits.Length; column += DigitTiles.BlockClasses)
        {
            ref byte own = ref Unsafe.Add(ref d, column);
            ref int table = ref Unsafe.Add(ref t, column);
            for (nuint i = 0; i < DigitTiles.BlockClasses; i++)
            {
                Unsafe.Add(ref sum, i) = unchecked(Unsafe.Add(ref sum, i) + Unsafe.Add(ref table, (nuint)Unsafe.Add(ref own, i)));
            }
        }

        int lowest = int.MaxValue;
        for (int i = 0; i < inOrder.Length; i++)
        {
            sums[PlaceOf(i)] = inOrder[i];
            lowest = Math.Min(lowest, inOrder[i]);
        }

        return lowest;
    }

    /// <summary>For AVX-512 and up to 64 buckets: the table fills four registers; two permutations look 16 digits up in its halves, bit 5 of a digit picks the half.</summary>
    public static int SumPermuted(ReadOnlySpan<byte> digits, ReadOnlySpan<int> steps, Span<int> sums)
    {
        ref byte d = ref MemoryMarshal.GetReference(digits);
        ref int t = ref MemoryMarshal.GetReference(steps);
        ref int s = ref MemoryMarshal.GetReference(sums);
        var lowest = Vector512.Create(int.MaxValue);
        for (nuint i = 0; i < DigitTiles.BlockClasses; i += Lanes)
        {
            Vector512<int> s0 = default, s1 = default, s2 = default, s3 = default;
            for (nuint column = 0; column < (nuint)digits.Length; column += DigitTiles.BlockClasses)
            {
                // Four digits a lane: a permutation heeds the low five bits alone.
                Vector512<uint> own = Vector512.LoadUnsafe(ref d, column + i).AsUInt32();
                Vector512<int> t0 = Vector512.LoadUnsafe(ref t, column), t1 = Vector512.LoadUnsafe(ref t, column + 16);
                Vector512<int> t2 = Vector512.LoadUnsafe(ref t, column + 32), t3 = Vector512.LoadUnsafe(ref t, column + 48);
                s0 += PermuteHalves(t0, t1, t2, t3, own);
                s1 += PermuteHalves(t0, t1, t2, t3, own >>> 8);
                s2 += PermuteHalves(t0, t1, t2, t3, own >>> 16);
                s3 += PermuteHalves(t0, t1, t2, t3, own >>> 24);
            }

            Store(s0.AsUInt32(), ref s, i, ref lowest);
            Store(s1.AsUInt32(), ref s, i + 16, ref lowest);
            Store(s2.AsUInt32(), ref s, i + 32, ref lowest);
            Store(s3.AsUInt32(), ref s, i + 48, ref lowest);
        }

        return Least(lowest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> PermuteHalves(Vector512<int> t0, Vector512<int> t1, Vector512<int> t2, Vector512<int> t3, Vector512<uint> digits) =>
        Vector512.ConditionalSelect(
            Vector512.Equals(digits & Vector512.Create(32u), Vector512<uint>.Zero).AsInt32(),
            Avx512F.PermuteVar16x32x2(t0, digits.AsInt32(), t1),
            Avx512F.PermuteVar16x32x2(t2, digits.AsInt32(), t3));

    /// <summary>For AVX2 and up to 64 buckets, 32 classes at a time.</summary>
    public static int SumShuffled(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> limbs, int buckets, Span<int> sums)
    {
        ref byte d = ref MemoryMarshal.GetReference(digits);
        ref byte t = ref MemoryMarshal.GetReference(limbs);
        ref int s = ref MemoryMarshal.GetReference(sums);
        var lowest = Vector256.Create(int.MaxValue);
        var word = Vector256.Create(0xFFFFu);
        for (nuint i = 0; i < DigitTiles.BlockClasses; i += (nuint)Vector256<byte>.Count)
        {
            Vector256<ushort> low = default, middle = default, high = default, lowOdd = default, middleOdd = default, highOdd = default;
            for (nuint column = 0, table = 0; column < (nuint)digits.Length; column += DigitTiles.BlockClasses, table += LimbBytes)
            {
                Vector256<byte> own = Vector256.LoadUnsafe(ref d, column + i);
                Add(ref low, ref lowOdd, ByteKernels.Shuffle(ref Unsafe.Add(ref t, table), own, buckets).AsUInt16());
                Add(ref middle, ref middleOdd, ByteKernels.Shuffle(ref Unsafe.Add(ref t, table + TableBytes), own, buckets).AsUInt16());
                Add(ref high, ref highOdd, ByteKernels.Shuffle(ref Unsafe.Add(ref t, table + (2 * TableBytes)), own, buckets).AsUInt16());
            }

            Vector256<uint> even0 = (low - (lowOdd << 8)).AsUInt32(), even1 = (middle - (middleOdd << 8)).AsUInt32(), even2 = (high - (highOdd << 8)).AsUInt32();
            Vector256<uint> odd0 = lowOdd.AsUInt32(), odd1 = middleOdd.AsUInt32(), odd2 = highOdd.AsUInt32();
            nuint place = (i & ~(nuint)(Lanes - 1)) | ((i & 32) >> 2);
            Store((even0 & word) + ((even1 & word) << 8) + ((even2 & word) << 16), ref s, place, ref lowest);
            Store((odd0 & word) + ((odd1 & word) << 8) + ((odd2 & word) << 16), ref s, place + 16, ref lowest);
            Store((even0 >>> 16) + ((even1 >>> 16) << 8) + ((even2 >>> 16) << 16), ref s, place + 32, ref lowest);
            Store((odd0 >>> 16) + ((odd1 >>> 16) << 8) + ((odd2 >>> 16) << 16), ref s, place + 48, ref lowest);
        }

        return Least(Vector512.Create(lowest, lowest));
    }

    /// <summary>Takes the sums from a place on out of a block that is not full; returns the least of the others.</summary>
    public static int Cut(Span<int> sums, int count)
    {
        for (int i = count; i < DigitTiles.BlockClasses; i++)
        {
            sums[PlaceOf(i)] = int.MaxValue;
        }

        int lowest = int.MaxValue;
        foreach (int sum in sums)
        {
            lowest = Math.Min(lowest, sum);
        }

        return lowest;
    }

    /// <summary>How many sums are no larger than a limit.</summary>
    public static int CountTo(ReadOnlySpan<int> sums, int limit)
    {
        int count = 0;
        foreach (int sum in sums)
        {
            count += sum <= limit ? 1 : 0;
        }

        return count;
    }

    // Two bytes a lane: the whole, modulo 2^16, and the high ones, which tell the low ones in the end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector256<ushort> all, ref Vector256<ushort> odd, Vector256<ushort> found)
    {
        all += found;
        odd += found >>> 8;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<uint> sum, ref int sums, nuint place, ref Vector256<int> lowest)
    {
        sum.AsInt32().StoreUnsafe(ref sums, place);
        lowest = Vector256.Min(lowest, sum.AsInt32());
    }

    /// <summary>For AVX-512 VBMI: 64 classes at a time.</summary>
    public static int SumBytes(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> limbs, int buckets, Span<int> sums)
    {
        ref byte d = ref MemoryMarshal.GetReference(digits);
        ref byte t = ref MemoryMarshal.GetReference(limbs);
        ref int s = ref MemoryMarshal.GetReference(sums);
        var lowest = Vector512.Create(int.MaxValue);
        var word = Vector512.Create(0xFFFFu);
        for (nuint i = 0; i < DigitTiles.BlockClasses; i += Lanes)
        {
            Vector512<ushort> low = default, middle = default, high = default, lowOdd = default, middleOdd = default, highOdd = default;
            for (nuint column = 0, table = 0; column < (nuint)digits.Length; column += DigitTiles.BlockClasses, table += LimbBytes)
            {
                Vector512<byte> own = Vector512.LoadUnsafe(ref d, column + i);
                Add(ref low, ref lowOdd, ByteKernels.Permute(ref Unsafe.Add(ref t, table), own, buckets).AsUInt16());
                Add(ref middle, ref middleOdd, ByteKernels.Permute(ref Unsafe.Add(ref t, table + TableBytes), own, buckets).AsUInt16());
                Add(ref high, ref highOdd, ByteKernels.Permute(ref Unsafe.Add(ref t, table + (2 * TableBytes)), own, buckets).AsUInt16());
            }

            Vector512<uint> even0 = (low - (lowOdd << 8)).AsUInt32(), even1 = (middle - (middleOdd << 8)).AsUInt32(), even2 = (high - (highOdd << 8)).AsUInt32();
            Vector512<uint> odd0 = lowOdd.AsUInt32(), odd1 = middleOdd.AsUInt32(), odd2 = highOdd.AsUInt32();
            Store((even0 & word) + ((even1 & word) << 8) + ((even2 & word) << 16), ref s, i, ref lowest);
            Store((odd0 & word) + ((odd1 & word) << 8) + ((odd2 & word) << 16), ref s, i + 16, ref lowest);
            Store((even0 >>> 16) + ((even1 >>> 16) << 8) + ((even2 >>> 16) << 16), ref s, i + 32, ref lowest);
            Store((odd0 >>> 16) + ((odd1 >>> 16) << 8) + ((odd2 >>> 16) << 16), ref s, i + 48, ref lowest);
        }

        return Least(lowest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector512<ushort> all, ref Vector512<ushort> odd, Vector512<ushort> found)
    {
        all += found;
        odd += found >>> 8;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<uint> sum, ref int sums, nuint place, ref Vector512<int> lowest)
    {
        sum.AsInt32().StoreUnsafe(ref sums, place);
        lowest = Vector512.Min(lowest, sum.AsInt32());
    }

    private static int Least(Vector512<int> values)
    {
        Vector256<int> by8 = Vector256.Min(values.GetLower(), values.GetUpper());
        Vector128<int> by4 = Vector128.Min(by8.GetLower(), by8.GetUpper());
        return Math.Min(Math.Min(by4.GetElement(0), by4.GetElement(1)), Math.Min(by4.GetElement(2), by4.GetElement(3)));
    }
}
