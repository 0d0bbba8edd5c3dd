using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Codeword.Retrieval;

/// <summary>
/// Comparing a query with 512 codes at a time, turned into planes: plane j holds bit j of each of them, so that a distance is added up digit by digit in logic alone,
/// 512 sums at once. Turning costs as much as some queries do, and pays where many pass over the same codes.
/// </summary>
internal static class PlaneKernels
{
    /// <summary>Blocks of <see cref="CodeBlocks"/> that make a group of 512 codes.</summary>
    public const int BlocksPerGroup = 8;

    /// <summary>Words of 64 bits that a plane of a group has, one a block.</summary>
    public const int WordsPerPlane = BlocksPerGroup;

    private const int PlaneBytes = WordsPerPlane * sizeof(ulong);

    // Planes that are added at a time: 16 of them, with what the lower four digits hold, carry one bit of weight 16.
    private const int Run = 16;
    private const int LowerDigits = 4;

    /// <summary>Planes that codes of so many bits take, empty ones at the end among them.</summary>
    public static int PlanesOf(int bits) => (bits + Run - 1) / Run * Run;

    /// <summary>Groups that so many blocks make, the last one perhaps not full.</summary>
    public static int GroupsOf(int blocks) => (blocks + BlocksPerGroup - 1) / BlocksPerGroup;

    /// <summary>n of codes of so many bits: 2ⁿ is above every distance, and sums have the digits 0 to n.</summary>
    public static int HighestDigit(int bits) => Math.Max(LowerDigits, BitOperations.Log2((uint)bits) + 1);

    /// <summary>Turns blocks into planes.</summary>
    /// <param name="blocks">Whole blocks.</param>
    /// <param name="bytesPerCode">⌈k/8⌉.</param>
    /// <param name="planes">Receives all planes of the first eight blocks, then of the next; what no block fills is 0.</param>
    public static void Turn(ReadOnlySpan<byte> blocks, int bytesPerCode, Span<ulong> planes)
    {
        int perGroup = PlanesOf(8 * bytesPerCode) * WordsPerPlane;
        planes.Clear();
        for (int block = 0; block < blocks.Length / (bytesPerCode * CodeBlocks.CodesPerBlock); block++)
        {
            ref byte bytes = ref MemoryMarshal.GetReference(blocks.Slice(block * bytesPerCode * CodeBlocks.CodesPerBlock, bytesPerCode * CodeBlocks.CodesPerBlock));
            ref ulong word = ref planes.Slice(block / BlocksPerGroup * perGroup, perGroup)[block % BlocksPerGroup];
            for (int i = 0; i < bytesPerCode; i++)
            {
                TurnBytes(Vector512.LoadUnsafe(ref bytes), ref word);
                bytes = ref Unsafe.Add(ref bytes, CodeBlocks.CodesPerBlock);
                word = ref Unsafe.Add(ref word, 8 * WordsPerPlane);
            }
        }
    }

    /// <summary>A query's bits as words, all 0 or all 1: what a plane is compared with.</summary>
    /// <param name="query">⌈k/8⌉ bytes.</param>
    /// <param name="masks">As many words as there are planes.</param>
    public static void Spread(ReadOnlySpan<byte> query, Span<ulong> masks)
    {
        masks.Clear();
        for (int j = 0; j < 8 * query.Length; j++)
        {
            masks[j] = ((query[j / 8] >> (j % 8)) & 1) != 0 ? ulong.MaxValue : 0;
        }
    }

    /// <summary>The first group, from a start on, with a code nearer than the limit; as many as there are groups where there is none.</summary>
    /// <param name="planes">From <see cref="Turn"/>.</param>
    /// <param name="query">From <see cref="Spread"/>.</param>
    /// <param name="highest">n, from <see cref="HighestDigit"/>.</param>
    /// <param name="limit">1 to bits + 1.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="sums">
    /// Receives the group's sums of distance + 2ⁿ − limit, digit after digit, 8 words each: a code is nearer where its digit n is 0.
    /// </param>
    public static int FindNearer(ReadOnlySpan<ulong> planes, ReadOnlySpan<ulong> query, int highest, int limit, int start, Span<ulong> sums) =>
        Lanes512.IsSupported ? FindNearer<Lanes512, Vector512<byte>>(planes, query, highest, limit, start, sums)
        : Lanes256.IsSupported ? FindNearer<Lanes256, Vector256<byte>>(planes, query, highest, limit, start, sums)
        : Lanes128.IsSupported ? FindNearer<Lanes128, Vector128<byte>>(planes, query, highest, limit, start, sums)
        : FindNearer<Lanes64, ulong>(planes, query, highest, limit, start, sums);

