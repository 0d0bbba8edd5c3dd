using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Codeword.Decoding;

/// <summary>
/// sums[i] = min(255, Σᵣ tableᵣ[digitᵣ of class i]) for a block of <see cref="DigitTiles.BlockClasses"/> classes: the inner loop of <see cref="ByteScan"/>.
/// All are integers: every version gives the same. A column's table has 256 bytes, as many as its run of digits in a block.
/// </summary>
internal static class ByteKernels
{
    /// <summary>Bytes from one column's table to the next.</summary>
    public const int TableBytes = DigitTiles.BlockClasses;

    private const int ShuffledBuckets = 64;
    private const int RunBuckets = 16;

    /// <summary>Whether this machine sums bytes faster than <see cref="LookupKernels"/> do floats: AVX-512 without VBMI has floats of up to 64 buckets in registers.</summary>
    public static bool AreFast(int buckets) => Avx512Vbmi.IsSupported || (Avx2.IsSupported && !Avx512F.IsSupported && buckets <= ShuffledBuckets);

    /// <summary>Sums up by the best version there is; returns whether any sum is below 255. Where none is, the sums are not written.</summary>
    /// <param name="digits">R runs of 256 digits.</param>
    /// <param name="tables">R tables.</param>
    /// <param name="buckets">The most values that a digit has, 1 to 256.</param>
    /// <param name="sums">256 bytes.</param>
    public static bool Sum(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> tables, int buckets, Span<byte> sums) =>
        Avx512Vbmi.IsSupported ? SumPermuted(digits, tables, buckets, sums)
        : Avx2.IsSupported && buckets <= ShuffledBuckets ? SumShuffled(digits, tables, buckets, sums)
        : SumPlainly(digits, tables, sums);

    /// <summary>The obvious version.</summary>
    public static bool SumPlainly(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> tables, Span<byte> sums)
    {
        int lowest = byte.MaxValue;
        for (int i = 0; i < DigitTiles.BlockClasses; i++)
        {
            int sum = 0;
            for (int r = 0; r * DigitTiles.BlockClasses < digits.Length; r++)
            {
                sum += tables[(r * TableBytes) + digits[(r * DigitTiles.BlockClasses) + i]];
            }

            sums[i] = (byte)Math.Min(byte.MaxValue, sum);
            lowest = Math.Min(lowest, sums[i]);
        }

        return lowest < byte.MaxValue;
    }

    /// <summary>For AVX2 and up to 64 buckets: a table is cut into runs of 16, each of which one instruction looks 32 digits up in.</summary>
    public static bool SumShuffled(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> tables, int buckets, Span<byte> sums)
    {
        ref byte d = ref MemoryMarshal.GetReference(digits);
        ref byte t = ref MemoryMarshal.GetReference(tables);
        Vector256<byte> all = Vector256<byte>.AllBitsSet;
        for (nuint i = 0; i < DigitTiles.BlockClasses; i += (nuint)Vector256<byte>.Count)
        {
            Vector256<byte> sum = default;
            for (nuint column = 0; column < (nuint)digits.Length; column += DigitTiles.BlockClasses)
            {
                sum = Avx2.AddSaturate(sum, Shuffle(ref Unsafe.Add(ref t, column), Vector256.LoadUnsafe(ref d, column + i), buckets));
            }

            sum.CopyTo(sums[(int)i..]);
            all &= sum;
        }

        return all != Vector256<byte>.AllBitsSet;
    }

    // Looks 32 digits up in a table of up to 64 bytes (AVX2). A digit of the run, from 0 once the run's number is taken off its high bits, keeps bit 7 clear when 112 is added;
    // any other sets it, and reads 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<byte> Shuffle(ref byte table, Vector256<byte> digits, int buckets)
    {
        Vector256<byte> found = default;
        for (int first = 0; first < buckets; first += RunBuckets)
        {
            Vector128<byte> run = Vector128.LoadUnsafe(ref table, (nuint)first);
            Vector256<byte> index = Avx2.AddSaturate(digits ^ Vector256.Create((byte)first), Vector256.Create((byte)112));
            found |= Avx2.Shuffle(Vector256.Create(run, run), index);
        }

        return found;
    }

