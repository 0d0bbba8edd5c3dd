using Codeword.Codes;
using Codeword.Storage;

namespace Codeword.Retrieval;

/// <summary>
/// Codes of k bits, each with an id, and exact search among them by Hamming distance: the nearest, or all within a radius. A search compares the query with all codes, or
/// looks it up in tables (<see cref="With"/>) and finds the same. Immutable: any number of threads may search at once, and a warm search allocates nothing.
/// <see cref="ToBuilder"/> adds and removes.
/// </summary>
/// <remarks>
/// A code is ⌈k/8⌉ bytes; bit j stands in byte j/8 at place j mod 8 (0 for the lowest), as in a model file and in what <c>codeword encode</c> writes; places from k on are 0.
/// Neighbours come in ascending order of distance, and of id where distances are equal. An index loaded from a file reads its codes in place until it is disposed.
/// </remarks>
public sealed partial class HammingIndex : IDisposable
{
    /// <summary>The most bits a code may have.</summary>
    public const int MostBits = BinaryCodes.MostBits;

    /// <summary>The most codes an index may have.</summary>
    public const int MostCodes = 2_000_000_000;

    /// <summary>The most neighbours that can be asked for at once.</summary>
    public const int MostNeighbors = 1 << 24;

    private readonly CodeBlocks _blocks;
    private readonly CodeIds _ids;
    private readonly SectionFile? _file;
    private bool _isDisposed;

    internal HammingIndex(int bits, CodeBlocks blocks, CodeIds ids, long nextId, SectionFile? file = null) =>
        (Bits, _blocks, _ids, NextId, _file) = (bits, blocks, ids, nextId, file);

    /// <summary>k, how many bits a code has.</summary>
    public int Bits { get; }

    /// <summary>⌈k/8⌉.</summary>
    public int BytesPerCode => (Bits + 7) / 8;

    /// <summary>N, how many codes there are.</summary>
    public int Count => _ids.Count;

    /// <summary>The id that the next code gets: above all ids that were ever given, also to codes that were removed.</summary>
    public long NextId { get; }

    /// <summary>Bytes that codes and ids take: ⌈k/8⌉ a code, N rounded up to a multiple of 64, and 8 an id unless the ids are 0 to N − 1.</summary>
    public long Bytes => _blocks.Bytes + _ids.Bytes;

    internal CodeBlocks Blocks => _blocks;

    internal CodeIds Ids => _ids;

    private HammingScan Scan => new(_blocks, _ids, Bits);

    /// <summary>An index of codes with the ids 0 to N − 1.</summary>
    /// <param name="bits">k, 1 to <see cref="MostBits"/>.</param>
    /// <param name="codes">⌈k/8⌉ bytes each.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of bits is out of range.</exception>
    /// <exception cref="ArgumentException">There is part of a code, or a place from k on is not 0.</exception>
    public static HammingIndex Create(int bits, ReadOnlySpan<byte> codes)
    {
        var builder = new HammingIndexBuilder(bits);
        builder.Add(codes);
        return builder.Build();
    }

    /// <summary>An index of codes, each with its place as id: of class codes, the class.</summary>
    public static HammingIndex Create(BinaryCodes codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        var builder = new HammingIndexBuilder(codes.Bits);
        byte[] code = new byte[codes.BytesPerCode];
        for (int i = 0; i < codes.Count; i++)
        {
            codes.CopyTo(i, code);
            builder.Add(code);
        }

        return builder.Build();
    }