    /// <summary>The same with vectors of a given width.</summary>
    public static int FindNearer<TLanes, TVector>(ReadOnlySpan<ulong> planes, ReadOnlySpan<ulong> query, int highest, int limit, int start, Span<ulong> sums)
        where TLanes : struct, IByteLanes<TVector>
        where TVector : struct
    {
        int perGroup = query.Length * WordsPerPlane;
        int first = (1 << highest) - limit;
        Span<byte> digits = MemoryMarshal.AsBytes(sums[..((highest + 1) * WordsPerPlane)]);
        Span<ulong> farther = sums.Slice(highest * WordsPerPlane, WordsPerPlane);
        for (int group = start; group < planes.Length / perGroup; group++)
        {
            ReadOnlySpan<byte> own = MemoryMarshal.AsBytes(planes.Slice(group * perGroup, perGroup));
            for (int lane = 0; lane < PlaneBytes; lane += TLanes.Count)
            {
                AddUp<TLanes, TVector>(own[lane..], query, first, digits[lane..]);
            }

            if ((farther[0] & farther[1] & farther[2] & farther[3] & farther[4] & farther[5] & farther[6] & farther[7]) != ulong.MaxValue)
            {
                return group;
            }
        }

        return planes.Length / perGroup;
    }

    /// <summary>The distance of a code that <see cref="FindNearer(ReadOnlySpan{ulong}, ReadOnlySpan{ulong}, int, int, int, Span{ulong})"/> found nearer.</summary>
    /// <param name="sums">The sums of its group.</param>
    /// <param name="highest">n.</param>
    /// <param name="limit">The limit it was found with.</param>
    /// <param name="block">The block in its group.</param>
    /// <param name="code">The code in its block.</param>
    public static int Distance(ReadOnlySpan<ulong> sums, int highest, int limit, int block, int code)
    {
        int sum = 0;
        for (int digit = 0; digit < highest; digit++)
        {
            sum |= (int)((sums[(digit * WordsPerPlane) + block] >> code) & 1) << digit;
        }

        return sum - (1 << highest) + limit;
    }

    // One byte of 64 codes: doubling brings the next lower bit to the top.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TurnBytes(Vector512<byte> bytes, ref ulong word)
    {
        Unsafe.Add(ref word, 7 * WordsPerPlane) = bytes.ExtractMostSignificantBits();
        Unsafe.Add(ref word, 6 * WordsPerPlane) = (bytes += bytes).ExtractMostSignificantBits();
        Unsafe.Add(ref word, 5 * WordsPerPlane) = (bytes += bytes).ExtractMostSignificantBits();
        Unsafe.Add(ref word, 4 * WordsPerPlane) = (bytes += bytes).ExtractMostSignificantBits();
        Unsafe.Add(ref word, 3 * WordsPerPlane) = (bytes += bytes).ExtractMostSignificantBits();
        Unsafe.Add(ref word, 2 * WordsPerPlane) = (bytes += bytes).ExtractMostSignificantBits();
        Unsafe.Add(ref word, WordsPerPlane) = (bytes += bytes).ExtractMostSignificantBits();
        word = (bytes + bytes).ExtractMostSignificantBits();
    }