    // The kernel for AVX-512 VBMI: 64 digits an instruction, in tables of 64 bytes (one register), 128 (two) or 256 (four, bit 7 picks the pair).
    // Four sums of 64 classes stay in registers while the columns pass.
    private static bool SumPermuted(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> tables, int buckets, Span<byte> sums)
    {
        const int Lanes = 64;
        ref byte d = ref MemoryMarshal.GetReference(digits);
        ref byte t = ref MemoryMarshal.GetReference(tables);
        Vector512<byte> s0 = default, s1 = default, s2 = default, s3 = default;
        for (nuint place = 0; place < (nuint)digits.Length; place += DigitTiles.BlockClasses)
        {
            Vector512<byte> d0 = Vector512.LoadUnsafe(ref d, place), d1 = Vector512.LoadUnsafe(ref d, place + Lanes);
            Vector512<byte> d2 = Vector512.LoadUnsafe(ref d, place + (2 * Lanes)), d3 = Vector512.LoadUnsafe(ref d, place + (3 * Lanes));
            Vector512<byte> t0 = Vector512.LoadUnsafe(ref t, place);
            if (buckets <= Lanes)
            {
                s0 = Avx512BW.AddSaturate(s0, Avx512Vbmi.PermuteVar64x8(t0, d0));
                s1 = Avx512BW.AddSaturate(s1, Avx512Vbmi.PermuteVar64x8(t0, d1));
                s2 = Avx512BW.AddSaturate(s2, Avx512Vbmi.PermuteVar64x8(t0, d2));
                s3 = Avx512BW.AddSaturate(s3, Avx512Vbmi.PermuteVar64x8(t0, d3));
                continue;
            }

            Vector512<byte> t1 = Vector512.LoadUnsafe(ref t, place + Lanes);
            if (buckets <= 2 * Lanes)
            {
                s0 = Avx512BW.AddSaturate(s0, Avx512Vbmi.PermuteVar64x8x2(t0, d0, t1));
                s1 = Avx512BW.AddSaturate(s1, Avx512Vbmi.PermuteVar64x8x2(t0, d1, t1));
                s2 = Avx512BW.AddSaturate(s2, Avx512Vbmi.PermuteVar64x8x2(t0, d2, t1));
                s3 = Avx512BW.AddSaturate(s3, Avx512Vbmi.PermuteVar64x8x2(t0, d3, t1));
                continue;
            }

            Vector512<byte> t2 = Vector512.LoadUnsafe(ref t, place + (2 * Lanes)), t3 = Vector512.LoadUnsafe(ref t, place + (3 * Lanes));
            s0 = Avx512BW.AddSaturate(s0, PermuteFour(t0, t1, t2, t3, d0));
            s1 = Avx512BW.AddSaturate(s1, PermuteFour(t0, t1, t2, t3, d1));
            s2 = Avx512BW.AddSaturate(s2, PermuteFour(t0, t1, t2, t3, d2));
            s3 = Avx512BW.AddSaturate(s3, PermuteFour(t0, t1, t2, t3, d3));
        }

        if ((s0 & s1 & s2 & s3) == Vector512<byte>.AllBitsSet)
        {
            return false;
        }

        s0.CopyTo(sums);
        s1.CopyTo(sums[Lanes..]);
        s2.CopyTo(sums[(2 * Lanes)..]);
        s3.CopyTo(sums[(3 * Lanes)..]);
        return true;
    }

    /// <summary>Looks 64 digits up in a table of up to 256 bytes: by AVX-512 VBMI, one by one where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<byte> Permute(ref byte table, Vector512<byte> digits, int buckets)
    {
        const nuint Lanes = 64;
        if (!Avx512Vbmi.IsSupported)
        {
            return PermutePlainly(ref table, digits);
        }

        Vector512<byte> t0 = Vector512.LoadUnsafe(ref table);
        if (buckets <= (int)Lanes)
        {
            return Avx512Vbmi.PermuteVar64x8(t0, digits);
        }

        Vector512<byte> t1 = Vector512.LoadUnsafe(ref table, Lanes);
        return buckets <= 2 * (int)Lanes ? Avx512Vbmi.PermuteVar64x8x2(t0, digits, t1)
            : PermuteFour(t0, t1, Vector512.LoadUnsafe(ref table, 2 * Lanes), Vector512.LoadUnsafe(ref table, 3 * Lanes), digits);
    }

    private static Vector512<byte> PermutePlainly(ref byte table, Vector512<byte> digits)
    {
        Span<byte> found = stackalloc byte[Vector512<byte>.Count];
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = Unsafe.Add(ref table, (int)digits[i]);
        }

        return Vector512.Create<byte>(found);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> PermuteFour(Vector512<byte> t0, Vector512<byte> t1, Vector512<byte> t2, Vector512<byte> t3, Vector512<byte> digits) =>
        Vector512.ConditionalSelect(
            Vector512.GreaterThan(digits, Vector512.Create((byte)127)),
            Avx512Vbmi.PermuteVar64x8x2(t2, digits, t3),
            Avx512Vbmi.PermuteVar64x8x2(t0, digits, t1));
}
