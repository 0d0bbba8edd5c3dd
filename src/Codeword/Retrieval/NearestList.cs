namespace Codeword.Retrieval;

/// <summary>
/// The k nearest of a stream of codes, in memory the caller owns. Codes come in ascending order of their positions and are kept as they come; how many are held at each
/// distance says from which distance on no other can enter. So a code costs the same for any k, and sorting is counting. Of equal distances the earlier wins.
/// </summary>
internal readonly ref struct NearestList
{
    private const int StateLength = 3;
    private readonly Span<int> _counts;
    private readonly Span<int> _positions;
    private readonly Span<int> _distances;
    private readonly ref int _limit;
    private readonly ref int _nearer;
    private readonly ref int _held;
    private readonly int _wanted;

    /// <summary>A list over memory, which keeps what is in it.</summary>
    /// <param name="memory">As much as <see cref="Room"/> says.</param>
    /// <param name="wanted">k, 1 or more.</param>
    /// <param name="bits">The largest distance there is.</param>
    public NearestList(Span<int> memory, int wanted, int bits)
    {
        int capacity = (memory.Length - StateLength - bits - 2) / 2;
        _wanted = wanted;
        _limit = ref memory[0];
        _nearer = ref memory[1];
        _held = ref memory[2];
        _counts = memory.Slice(StateLength, bits + 2);
        _positions = memory.Slice(StateLength + bits + 2, capacity);
        _distances = memory.Slice(StateLength + bits + 2 + capacity, capacity);
    }

    /// <summary>A code at this distance or farther cannot enter.</summary>
    public int Limit => _limit;

    /// <summary>Whether fewer than k codes came; the limit is then the one it began with.</summary>
    public bool IsShort => _held < _wanted;

    /// <summary>The numbers that a list of k takes, of so many codes in all: room for 2k, so that clearing up costs one step a code.</summary>
    public static int Room(int wanted, int codes, int bits) => checked(StateLength + bits + 2 + (int)(2 * Math.Min(2L * wanted, codes)));

    /// <summary>Empties the list.</summary>
    /// <param name="limit">From which distance on codes are not wanted; 1 to bits + 1.</param>
    public void Start(int limit)
    {
        _counts.Clear();
        (_limit, _nearer, _held) = (limit, 0, 0);
    }

    /// <summary>Takes a code whose distance is below the limit.</summary>
    public void Add(int position, int distance)
    {
        if (_held == _positions.Length)
        {
            ClearUp();
        }

        _positions[_held] = position;
        _distances[_held] = distance;
        _held++;
        _counts[distance]++;
        for (_nearer++; _nearer >= _wanted;)
        {
            _limit--;
            _nearer -= _counts[_limit];
        }
    }

    /// <summary>Writes what was found, nearest first; returns how many. The list is spent.</summary>
    public int WriteTo(Span<Neighbor> results, CodeIds ids)
    {
        int place = 0;
        foreach (ref int count in _counts[.._limit])
        {
            (count, place) = (place, place + count);
        }

        _counts[_limit] = place;
        for (int i = 0; i < _held; i++)
        {
            int distance = _distances[i];
            if (IsKept(distance, _counts[_limit]))
            {
                results[_counts[distance]++] = new Neighbor(ids[_positions[i]], distance);
            }
        }

        return Math.Min(_held, _wanted);
    }

    // Keeps k: all below the limit, and the first of those at it.
    private void ClearUp()
    {
        int kept = 0;
        int place = _nearer;
        for (int i = 0; i < _held; i++)
        {
            int distance = _distances[i];
            if (IsKept(distance, place))
            {
                place += distance == _limit ? 1 : 0;
                (_positions[kept], _distances[kept]) = (_positions[i], distance);
                kept++;
            }
        }

        _counts[_limit] = place - _nearer;
        _held = kept;
    }

    private bool IsKept(int distance, int place) => distance < _limit || (distance == _limit && place < _wanted);
}
