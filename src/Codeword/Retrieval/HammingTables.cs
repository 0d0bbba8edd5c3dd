using System.Buffers;

namespace Codeword.Retrieval;

/// <summary>
/// Tables over the codes of an index, which are not copied: a code's k bits are cut into m parts, one a table, and each table says which codes have given bits in its part.
/// Codes that differ from a query in few bits differ in few of some part, so that looking around the query in each table finds them (Norouzi, Punjani and Fleet's
/// multi-index hashing). One table of all k bits holds the neighbourhood itself. Immutable.
/// </summary>
internal sealed class HammingTables
{
    /// <summary>The most tables there may be.</summary>
    public const int MostTables = 64;

    private const int MemoryShare = 20;
    private const int DirectShare = 4;
    private const int Candidates = 1 << 10;

    private HammingTables(CodeBlocks blocks, CodeIds ids, int bits, EqualCodes? repeats, CodeTable[] tables) =>
        (Blocks, Ids, Bits, Repeats, Tables) = (blocks, ids, bits, repeats, tables);

    public CodeBlocks Blocks { get; }

    public CodeIds Ids { get; }

    /// <summary>k.</summary>
    public int Bits { get; }

    /// <summary>The codes that stand in no table, since an equal one before them does; null where all stand in the table.</summary>
    public EqualCodes? Repeats { get; }

    public CodeTable[] Tables { get; }

    /// <summary>Whether the one table's address is the whole code, so that its buckets are the distances.</summary>
    public bool IsDirect => Tables.Length == 1 && Tables[0].AddressBits == Bits;

    /// <summary>Bytes of memory beside the codes.</summary>
    public long Bytes => Tables.Sum(table => table.Bytes) + (Repeats?.Bytes ?? 0);

    /// <summary>How many tables there are, and of how many bits, in words.</summary>
    public string Shape
    {
        get
        {
            (int least, int most) = (Tables.Min(table => table.AddressBits), Tables.Max(table => table.AddressBits));
            string bits = least == most ? $"{most}" : $"{least} to {most}";
            return $"{Tables.Length} {(Tables.Length == 1 ? "table" : "tables")} addressed by {bits} bits";
        }
    }

    /// <summary>
    /// How many tables k bits are cut into: one if 2ᵏ is at most four times the number of codes; otherwise as many as give each part about as many bits as a table of so many
    /// codes can be addressed by.
    /// </summary>
    public static int CountFor(int bits, int codes) =>
        bits <= DirectBits(codes) ? 1 : Math.Clamp((int)Math.Round((double)bits / AddressBitsFor(codes)), 2, Math.Min(bits, MostTables));

    /// <summary>Makes tables.</summary>
    /// <param name="blocks">The codes.</param>
    /// <param name="ids">Their ids.</param>
    /// <param name="bits">k.</param>
    /// <param name="count">m, 1 to k and at most <see cref="MostTables"/>; 0 for <see cref="CountFor"/> the different codes.</param>
    public static HammingTables Create(CodeBlocks blocks, CodeIds ids, int bits, int count)
    {
        bool isOne = count == 1 || (count == 0 && bits <= DirectBits(ids.Count));
        EqualCodes? repeats = isOne ? null : EqualCodes.Find(blocks, ids.Count);
        int codes = ids.Count - (repeats?.Count ?? 0);
        int parts = isOne ? 1 : count > 0 ? count : Math.Max(2, CountFor(bits, codes));
        var tables = new CodeTable[parts];
        for (int t = 0; t < parts; t++)
        {
            (int first, int end) = (t * bits / parts, (t + 1) * bits / parts);
            int most = isOne ? Math.Max(DirectBits(codes), AddressBitsFor(codes)) : AddressBitsFor(codes);
            tables[t] = CodeTable.Create(blocks, ids.Count, repeats, first, Math.Min(end - first, most));
        }

        return new HammingTables(blocks, ids, bits, repeats?.WithoutMarks(), tables);
    }

    /// <summary>The nearest codes of a query within a radius, nearest first.</summary>
    /// <param name="query">⌈k/8⌉ bytes.</param>
    /// <param name="wanted">How many, 1 or more.</param>
    /// <param name="radius">The largest distance, 0 to k.</param>
    /// <param name="budget">What it may cost, in the units of <see cref="SearchCost"/>; lowered by what it did cost.</param>
    /// <param name="results">Receives them.</param>
    /// <returns>How many were written; −1 where it costs more.</returns>
    public int Search(ReadOnlySpan<byte> query, int wanted, int radius, ref long budget, Span<Neighbor> results)
    {
        if (SearchCost.OfCandidates(wanted, query.Length) > budget)
        {
            return -1;
        }

        int[] memory = ArrayPool<int>.Shared.Rent(2 * Candidates);
        long[] keys = ArrayPool<long>.Shared.Rent(NearestKeys.Room(wanted));
        try
        {
            var search = new TableSearch(this, query, memory, stackalloc TableProgress[Tables.Length], new NearestKeys(keys.AsSpan(0, NearestKeys.Room(wanted)), wanted, radius));
            return search.Run(ref budget) ? search.WriteTo(results) : -1;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(memory);
            ArrayPool<long>.Shared.Return(keys);
        }
    }

    /// <summary>How many codes are within a radius of a query; −1 where it costs more than the budget to say so.</summary>
    public int Count(ReadOnlySpan<byte> query, int radius, long budget)
    {
        int[] memory = ArrayPool<int>.Shared.Rent(2 * Candidates);
        try
        {
            var search = new TableSearch(this, query, memory, stackalloc TableProgress[Tables.Length], radius);
            return search.Run(ref budget) ? search.Count : -1;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(memory);
        }
    }

    // 2ᵏ ≤ 4N: at most 5 bits a code beside the 4 bytes.
    private static int DirectBits(int codes) => Math.Min(CodeTable.MostAddressBits, (int)Math.Log2(Math.Max(1, (double)DirectShare * codes)));

    // As many as keep the starts within a twentieth of the 4 bytes a code.
    private static int AddressBitsFor(int codes)
    {
        int bits = 1;
        while (bits < CodeTable.MostAddressBits && BucketStarts.BytesOf(codes, 2 << bits) <= (long)codes * sizeof(int) / MemoryShare)
        {
            bits++;
        }

        return bits;
    }
}
