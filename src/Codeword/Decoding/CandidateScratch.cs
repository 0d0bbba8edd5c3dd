namespace Codeword.Decoding;

/// <summary>What <see cref="CandidateScorer"/> writes to: one thread's.</summary>
internal sealed class CandidateScratch
{
    public CandidateScratch(int columns, int mostBuckets, int buckets)
    {
        Buckets = new int[Math.Min(mostBuckets, buckets) + 1];
        Entries = new float[Buckets.Length];
        Lists = new BucketList[columns * Buckets.Length];
    }

    /// <summary>The best buckets of a column.</summary>
    public int[] Buckets { get; }

    /// <summary>Their entries.</summary>
    public float[] Entries { get; }

    /// <summary>The lists to read, of all columns.</summary>
    public BucketList[] Lists { get; }

    /// <summary>How many there are.</summary>
    public int ListCount { get; set; }

    /// <summary>What each class of a chunk has gained.</summary>
    public ushort[] Gains { get; } = new ushort[BucketIndex.ChunkClasses];

    /// <summary>The candidates.</summary>
    public CandidateList Candidates { get; } = new();
}

/// <summary>A list of classes to read, and what they gain by standing in it.</summary>
/// <param name="Column">The digit.</param>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Gain">What the bucket's entry has above the floor.</param>
/// <param name="Steps">The same in steps, rounded up.</param>
internal readonly record struct BucketList(int Column, int Bucket, float Gain, ushort Steps);