    // Carry-save adders (Harley and Seal) over 16 planes at a time; only what they carry goes through the higher digits. Sums begin with 2ⁿ − limit instead of being compared.
    private static void AddUp<TLanes, TVector>(ReadOnlySpan<byte> planes, ReadOnlySpan<ulong> query, int first, Span<byte> digits)
        where TLanes : struct, IByteLanes<TVector>
        where TVector : struct
    {
        ref byte own = ref MemoryMarshal.GetReference(planes);
        ref ulong mask = ref MemoryMarshal.GetReference(query);
        ref byte sums = ref MemoryMarshal.GetReference(digits);
        TVector ones = TLanes.Fill(Bit(first, 0)), twos = TLanes.Fill(Bit(first, 1)), fours = TLanes.Fill(Bit(first, 2)), eights = TLanes.Fill(Bit(first, 3));
        int end = (digits.Length + PlaneBytes - 1) / PlaneBytes;
        for (int digit = LowerDigits; digit < end; digit++)
        {
            TLanes.Store(TLanes.Fill(Bit(first, digit)), ref sums, (nuint)(digit * PlaneBytes));
        }

        for (int plane = 0; plane < query.Length; plane += Run)
        {
            (ones, twos, TVector a) = AddFour<TLanes, TVector>(ones, twos, ref own, ref mask);
            (ones, twos, TVector b) = AddFour<TLanes, TVector>(ones, twos, ref Unsafe.Add(ref own, 4 * PlaneBytes), ref Unsafe.Add(ref mask, 4));
            (ones, twos, TVector c) = AddFour<TLanes, TVector>(ones, twos, ref Unsafe.Add(ref own, 8 * PlaneBytes), ref Unsafe.Add(ref mask, 8));
            (ones, twos, TVector d) = AddFour<TLanes, TVector>(ones, twos, ref Unsafe.Add(ref own, 12 * PlaneBytes), ref Unsafe.Add(ref mask, 12));
            fours = TLanes.Odd(fours, a, b);
            TVector ab = TLanes.Carry(fours, a, b);
            fours = TLanes.Odd(fours, c, d);
            TVector cd = TLanes.Carry(fours, c, d);
            eights = TLanes.Odd(eights, ab, cd);
            TVector carry = TLanes.Carry(eights, ab, cd);
            for (int digit = LowerDigits; digit < end; digit++)
            {
                TVector sum = TLanes.Load(ref sums, (nuint)(digit * PlaneBytes));
                TLanes.Store(TLanes.Xor(sum, carry), ref sums, (nuint)(digit * PlaneBytes));
                carry = TLanes.Both(sum, carry);
            }

            own = ref Unsafe.Add(ref own, Run * PlaneBytes);
            mask = ref Unsafe.Add(ref mask, Run);
        }

        TLanes.Store(ones, ref sums, 0);
        TLanes.Store(twos, ref sums, PlaneBytes);
        TLanes.Store(fours, ref sums, 2 * PlaneBytes);
        TLanes.Store(eights, ref sums, 3 * PlaneBytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector Ones, TVector Twos, TVector Carry) AddFour<TLanes, TVector>(TVector ones, TVector twos, ref byte planes, ref ulong query)
        where TLanes : struct, IByteLanes<TVector>
        where TVector : struct
    {
        TVector a = TLanes.Xor(TLanes.Load(ref planes, 0), TLanes.Repeat(query));
        TVector b = TLanes.Xor(TLanes.Load(ref planes, PlaneBytes), TLanes.Repeat(Unsafe.Add(ref query, 1)));
        TVector c = TLanes.Xor(TLanes.Load(ref planes, 2 * PlaneBytes), TLanes.Repeat(Unsafe.Add(ref query, 2)));
        TVector d = TLanes.Xor(TLanes.Load(ref planes, 3 * PlaneBytes), TLanes.Repeat(Unsafe.Add(ref query, 3)));
        ones = TLanes.Odd(ones, a, b);
        TVector ab = TLanes.Carry(ones, a, b);
        ones = TLanes.Odd(ones, c, d);
        TVector cd = TLanes.Carry(ones, c, d);
        twos = TLanes.Odd(twos, ab, cd);
        return (ones, twos, TLanes.Carry(twos, ab, cd));
    }

    private static byte Bit(int number, int digit) => ((number >> digit) & 1) != 0 ? byte.MaxValue : byte.MinValue;
}
