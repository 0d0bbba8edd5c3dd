using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Codeword.Retrieval;

/// <summary>
/// Comparing one query with blocks of 64 codes (<see cref="CodeBlocks"/>). A query is given as a block as well: each of its bytes 64 times.
/// </summary>
internal static class HammingKernels
{
    private const int Stride = CodeBlocks.CodesPerBlock;

    // Bytes are counted eight at a time; three such counts, 192 at most, are the most that go on top of each other in a byte.
    private const int Run = 8;
    private const int Runs = 3;

    /// <summary>The most bytes a code may have for its distance to fit in a byte, with a limit above it.</summary>
    private const int MostNarrowBytes = 31;

    /// <summary>The bytes that are compared at once.</summary>
    public static int VectorBytes => Lanes512.IsSupported ? 64 : Lanes256.IsSupported ? 32 : Lanes128.IsSupported ? 16 : sizeof(ulong);

    /// <summary>Finds the blocks with a code nearer than the limit, without a branch for what is found: the blocks after it are on their way already.</summary>
    /// <param name="blocks">Whole blocks.</param>
    /// <param name="query">The query, each byte 64 times.</param>
    /// <param name="limit">1 to 8 · bytes + 1.</param>
    /// <param name="found">Receives them in order; has room for as many as there are blocks.</param>
    /// <returns>How many there are.</returns>
    public static int FindNearer(ReadOnlySpan<byte> blocks, ReadOnlySpan<byte> query, int limit, Span<NearBlock> found) =>
        LanesVbmi.IsSupported ? FindNearer<LanesVbmi, Vector512<byte>>(blocks, query, limit, found)
        : Lanes512.IsSupported ? FindNearer<Lanes512, Vector512<byte>>(blocks, query, limit, found)
        : Lanes256.IsSupported ? FindNearer<Lanes256, Vector256<byte>>(blocks, query, limit, found)
        : Lanes128.IsSupported ? FindNearer<Lanes128, Vector128<byte>>(blocks, query, limit, found)
        : FindNearer<Lanes64, ulong>(blocks, query, limit, found);

