namespace Codeword.Retrieval;

/// <summary>How far a search came in one table: rings of addresses that differ from the query's in 0, 1, 2… bits.</summary>
internal struct TableProgress
{
    /// <summary>The query's address.</summary>
    public int Address;

    /// <summary>The last ring that was visited; −1 for none.</summary>
    public int Ring;

    /// <summary>How many addresses that ring has.</summary>
    public long Addresses;

    /// <summary>How many codes its buckets hold.</summary>
    public long Codes;

    /// <summary>What the next ring costs, or is expected to.</summary>
    public long NextCost;
}
