namespace Codeword.Retrieval;

/// <summary>
/// What searches cost, in tenths of nanoseconds of the machine they were measured on. Only how they compare matters: it decides between tables and a scan, never what is found.
/// </summary>
internal static class SearchCost
{
    /// <summary>Looking a bucket up.</summary>
    public const int LookUp = 120;

    // A code out of order costs about a cache line a byte, up to where it is seen to be too far.
    private const int Candidate = 80;
    private const int CandidateByte = 15;
    private const int MostBytes = 16;

    // A scan reads about 12 GB a second for one query; of many queries each takes about a third of that.
    private const double ScanByte = 0.8;
    private const double BatchShare = 0.3;

    /// <summary>Comparing a query with codes that are found in tables.</summary>
    public static long OfCandidates(long count, int bytes) => count * (Candidate + (CandidateByte * Math.Min(bytes, MostBytes)));

    /// <summary>Comparing a query with all codes.</summary>
    /// <param name="bytes">The bytes of all.</param>
    /// <param name="isBatch">Whether many queries are compared in one pass.</param>
    public static long OfScan(long bytes, bool isBatch) => (long)(bytes * (isBatch ? BatchShare * ScanByte : ScanByte));
}
