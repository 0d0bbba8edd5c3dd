using System.Buffers;
using System.Globalization;

namespace Codeword.Retrieval;

/// <content>Searching in tables.</content>
public sealed partial class HammingIndex
{
    // Fewer codes than this are compared in less time than tables take to pay for themselves.
    private const int FewestCodes = 10_000;

    // Tables are tried on so many of the codes.
    private const int TriedCodes = 32;
    private const int TriedNeighbors = 10;

    // Queries are seldom codes that are there: of those tried every 32nd bit is another, from a place on that differs from code to code.
    private const int BitsAChange = 32;

    // Costs are estimates: a scan is left for what is clearly cheaper.
    private const double MostShare = 0.25;

    // From so many queries on a scan of the rest is one pass for many.
    private const int BatchQueries = HammingScan.FewestForPlanes;
    private readonly HammingTables? _tables;

    private HammingIndex(HammingIndex index, HammingTables? tables, string reason)
        : this(index.Bits, index._blocks, index._ids, index.NextId, index._file) => (_tables, MethodReason) = (tables, reason);

    /// <summary>Whether all codes are scanned or tables are looked up; never <see cref="HammingMethod.Auto"/>. An index that is made or loaded scans.</summary>
    public HammingMethod Method => _tables is null ? HammingMethod.Scan : HammingMethod.Tables;

    /// <summary>Why it is that method, in words, without a full stop.</summary>
    public string MethodReason { get; } = "no tables were asked for";

    /// <summary>
    /// Bytes that tables take beside <see cref="Bytes"/>: 4 a table and code plus at most 5 %; of one table of all bits, which short codes get, at most 5 a code.
    /// </summary>
    public long TableBytes => _tables?.Bytes ?? 0;

    /// <summary>How many tables there are; 0 for a scan.</summary>
    public int TableCount => _tables?.Tables.Length ?? 0;

    /// <summary>
    /// The same codes, found by another method; results are the same. Codes are shared, with the file of a loaded index, which is let go of when either index is disposed.
    /// Tables are not saved: checking them would take as long as making them.
    /// </summary>
    /// <param name="method">
    /// The method. Of a sample of the codes with one bit in 32 changed, <see cref="HammingMethod.Auto"/> takes tables where the ten nearest cost less than a quarter of a scan
    /// on average.
    /// </param>
    /// <param name="tables">m, how many parts a code is cut into, 1 to k and at most 64; 0 for as many as suit k and the number of different codes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of tables is out of range.</exception>
    /// <exception cref="ObjectDisposedException">The index was disposed.</exception>
    public HammingIndex With(HammingMethod method, int tables = 0)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(tables);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tables, Math.Min(Bits, HammingTables.MostTables));
        if (method == HammingMethod.Scan)
        {
            return new HammingIndex(this, null, "a scan was asked for");
        }

        if (method == HammingMethod.Auto && Count < FewestCodes)
        {
            return new HammingIndex(this, null, string.Create(CultureInfo.InvariantCulture, $"{Count} codes are scanned at once; tables are for {FewestCodes} and more"));
        }

        HammingTables made = HammingTables.Create(_blocks, _ids, Bits, tables);
        if (method == HammingMethod.Tables)
        {
            return new HammingIndex(this, made, $"tables were asked for: {Describe(made)}");
        }

        double share = Try(made);
        string cost = share < 1 ? (100 * share).ToString("G2", CultureInfo.InvariantCulture) : "100 or more";
        string reason = string.Create(
            CultureInfo.InvariantCulture,
            $"{Describe(made)}; of {TriedCodes} codes with one bit in {BitsAChange} changed, the {TriedNeighbors} nearest cost {cost} % of a scan on average");
        return new HammingIndex(this, share < MostShare ? made : null, reason);
    }

    private static string Describe(HammingTables tables) => tables.Repeats is { Count: > 0 } repeats
        ? string.Create(CultureInfo.InvariantCulture, $"{tables.Shape}, {tables.Ids.Count - repeats.Count} of {tables.Ids.Count} codes being different")
        : tables.Shape;

    // What the nearest of some of the codes cost, in scans, on average. Costs are counted, not timed: the same codes give the same choice.
    private double Try(HammingTables tables)
    {
        byte[] code = new byte[BytesPerCode];
        var results = new Neighbor[TriedNeighbors];
        long scan = SearchCost.OfScan(_blocks.Bytes, isBatch: false);
        double spent = 0;
        for (int i = 0; i < TriedCodes; i++)
        {
            _blocks.CopyCode((int)((long)i * Count / TriedCodes), code);
            for (int bit = i % BitsAChange; bit < Bits; bit += BitsAChange)
            {
                code[bit / 8] ^= (byte)(1 << (bit % 8));
            }

            long left = scan;
            int found = tables.Search(code, results.Length, Bits, ref left, results);
            spent += scan - left + (found < 0 ? scan : 0);
        }

        return spent / scan / TriedCodes;
    }

    private int CountNearer(ReadOnlySpan<byte> query, int limit)
    {
        int count = _tables?.Count(query, limit - 1, SearchCost.OfScan(_blocks.Bytes, isBatch: false)) ?? -1;
        return count >= 0 ? count : Scan.Count(query, limit);
    }

    // In tables, and what would cost more there in one scan for all.
    private void SearchEach(ReadOnlySpan<byte> queries, int wanted, int stride, int limit, Span<Neighbor> results, Span<int> found)
    {
        int[] left = ArrayPool<int>.Shared.Rent(found.Length);
        try
        {
            int count = 0;
            long scan = SearchCost.OfScan(_blocks.Bytes, isBatch: found.Length >= BatchQueries);
            for (int q = 0; q < found.Length; q++)
            {
                long budget = scan;
                ReadOnlySpan<byte> query = queries.Slice(q * BytesPerCode, BytesPerCode);
                int each = _tables?.Search(query, wanted, limit - 1, ref budget, results.Slice(q * stride, wanted)) ?? -1;
                found[q] = Math.Max(0, each);
                if (each < 0)
                {
                    left[count++] = q;
                }
            }

            if (count > 0)
            {
                Scan.Search(queries, left.AsSpan(0, count), wanted, stride, limit, results, found);
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(left);
        }
    }
}
