namespace Codeword.Training;

/// <summary>A run of a column's buckets that is trained together: <paramref name="First"/> to First + Count − 1.</summary>
internal readonly record struct BucketRange(int First, int Count)
{
    /// <summary>Count rounded up to whole vectors.</summary>
    public int Stride => (Count + 15) / 16 * 16;

    /// <summary>The buckets of a sorted list that lie in the range, counted from its first; the buffer grows when it must.</summary>
    public ReadOnlySpan<int> Cut(ReadOnlySpan<int> buckets, ref Span<int> buffer)
    {
        if (buffer.Length < buckets.Length)
        {
            buffer = new int[2 * buckets.Length];
        }

        int count = 0;
        foreach (int bucket in buckets)
        {
            if (bucket >= First && bucket < First + Count)
            {
                buffer[count++] = bucket - First;
            }
        }

        return buffer[..count];
    }

    /// <summary>Cuts B buckets into ranges of at most <paramref name="width"/>.</summary>
    public static IEnumerable<BucketRange> Split(int buckets, int width)
    {
        for (int first = 0; first < buckets; first += width)
        {
            yield return new BucketRange(first, Math.Min(width, buckets - first));
        }
    }
}