    /// <summary>A builder that begins with the codes of this index, which stays as it is.</summary>
    /// <exception cref="ObjectDisposedException">The index was disposed.</exception>
    public HammingIndexBuilder ToBuilder()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return new HammingIndexBuilder(this);
    }

    /// <summary>Finds the nearest codes.</summary>
    /// <param name="query">⌈k/8⌉ bytes.</param>
    /// <param name="results">As many neighbours as are wanted, at most <see cref="MostNeighbors"/>.</param>
    /// <returns>How many were written: as many as wanted, or N where there are fewer codes.</returns>
    /// <exception cref="ArgumentException">The query has another length, or a place from k on is not 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Too many neighbours are wanted.</exception>
    /// <exception cref="ObjectDisposedException">The index was disposed.</exception>
    public int Search(ReadOnlySpan<byte> query, Span<Neighbor> results) => Within(query, Bits, results);

    /// <summary>Finds the nearest codes among those within a radius.</summary>
    /// <param name="query">⌈k/8⌉ bytes.</param>
    /// <param name="radius">The largest distance, 0 or more.</param>
    /// <param name="results">As many neighbours as are wanted; <see cref="CountWithin"/> says how many there are.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="ArgumentException">The query has another length, or a place from k on is not 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The radius is negative, or too many neighbours are wanted.</exception>
    /// <exception cref="ObjectDisposedException">The index was disposed.</exception>
    public int Within(ReadOnlySpan<byte> query, int radius, Span<Neighbor> results)
    {
        RequireOne(query);
        int found = 0;
        WithinBatch(query, radius, results.Length, results, new Span<int>(ref found));
        return found;
    }

    /// <summary>How many codes are within a radius.</summary>
    /// <param name="query">⌈k/8⌉ bytes.</param>
    /// <param name="radius">The largest distance, 0 or more.</param>
    /// <exception cref="ArgumentException">The query has another length, or a place from k on is not 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The radius is negative.</exception>
    /// <exception cref="ObjectDisposedException">The index was disposed.</exception>
    public int CountWithin(ReadOnlySpan<byte> query, int radius)
    {
        RequireOne(query);
        int limit = LimitOf(radius);
        return limit > Bits ? Count : CountNearer(query, limit);
    }

    /// <summary>Finds the nearest codes of many queries in one pass over the codes, which is several times faster than one pass each.</summary>
    /// <param name="queries">⌈k/8⌉ bytes each.</param>
    /// <param name="count">How many neighbours of each query, 0 to <see cref="MostNeighbors"/>.</param>
    /// <param name="results">Receives the neighbours of query i from place i · count on.</param>
    /// <returns>How many each query has: as many as wanted, or N where there are fewer codes.</returns>
    /// <exception cref="ArgumentException">There is part of a query, a place from k on is not 0, or there is too little room.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Too many neighbours are wanted.</exception>
    /// <exception cref="ObjectDisposedException">The index was disposed.</exception>
    public int SearchBatch(ReadOnlySpan<byte> queries, int count, Span<Neighbor> results)
    {
        const int group = 64;
        int each = RequireQueries(queries);
        RequireRoom(each, count, results);
        Span<int> found = stackalloc int[group];
        for (int first = 0; first < each; first += group)
        {
            int some = Math.Min(group, each - first);
            WithinBatch(queries.Slice(first * BytesPerCode, some * BytesPerCode), Bits, count, results.Slice(first * count, some * count), found[..some]);
        }

        return Math.Min(count, Count);
    }

    /// <summary>Finds the nearest codes within a radius of many queries in one pass over the codes.</summary>
    /// <param name="queries">⌈k/8⌉ bytes each.</param>
    /// <param name="radius">The largest distance, 0 or more.</param>
    /// <param name="count">How many neighbours of each query at most, 0 to <see cref="MostNeighbors"/>.</param>
    /// <param name="results">Receives the neighbours of query i from place i · count on.</param>
    /// <param name="found">Receives how many each query has.</param>
    /// <exception cref="ArgumentException">There is part of a query, a place from k on is not 0, or there is too little room.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The radius is negative, or too many neighbours are wanted.</exception>
    /// <exception cref="ObjectDisposedException">The index was disposed.</exception>
    public void WithinBatch(ReadOnlySpan<byte> queries, int radius, int count, Span<Neighbor> results, Span<int> found)
    {
        int each = RequireQueries(queries);
        int limit = LimitOf(radius);
        RequireRoom(each, count, results);
        if (found.Length < each)
        {
            throw new ArgumentException($"Found room for {found.Length} counts; expected {each}, one a query.", nameof(found));
        }

        found = found[..each];
        found.Clear();
        int wanted = Math.Min(count, Count);
        if (each > 0 && wanted > 0)
        {
            SearchEach(queries, wanted, count, limit, results, found);
        }
    }

    /// <summary>Writes the code of an id; false where the index has none.</summary>
    /// <param name="id">The id.</param>
    /// <param name="code">Receives ⌈k/8⌉ bytes.</param>
    /// <exception cref="ArgumentException">There is too little room.</exception>
    /// <exception cref="ObjectDisposedException">The index was disposed.</exception>
    public bool TryGetCode(long id, Span<byte> code)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (code.Length < BytesPerCode)
        {
            throw new ArgumentException($"Found room for {code.Length} bytes; expected {BytesPerCode} for {Bits} bits.", nameof(code));
        }

        int position = _ids.PositionOf(id);
        if (position >= 0)
        {
            _blocks.CopyCode(position, code);
        }

        return position >= 0;
    }

    /// <summary>Lets go of the file of a loaded index, which must not be searched then or later.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _file?.Dispose();
    }

    /// <summary>How many codes the bytes hold.</summary>
    internal static int RequireCodes(ReadOnlySpan<byte> codes, int bits, string name)
    {
        int each = (bits + 7) / 8;
        if (codes.Length % each != 0)
        {
            throw new ArgumentException($"Found {codes.Length} bytes; expected a multiple of {each}, the bytes of a code of {bits} bits.", name);
        }

        for (int last = each - 1; last < codes.Length && bits % 8 != 0; last += each)
        {
            if (codes[last] >> (bits % 8) != 0)
            {
                throw new ArgumentException($"Code {last / each} has a bit beyond its {bits}; expected 0 there.", name);
            }
        }

        return codes.Length / each;
    }

    private int LimitOf(int radius)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        return Math.Min(radius, Bits) + 1;
    }

    private int RequireQueries(ReadOnlySpan<byte> queries)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return RequireCodes(queries, Bits, nameof(queries));
    }

    private void RequireOne(ReadOnlySpan<byte> query)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (query.Length != BytesPerCode)
        {
            throw new ArgumentException($"Found a query of {query.Length} bytes; expected {BytesPerCode} for {Bits} bits.", nameof(query));
        }

        RequireCodes(query, Bits, nameof(query));
    }

    private static void RequireRoom(int queries, int count, ReadOnlySpan<Neighbor> results)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostNeighbors);
        if ((long)queries * count > results.Length)
        {
            throw new ArgumentException($"Found room for {results.Length} neighbours; expected {(long)queries * count}, {count} a query.", nameof(results));
        }
    }
}
