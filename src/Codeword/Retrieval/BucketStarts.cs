using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Codeword.Retrieval;

/// <summary>
/// Where each of 2ᵇ (or any number of) buckets begins among n entries that stand bucket after bucket, in one bit an entry and one a bucket: a 0 for each entry of a bucket,
/// then a 1. How many 1s stand before each 512 bits, and in which 512 bits each 128th of them is, is kept beside, so that a bucket is found in a few steps however uneven
/// buckets are. Immutable.
/// </summary>
internal sealed class BucketStarts
{
    private const int WordBits = 64;
    private const int LineWords = 8;
    private const int LineBits = WordBits * LineWords;
    private const int HintEvery = 128;
    private readonly ulong[] _words;
    private readonly uint[] _ranks;
    private readonly int[] _hints;

    /// <summary>Lays out buckets.</summary>
    /// <param name="counts">How many entries each has.</param>
    public BucketStarts(ReadOnlySpan<int> counts)
    {
        long entries = 0;
        foreach (int count in counts)
        {
            entries += count;
        }

        Buckets = counts.Length;
        int lines = LinesOf(entries, Buckets);
        _words = new ulong[lines * LineWords];
        _ranks = new uint[lines + 1];
        _hints = new int[((Buckets - 1) / HintEvery) + 2];
        long at = 0;
        for (int bucket = 0; bucket < Buckets; bucket++, at++)
        {
            at += counts[bucket];
            _words[at / WordBits] |= 1UL << (int)(at % WordBits);
            if (bucket % HintEvery == 0)
            {
                _hints[bucket / HintEvery] = (int)(at / LineBits);
            }
        }

        _hints[^1] = lines - 1;
        for (int word = 0; word < _words.Length; word++)
        {
            _ranks[(word / LineWords) + 1] += (uint)BitOperations.PopCount(_words[word]) + (word % LineWords == 0 ? _ranks[word / LineWords] : 0);
        }
    }

    /// <summary>How many buckets.</summary>
    public int Buckets { get; }

    /// <summary>Bytes they take.</summary>
    public long Bytes => BytesOf(_words.Length / LineWords, Buckets);

    /// <summary>Bytes that so many entries in so many buckets take.</summary>
    public static long BytesOf(long entries, int buckets) => BytesOf(LinesOf(entries, buckets), buckets);

    /// <summary>A bucket's first entry, and how many it has.</summary>
    public (int Start, int Count) this[int bucket]
    {
        get
        {
            unchecked
            {
                if (bucket == 0)
                {
                    return (0, (int)Select(0));
                }

                long before = Select(bucket - 1);
                long end = NextWithin(before + 1);
                end = end >= 0 ? end : Select(bucket);
                return ((int)(before - bucket + 1), (int)(end - before - 1));
            }
        }
    }

    private static int LinesOf(long entries, int buckets) => checked((int)((entries + buckets + LineBits - 1) / LineBits));

    private static long BytesOf(int lines, int buckets) =>
        ((long)lines * LineWords * sizeof(ulong)) + ((lines + 1L) * sizeof(uint)) + ((((buckets - 1) / HintEvery) + 2L) * sizeof(int));

    // The next 1 from a place on, if it is in the same word or the one after: that of the next bucket, as a rule.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long NextWithin(long place)
    {
        unchecked
        {
            int word = (int)(place / WordBits);
            if (word >= _words.Length)
            {
                return -1;
            }

            ulong bits = _words[word] >> (int)(place % WordBits);
            if (bits != 0)
            {
                return place + BitOperations.TrailingZeroCount(bits);
            }

            word++;
            return word < _words.Length && _words[word] != 0 ? ((long)word * WordBits) + BitOperations.TrailingZeroCount(_words[word]) : -1;
        }
    }

    // Where the 1 of a number, from 0 on, stands: its 512 bits between two hints by bisection, then word by word.
    private long Select(int number)
    {
        unchecked
        {
            int low = _hints[number / HintEvery];
            int high = _hints[(number / HintEvery) + 1];
            while (low < high)
            {
                int middle = (low + high + 1) / 2;
                (low, high) = _ranks[middle] <= (uint)number ? (middle, high) : (low, middle - 1);
            }

            int left = number - (int)_ranks[low];
            ref ulong word = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_words), (nint)low * LineWords);
            int passed = 0;
            for (int ones = BitOperations.PopCount(word); left >= ones; ones = BitOperations.PopCount(word))
            {
                left -= ones;
                passed++;
                word = ref Unsafe.Add(ref word, 1);
            }

            return ((((long)low * LineWords) + passed) * WordBits) + PlaceOf(word, left);
        }
    }

    // The place of a word's 1 of a number, from 0 on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PlaceOf(ulong word, int number)
    {
        if (Bmi2.X64.IsSupported)
        {
            return BitOperations.TrailingZeroCount(Bmi2.X64.ParallelBitDeposit(1UL << number, word));
        }

        for (; number > 0; number--)
        {
            word &= word - 1;
        }

        return BitOperations.TrailingZeroCount(word);
    }
}
