namespace Codeword.Retrieval;

/// <summary>
/// Makes an index, or one from another with codes added and removed. Codes stand in the order of their ids; an id is never given twice, whatever was removed.
/// For one thread.
/// </summary>
public sealed class HammingIndexBuilder
{
    private const int CodesPerChunk = CodeBlocks.BlocksPerChunk * CodeBlocks.CodesPerBlock;
    private readonly HashSet<long> _removed = [];
    private List<byte[]> _chunks = [];
    private List<long>? _ids;
    private int _stored;

    /// <summary>Starts with no codes.</summary>
    /// <param name="bits">k, 1 to <see cref="HammingIndex.MostBits"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of bits is out of range.</exception>
    public HammingIndexBuilder(int bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, HammingIndex.MostBits);
        Bits = bits;
    }

    internal HammingIndexBuilder(HammingIndex index)
        : this(index.Bits)
    {
        (_stored, NextId) = (index.Count, index.NextId);
        for (int chunk = 0; chunk * (long)CodesPerChunk < _stored; chunk++)
        {
            byte[]? bytes = index.Blocks.Shared(chunk, _stored);
            if (bytes is null)
            {
                bytes = new byte[(int)Math.Min(CodeBlocks.BlocksPerChunk, CodeBlocks.BlocksOf(_stored) - ((long)chunk * CodeBlocks.BlocksPerChunk)) * BlockBytes];
                index.Blocks.CopyChunk(chunk, bytes);
            }

            _chunks.Add(bytes);
        }

        if (index.Ids.AreListed)
        {
            _ids = [.. Enumerable.Range(0, _stored).Select(i => index.Ids[i])];
        }
    }

    /// <summary>k, how many bits a code has.</summary>
    public int Bits { get; }

    /// <summary>N, how many codes there are.</summary>
    public int Count => _stored - _removed.Count;

    /// <summary>The id that the next code gets unless another is asked for.</summary>
    public long NextId { get; private set; }

    /// <summary>The places, ascending, of the codes that stay, among all that were added since the last build.</summary>
    internal IEnumerable<int> KeptPlaces => Enumerable.Range(0, _stored).Where(place => !_removed.Contains(_ids?[place] ?? place));

    private int BytesPerCode => (Bits + 7) / 8;

    private int BlockBytes => BytesPerCode * CodeBlocks.CodesPerBlock;

    /// <summary>Adds codes, which get the next ids.</summary>
    /// <param name="codes">⌈k/8⌉ bytes each.</param>
    /// <returns>The first one's id; the others' follow it.</returns>
    /// <exception cref="ArgumentException">There is part of a code, or a place from k on is not 0; nothing was added then.</exception>
    /// <exception cref="InvalidOperationException">There are too many codes, or no ids left.</exception>
    public long Add(ReadOnlySpan<byte> codes)
    {
        int count = HammingIndex.RequireCodes(codes, Bits, nameof(codes));
        RequireRoom(count);
        if (NextId > long.MaxValue - count)
        {
            throw new InvalidOperationException($"Found {NextId} as the next id; expected one with {count} after it.");
        }

        long first = NextId;
        for (int i = 0; i < count; i++)
        {
            Append(codes.Slice(i * BytesPerCode, BytesPerCode), first + i);
        }

        return first;
    }

    /// <summary>Adds codes with ids of the caller's.</summary>
    /// <param name="codes">⌈k/8⌉ bytes each.</param>
    /// <param name="ids">One for each, ascending, from <see cref="NextId"/> on and below 2⁶³ − 1.</param>
    /// <exception cref="ArgumentException">The codes are no such codes, or the ids do not ascend; nothing was added then.</exception>
    /// <exception cref="InvalidOperationException">There are too many codes.</exception>
    public void Add(ReadOnlySpan<byte> codes, ReadOnlySpan<long> ids)
    {
        int count = HammingIndex.RequireCodes(codes, Bits, nameof(codes));
        RequireRoom(count);
        if (ids.Length != count)
        {
            throw new ArgumentException($"Found {ids.Length} ids; expected {count}, one a code.", nameof(ids));
        }

        long least = NextId;
        foreach (long id in ids)
        {
            if (id < least || id == long.MaxValue)
            {
                throw new ArgumentException($"Found the id {id}; expected {least} or more, since ids ascend, and less than {long.MaxValue}.", nameof(ids));
            }

            least = id + 1;
        }

        for (int i = 0; i < count; i++)
        {
            Append(codes.Slice(i * BytesPerCode, BytesPerCode), ids[i]);
        }
    }

    /// <summary>Removes a code; false where there is none of this id.</summary>
    public bool Remove(long id)
    {
        bool isThere = _ids is null ? id >= 0 && id < _stored : _ids.BinarySearch(id) >= 0;
        return isThere && _removed.Add(id);
    }

    /// <summary>The index of what was added and not removed. The builder may go on.</summary>
    public HammingIndex Build()
    {
        if (_removed.Count > 0)
        {
            CloseUp();
        }

        int full = _stored / CodesPerChunk;
        byte[][] chunks = [.. _chunks];
        if (full < chunks.Length)
        {
            int blocks = CodeBlocks.BlocksOf(_stored) - (full * CodeBlocks.BlocksPerChunk);
            chunks[full] = chunks[full].AsSpan(0, blocks * BlockBytes).ToArray();
        }

        CodeIds ids = _ids is null ? new CodeIds(_stored) : new CodeIds(_ids.ToArray());
        return new HammingIndex(Bits, new CodeBlocks(BytesPerCode, CodeBlocks.BlocksOf(_stored), chunks), ids, NextId);
    }

    // Chunks may be shared with an index: what stays is written anew.
    private void CloseUp()
    {
        var kept = new HammingIndexBuilder(Bits);
        byte[] code = new byte[BytesPerCode];
        var blocks = new CodeBlocks(BytesPerCode, CodeBlocks.BlocksOf(_stored), [.. _chunks]);
        for (int position = 0; position < _stored; position++)
        {
            long id = _ids?[position] ?? position;
            if (!_removed.Contains(id))
            {
                blocks.CopyCode(position, code);
                kept.Append(code, id);
            }
        }

        (_chunks, _ids, _stored) = (kept._chunks, kept._ids, kept._stored);
        _removed.Clear();
    }

    private void RequireRoom(int count)
    {
        if (count > HammingIndex.MostCodes - _stored)
        {
            throw new InvalidOperationException($"Found {(long)_stored + count} codes; expected at most {HammingIndex.MostCodes}.");
        }
    }

    private void Append(ReadOnlySpan<byte> code, long id)
    {
        if (_ids is null && id != _stored)
        {
            _ids = [.. Enumerable.Range(0, _stored).Select(i => (long)i)];
        }

        _ids?.Add(id);
        NextId = id + 1;
        int chunk = _stored / CodesPerChunk;
        int block = _stored % CodesPerChunk / CodeBlocks.CodesPerBlock;
        int start = (block * BlockBytes) + (_stored % CodeBlocks.CodesPerBlock);
        byte[] bytes = RoomIn(chunk, block);
        for (int i = 0; i < code.Length; i++)
        {
            bytes[start + (i * CodeBlocks.CodesPerBlock)] = code[i];
        }

        _stored++;
    }

    // A chunk doubles up to its full length, so that small indexes stay small.
    private byte[] RoomIn(int chunk, int block)
    {
        if (chunk == _chunks.Count)
        {
            _chunks.Add(new byte[BlockBytes]);
        }

        byte[] bytes = _chunks[chunk];
        int blocks = bytes.Length / BlockBytes;
        if (block < blocks)
        {
            return bytes;
        }

        Array.Resize(ref bytes, Math.Min(2 * blocks, CodeBlocks.BlocksPerChunk) * BlockBytes);
        _chunks[chunk] = bytes;
        return bytes;
    }
}
