namespace Codeword.Taxonomy;

/// <summary>The groups that are there at one time and their distances. Group i is at first class i alone, and later the one whose smallest class is i.</summary>
internal abstract class ClusterDistances(int count)
{
    /// <summary>K, how many groups there are at first.</summary>
    public int Count { get; } = count;

    /// <summary>Gets ready for questions about one group.</summary>
    public abstract void Ask(int cluster);

    /// <summary>The distance of the group asked about and another one; many threads may ask at once.</summary>
    public abstract double To(int cluster);

    /// <summary>Joins two groups under the smaller number.</summary>
    public abstract void Merge(int kept, int gone);
}
