namespace Codeword.Retrieval;

/// <summary>
/// The k nearest of codes that come in any order, in memory the caller owns: a code is one number, its distance above its position, so that the smaller number is the nearer
/// and of equal distances the smaller position. Twice as many as are wanted are held before they are sorted and half of them dropped.
/// </summary>
internal ref struct NearestKeys
{
    private const int PositionBits = 32;
    private const int Fewest = 32;
    private readonly Span<long> _keys;
    private readonly int _wanted;
    private long _end;
    private int _held;
    private int _sorted;

    /// <summary>An empty list.</summary>
    /// <param name="memory">As much as <see cref="Room"/> says.</param>
    /// <param name="wanted">k, 1 or more.</param>
    /// <param name="radius">The largest distance that is wanted.</param>
    public NearestKeys(Span<long> memory, int wanted, int radius)
    {
        _keys = memory;
        _wanted = wanted;
        _end = (long)(radius + 1) << PositionBits;
    }

    /// <summary>The largest distance that can still enter: of the last once k are held, up to the last sorting.</summary>
    public readonly int Reach => (int)((_end - 1) >> PositionBits);

    /// <summary>The numbers that a list of k takes.</summary>
    public static int Room(int wanted) => Math.Max(2 * wanted, Fewest);

    /// <summary>Takes a code, if it can enter; false where neither it nor one of the same distance after it can.</summary>
    public bool Add(int position, int distance)
    {
        long key = ((long)distance << PositionBits) | (uint)position;
        if (key >= _end)
        {
            return false;
        }

        if (_held == _keys.Length)
        {
            Tighten();
            if (key >= _end)
            {
                return false;
            }
        }

        _keys[_held++] = key;
        return true;
    }

    /// <summary>Drops what is not among the k nearest so far.</summary>
    public void Tighten()
    {
        if (_held > _sorted)
        {
            _keys[.._held].Sort();
            _held = _sorted = Math.Min(_held, _wanted);
            _end = _held == _wanted ? _keys[_held - 1] : _end;
        }
    }

    /// <summary>Writes what was found, nearest first; returns how many.</summary>
    public int WriteTo(Span<Neighbor> results, CodeIds ids)
    {
        Tighten();
        for (int i = 0; i < _held; i++)
        {
            results[i] = new Neighbor(ids[(int)(_keys[i] & uint.MaxValue)], (int)(_keys[i] >> PositionBits));
        }

        return _held;
    }
}
