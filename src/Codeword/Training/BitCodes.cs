using System.Numerics;
using Codeword.Numerics;

namespace Codeword.Training;

/// <summary>Codebooks of k bits that need no data, as real numbers whose signs are the bits: shape K × k, row after row.</summary>
internal static class BitCodes
{
    // Popcounts that a greedy codebook may take; how many candidates a class chooses among follows.
    private const long GreedyWork = 1L << 31;
    private const int MostCandidates = 64;
    private const int HadamardDraws = 32;

    /// <summary>Standard normal numbers.</summary>
    public static float[] Random(int classes, int bits, ref SplitMix64 random)
    {
        float[] codes = new float[checked(classes * bits)];
        foreach (ref float value in codes.AsSpan())
        {
            value = random.NextGaussian();
        }

        return codes;
    }

    /// <summary>
    /// Each class takes, of several random codes, the one whose nearest neighbour among the codes taken so far is farthest (best-candidate sampling).
    /// O(K²·candidates·k/64) time, but no more than 2³¹ popcounts of words: above some 30,000 classes a code is compared with the latest ones only.
    /// </summary>
    public static float[] MaxMin(int classes, int bits, ref SplitMix64 random, CancellationToken cancellation = default)
    {
        int words = (bits + 63) / 64;
        long pairs = (long)classes * classes / 2 * words;
        int candidates = (int)Math.Clamp(GreedyWork / Math.Max(1, pairs), 2, MostCandidates);
        ulong[] taken = new ulong[classes * words];
        ulong[] candidate = new ulong[words];
        int most = (int)Math.Min(classes, GreedyWork / candidates / words / classes);
        for (int row = 0; row < classes; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            Span<ulong> own = taken.AsSpan(row * words, words);
            int farthest = -1;
            for (int draw = 0; draw < candidates; draw++)
            {
                Draw(candidate, bits, ref random);
                int nearest = Nearest(candidate, taken.AsSpan(Math.Max(0, row - most) * words, Math.Min(row, most) * words), farthest);
                if (nearest > farthest)
                {
                    farthest = nearest;
                    candidate.CopyTo(own);
                }
            }
        }

        return Unpack(taken, classes, bits);
    }

    /// <summary>
    /// Bit j of class i is the parity of i &amp; c_j, a column of the Hadamard matrix of order 2^⌈log₂ K⌉. The columns c_1 … c_k are random with full rank,
    /// so that all codes differ; of several draws that with the largest minimum distance counts.
    /// </summary>
    public static float[] Hadamard(int classes, int bits, ref SplitMix64 random)
    {
        int order = Math.Max(1, BitOperations.Log2((uint)Math.Max(1, classes - 1)) + 1);
        uint[] best = [];
        int farthest = -1;
        int draws = order <= 16 ? HadamardDraws : 1;
        for (int draw = 0; draw < draws; draw++)
        {
            uint[] columns = DrawColumns(order, bits, ref random);
            int nearest = draws > 1 ? LightestWord(columns, order) : 0;
            if (nearest > farthest)
            {
                (farthest, best) = (nearest, columns);
            }
        }

        float[] codes = new float[checked(classes * bits)];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = BitOperations.PopCount((uint)(i / bits) & best[i % bits]) % 2 == 1 ? 1 : -1;
        }

        return codes;
    }

    private static void Draw(Span<ulong> code, int bits, ref SplitMix64 random)
    {
        foreach (ref ulong word in code)
        {
            word = random.Next();
        }

        if (bits % 64 != 0)
        {
            code[^1] &= (1UL << (bits % 64)) - 1;
        }
    }

    // Distance to the nearest of the codes; cut short when it can no longer be above the best so far.
    private static int Nearest(ReadOnlySpan<ulong> code, ReadOnlySpan<ulong> taken, int best)
    {
        int nearest = int.MaxValue;
        for (int at = 0; at < taken.Length && nearest > best; at += code.Length)
        {
            int distance = 0;
            for (int word = 0; word < code.Length; word++)
            {
                distance += BitOperations.PopCount(code[word] ^ taken[at + word]);
            }

            nearest = Math.Min(nearest, distance);
        }

        return nearest;
    }

    private static float[] Unpack(ulong[] codes, int classes, int bits)
    {
        int words = codes.Length / classes;
        float[] values = new float[checked(classes * bits)];
        for (int i = 0; i < values.Length; i++)
        {
            (int row, int bit) = (i / bits, i % bits);
            values[i] = ((codes[(row * words) + (bit / 64)] >> (bit % 64)) & 1) == 1 ? 1 : -1;
        }

        return values;
    }

    // Columns that do not grow the rank are drawn again while rank is still needed.
    private static uint[] DrawColumns(int order, int bits, ref SplitMix64 random)
    {
        uint[] columns = new uint[bits];
        uint[] basis = new uint[order];
        int rank = 0;
        for (int j = 0; j < bits;)
        {
            columns[j] = 1 + (uint)random.Next((1UL << order) - 1);
            bool grows = Insert(basis, columns[j]);
            rank += grows ? 1 : 0;
            j += grows || bits - j > order - rank ? 1 : 0;
        }

        return columns;
    }

    private static bool Insert(uint[] basis, uint vector)
    {
        for (int bit = basis.Length - 1; bit >= 0 && vector != 0; bit--)
        {
            if (((vector >> bit) & 1) == 0)
            {
                continue;
            }

            if (basis[bit] == 0)
            {
                basis[bit] = vector;
                return true;
            }

            vector ^= basis[bit];
        }

        return false;
    }

    // The minimum distance of a linear code is the weight of its lightest word but 0.
    private static int LightestWord(uint[] columns, int order)
    {
        int lightest = int.MaxValue;
        for (uint word = 1; word < 1U << order; word++)
        {
            int weight = 0;
            foreach (uint column in columns)
            {
                weight += BitOperations.PopCount(word & column) & 1;
            }

            lightest = Math.Min(lightest, weight);
        }

        return lightest;
    }
}
