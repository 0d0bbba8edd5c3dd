namespace Codeword.Taxonomy;

/// <summary>What the distance of two groups A and B of classes is, given that of two classes. The two groups nearest to each other are joined first.</summary>
public enum Linkage
{
    /// <summary>The mean distance of a class of A and one of B.</summary>
    Average,

    /// <summary>The largest distance of a class of A and one of B.</summary>
    Complete,

    /// <summary>2·|A|·|B|/(|A| + |B|) times the distance of the groups' mean codes: twice what joining adds to the squared distances to the means.</summary>
    Ward,
}
