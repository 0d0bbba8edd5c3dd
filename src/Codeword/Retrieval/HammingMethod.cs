namespace Codeword.Retrieval;

/// <summary>How an index finds codes; what it finds is the same.</summary>
public enum HammingMethod
{
    /// <summary>Whichever of the others is found to be cheaper for its codes.</summary>
    Auto,

    /// <summary>The query is compared with every code.</summary>
    Scan,

    /// <summary>Codes that have nearly the query's bits in some part are looked up in a table of that part; all are scanned for a query where that is cheaper.</summary>
    Tables,
}
