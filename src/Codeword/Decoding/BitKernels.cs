using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Codeword.Decoding;

/// <summary>
/// The inner loops of comparing codes. A class's loss is distance + (1 − 2⁻¹⁰)·penalty; the penalty is a sum of whole numbers, so that every version gives
/// the same bits in whatever order it adds.
/// </summary>
internal static class BitKernels
{
    private const double PenaltyUnit = (1 - (1.0 / 1024)) / LogitCode.Whole;

    /// <summary>Whether <see cref="ScoreWords"/> can be called.</summary>
    public static bool CanScoreWords => Avx512F.IsSupported;

    /// <summary>The score of a distance and a penalty.</summary>
    public static float Score(int distance, int penalty) => 0 - (float)(distance + (PenaltyUnit * penalty));

    /// <summary>For each run of as many bits, the shares' sum for each of its values: that without its lowest bit, and that bit's.</summary>
    public static void FillSums(ReadOnlySpan<int> shares, int runBits, Span<int> sums)
    {
        for (int start = 0; start < shares.Length; start += runBits)
        {
            ReadOnlySpan<int> own = shares[start..Math.Min(start + runBits, shares.Length)];
            Span<int> table = sums.Slice(start / runBits << runBits, 1 << own.Length);
            table[0] = 0;
            for (int value = 1; value < table.Length; value++)
            {
                table[value] = table[value & (value - 1)] + own[BitOperations.TrailingZeroCount(value)];
            }
        }
    }

    /// <summary>Scores codes of any number of words, byte by byte. The number of look-ups is fixed: branches on a class's bits could not be foreseen.</summary>
    /// <param name="words">The codes.</param>
    /// <param name="code">g.</param>
    /// <param name="sums">From <see cref="FillSums"/> for 8 bits.</param>
    /// <param name="bits">k.</param>
    /// <param name="scores">As many as there are codes.</param>
    public static void ScoreCodes(ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> code, ReadOnlySpan<int> sums, int bits, Span<float> scores)
    {
        for (int i = 0; i < scores.Length; i++)
        {
            int distance = 0;
            int penalty = 0;
            for (int w = 0; w < code.Length; w++)
            {
                ulong differing = words[(i * code.Length) + w] ^ code[w];
                distance += BitOperations.PopCount(differing);
                int last = Math.Min((bits + 7) / 8, 8 * (w + 1));
                for (int b = 8 * w; b < last; b++)
                {
                    penalty += sums[(b << 8) + (int)(differing & 0xFF)];
                    differing >>= 8;
                }
            }

            scores[i] = Score(distance, penalty);
        }
    }

    /// <summary>Scores codes of one word, 16 at a time, four bits at a time: a permutation looks up 8 codes' values in a table of 16.</summary>
    /// <param name="words">The codes, one word each.</param>
    /// <param name="code">g.</param>
    /// <param name="sums">From <see cref="FillSums"/> for 4 bits, whole tables of 16.</param>
    /// <param name="bits">k.</param>
    /// <param name="scores">As many as there are codes.</param>
    public static void ScoreWords(ReadOnlySpan<ulong> words, ulong code, ReadOnlySpan<int> sums, int bits, Span<float> scores)
    {
        ref ulong w = ref MemoryMarshal.GetReference(words);
        ref float s = ref MemoryMarshal.GetReference(scores);
        int runs = (bits + 3) / 4;
        var own = Vector512.Create(code);
        nuint i = 0;
        for (; i + 16 <= (nuint)scores.Length; i += 16)
        {
            Vector512<double> low = Losses(Vector512.LoadUnsafe(ref w, i) ^ own, sums, runs);
            Vector512<double> high = Losses(Vector512.LoadUnsafe(ref w, i + 8) ^ own, sums, runs);
            (Vector512<float>.Zero - Vector512.Narrow(low, high)).StoreUnsafe(ref s, i);
        }

        for (int t = (int)i; t < scores.Length; t++)
        {
            ulong differing = words[t] ^ code;
            int penalty = 0;
            for (int run = 0; run < runs; run++)
            {
                penalty += sums[(16 * run) + (int)((differing >> (4 * run)) & 15)];
            }

            scores[t] = Score(BitOperations.PopCount(differing), penalty);
        }
    }

    /// <summary>The place, from a start on, of the first 8 codes of which one is nearer than the limit; where fewer than 8 are left, the place of these.</summary>
    public static int FindNearer(ReadOnlySpan<ulong> words, ulong code, int limit, int start)
    {
        ref ulong w = ref MemoryMarshal.GetReference(words);
        var own = Vector512.Create(code);
        var most = Vector512.Create((ulong)limit);
        nuint i = (nuint)start;
        for (; i + 8 <= (nuint)words.Length; i += 8)
        {
            if (Vector512.LessThanAny(PopCount(Vector512.LoadUnsafe(ref w, i) ^ own), most))
            {
                break;
            }
        }

        return (int)i;
    }

    // The upper half of a lane looks up entry 0, which is 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Losses(Vector512<ulong> differing, ReadOnlySpan<int> sums, int runs)
    {
        ref int table = ref MemoryMarshal.GetReference(sums);
        Vector512<ulong> distance = PopCount(differing);
        Vector512<int> penalty = default;
        for (nuint run = 0; run < (nuint)runs; run++)
        {
            penalty += Avx512F.PermuteVar16x32(Vector512.LoadUnsafe(ref table, 16 * run), (differing & Vector512.Create(15UL)).AsInt32());
            differing >>>= 4;
        }

        return Vector512.ConvertToDouble(distance.AsInt64()) + (Vector512.Create(PenaltyUnit) * Vector512.ConvertToDouble(penalty.AsInt64()));
    }

    // Bits are added up in pairs, fours and bytes, then bytes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> PopCount(Vector512<ulong> x)
    {
        x -= (x >>> 1) & Vector512.Create(0x5555_5555_5555_5555UL);
        x = (x & Vector512.Create(0x3333_3333_3333_3333UL)) + ((x >>> 2) & Vector512.Create(0x3333_3333_3333_3333UL));
        x = (x + (x >>> 4)) & Vector512.Create(0x0F0F_0F0F_0F0F_0F0FUL);
        x += x >>> 8;
        x += x >>> 16;
        x += x >>> 32;
        return x & Vector512.Create(0xFFUL);
    }
}
