namespace Codeword.Taxonomy;

/// <summary>How classes are joined to a tree.</summary>
public sealed record TreeOptions
{
    /// <summary>The distance of groups.</summary>
    public Linkage Linkage { get; init; } = Linkage.Average;

    /// <summary>What each bit adds to the distance of two codes; null for 1, the Hamming distance.</summary>
    public BitWeights? Weights { get; init; }

    /// <summary>Threads to search with, 0 or more; 0 = one a processor. The tree is the same for any number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0.</exception>
    public int Threads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    internal int ThreadCount => Threads > 0 ? Threads : Environment.ProcessorCount;
}