    /// <summary>The same with vectors of a given width.</summary>
    public static int FindNearer<TLanes, TVector>(ReadOnlySpan<byte> blocks, ReadOnlySpan<byte> query, int limit, Span<NearBlock> found)
        where TLanes : struct, IByteLanes<TVector>
        where TVector : struct
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(found.Length, blocks.Length / query.Length);
        bool isNarrow = query.Length <= MostNarrowBytes * Stride;
        return isNarrow ? FindNarrow<TLanes, TVector>(blocks, query, limit, found) : FindWide<TLanes, TVector>(blocks, query, limit, found);
    }

    /// <summary>The distance of one code of a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="query">The query, each byte 64 times.</param>
    /// <param name="code">Which code, 0 to 63.</param>
    public static int Distance(ReadOnlySpan<byte> block, ReadOnlySpan<byte> query, int code)
    {
        int distance = 0;
        for (int at = code; at < query.Length; at += Stride)
        {
            distance += BitOperations.PopCount((uint)(block[at] ^ query[at]));
        }

        return distance;
    }

    private static int FindNarrow<TLanes, TVector>(ReadOnlySpan<byte> blocks, ReadOnlySpan<byte> query, int limit, Span<NearBlock> found)
        where TLanes : struct, IByteLanes<TVector>
        where TVector : struct
    {
        int count = blocks.Length / query.Length;
        nuint length = (nuint)query.Length;
        nuint runsEnd = length - (length % (Run * Stride));
        ref byte own = ref MemoryMarshal.GetReference(query);
        ref byte codes = ref MemoryMarshal.GetReference(blocks);
        ref NearBlock target = ref MemoryMarshal.GetReference(found);
        int held = 0;
        TVector limits = TLanes.Fill((byte)limit);
        for (int block = 0; block < count; block++)
        {
            ulong nearer = 0;
            for (int lane = 0; lane < Stride; lane += TLanes.Count)
            {
                TVector sum = Count<TLanes, TVector>(ref Unsafe.Add(ref codes, lane), ref own, runsEnd, length);
                nearer |= TLanes.Less(sum, limits) << lane;
            }

            codes = ref Unsafe.Add(ref codes, length);
            Unsafe.Add(ref target, held) = new NearBlock(block, nearer);
            held += nearer != 0 ? 1 : 0;
        }

        return held;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Count<TLanes, TVector>(ref byte codes, ref byte own, nuint runsEnd, nuint length)
        where TLanes : struct, IByteLanes<TVector>
        where TVector : struct
    {
        unchecked
        {
            TVector sum = default;
            nuint at = 0;
            for (; at < runsEnd; at += Run * Stride)
            {
                sum = TLanes.Add(sum, CountRun<TLanes, TVector>(ref codes, ref own, at));
            }

            for (; at < length; at += Stride)
            {
                sum = TLanes.Add(sum, TLanes.CountBits(Differing<TLanes, TVector>(ref codes, ref own, at)));
            }

            return sum;
        }
    }

    private static int FindWide<TLanes, TVector>(ReadOnlySpan<byte> blocks, ReadOnlySpan<byte> query, int limit, Span<NearBlock> found)
        where TLanes : struct, IByteLanes<TVector>
        where TVector : struct
    {
        int count = blocks.Length / query.Length;
        ref byte own = ref MemoryMarshal.GetReference(query);
        ref byte codes = ref MemoryMarshal.GetReference(blocks);
        ref NearBlock target = ref MemoryMarshal.GetReference(found);
        int held = 0;
        TVector limits = TLanes.FillWide((ushort)limit);
        for (int block = 0; block < count; block++)
        {
            ulong nearer = 0;
            for (int lane = 0; lane < Stride; lane += TLanes.Count)
            {
                nearer |= NearerWide<TLanes, TVector>(ref Unsafe.Add(ref codes, lane), ref own, (nuint)query.Length, limits) << lane;
            }

            codes = ref Unsafe.Add(ref codes, query.Length);
            Unsafe.Add(ref target, held) = new NearBlock(block, nearer);
            held += nearer != 0 ? 1 : 0;
        }

        return held;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong NearerWide<TLanes, TVector>(ref byte codes, ref byte own, nuint length, TVector limits)
        where TLanes : struct, IByteLanes<TVector>
        where TVector : struct
    {
        TVector lower = default;
        TVector upper = default;
        for (nuint at = 0; at < length; at = unchecked(at + (Runs * Run * Stride)))
        {
            nuint some = Math.Min(unchecked(length - at), Runs * Run * Stride);
            TVector sum = Count<TLanes, TVector>(ref Unsafe.Add(ref codes, at), ref Unsafe.Add(ref own, at), some & ~((nuint)(Run * Stride) - 1), some);
            lower = TLanes.AddWide(lower, TLanes.WidenLower(sum));
            upper = TLanes.AddWide(upper, TLanes.WidenUpper(sum));
        }

        return TLanes.LessWide(lower, upper, limits);
    }

    // Seven bytes' bits are added up, place by place, into binary digits of weight 1, 2 and 4 (Harley and Seal's carry-save adders): four counts instead of eight.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector CountRun<TLanes, TVector>(ref byte codes, ref byte own, nuint at)
        where TLanes : struct, IByteLanes<TVector>
        where TVector : struct
    {
        TVector a = Differing<TLanes, TVector>(ref codes, ref own, at);
        TVector b = Differing<TLanes, TVector>(ref codes, ref own, unchecked(at + Stride));
        TVector c = Differing<TLanes, TVector>(ref codes, ref own, unchecked(at + (2 * Stride)));
        TVector d = Differing<TLanes, TVector>(ref codes, ref own, unchecked(at + (3 * Stride)));
        TVector e = Differing<TLanes, TVector>(ref codes, ref own, unchecked(at + (4 * Stride)));
        TVector f = Differing<TLanes, TVector>(ref codes, ref own, unchecked(at + (5 * Stride)));
        TVector g = Differing<TLanes, TVector>(ref codes, ref own, unchecked(at + (6 * Stride)));
        TVector last = Differing<TLanes, TVector>(ref codes, ref own, unchecked(at + (7 * Stride)));
        TVector abc = TLanes.Odd(a, b, c), abcCarry = TLanes.Carry(abc, b, c);
        TVector def = TLanes.Odd(d, e, f), defCarry = TLanes.Carry(def, e, f);
        TVector ones = TLanes.Odd(abc, def, g), carry = TLanes.Carry(ones, def, g);
        TVector twos = TLanes.Odd(abcCarry, defCarry, carry);
        return TLanes.CountDigits(ones, last, twos, TLanes.Carry(twos, defCarry, carry));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Differing<TLanes, TVector>(ref byte codes, ref byte own, nuint at)
        where TLanes : struct, IByteLanes<TVector>
        where TVector : struct =>
        TLanes.Xor(TLanes.Load(ref codes, at), TLanes.Load(ref own, at));
}
