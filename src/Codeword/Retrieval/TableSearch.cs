using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Codeword.Retrieval;

/// <summary>
/// One query's search in tables. Where ring Tᵢ and all before it were visited in table i (Tᵢ = −1: none), every code at distance ΣTᵢ + m − 1 or less was seen: were it
/// missed, it would differ from the query in Tᵢ + 1 bits or more of each part. So each ring makes the sum one larger, and the next is always the cheapest: a crowded bucket
/// is left alone as long as other tables will do. It ends when the sum reaches the distance of the last neighbour, or its budget.
/// </summary>
internal ref struct TableSearch
{
    // Buckets up to this size are gathered before they are compared.
    private const int Small = 64;

    // Rings up to this one are counted before they are visited; of the others it is expected that their buckets are as full as those of the ring before.
    private const int CountedRing = 1;

    // A ring that costs less than this part of the budget is visited without looking further ahead.
    private const int Noticed = 16;
    private readonly HammingTables _tables;
    private readonly ReadOnlySpan<byte> _query;
    private readonly Span<TableProgress> _progress;
    private readonly Span<int> _gathered;
    private readonly Span<int> _near;
    private readonly bool _isCounting;
    private readonly int _radius;
    private NearestKeys _keys;
    private int _held;
    private long _left;

    /// <summary>A search for the nearest.</summary>
    public TableSearch(HammingTables tables, ReadOnlySpan<byte> query, Span<int> memory, Span<TableProgress> progress, NearestKeys keys)
    {
        _tables = tables;
        _query = query;
        _progress = progress;
        _keys = keys;
        _gathered = memory[..(memory.Length / 2)];
        _near = memory[(memory.Length / 2)..];
    }

    /// <summary>A search that counts all within a radius.</summary>
    public TableSearch(HammingTables tables, ReadOnlySpan<byte> query, Span<int> memory, Span<TableProgress> progress, int radius)
        : this(tables, query, memory, progress, default(NearestKeys)) => (_isCounting, _radius) = (true, radius);

    /// <summary>How many were found by a search that counts.</summary>
    public int Count { get; private set; }

    private readonly int Reach => _isCounting ? _radius : _keys.Reach;

    /// <summary>Searches; false where it would cost more than the budget, which is lowered by what was spent.</summary>
    public bool Run(ref long budget)
    {
        _left = budget;
        bool isDone = Run();
        budget = _left;
        return isDone;
    }

    /// <summary>Writes the nearest, nearest first; returns how many.</summary>
    public int WriteTo(Span<Neighbor> results) => _keys.WriteTo(results, _tables.Ids);

    private bool Run()
    {
        for (int t = 0; t < _progress.Length; t++)
        {
            _progress[t] = new TableProgress { Address = _tables.Tables[t].AddressOf(_query), Ring = -1 };
            _progress[t].NextCost = CostOfNext(t);
        }

        for (int covered = -1; covered < Reach;)
        {
            int next = 0;
            for (int t = 1; t < _progress.Length; t++)
            {
                next = _progress[t].NextCost < _progress[next].NextCost ? t : next;
            }

            if (_progress[next].NextCost > _left || IsTooDear(covered, next) || !Visit(next))
            {
                return false;
            }

            _progress[next].Ring++;
            bool isAll = _progress[next].Ring == _tables.Tables[next].AddressBits;
            covered = isAll ? _tables.Bits : covered + 1;
            if (!_isCounting)
            {
                _keys.Tighten();
            }

            if (covered < Reach)
            {
                _progress[next].NextCost = CostOfNext(next);
            }
        }

        return true;
    }

    // Once rings cost something: whether all up to the distance in hand would go beyond the budget, were they spread evenly and each as crowded as the next.
    private readonly bool IsTooDear(int covered, int next)
    {
        if (_progress[next].NextCost < _left / Noticed || Reach == _tables.Bits)
        {
            return false;
        }

        int bits = _tables.Tables[next].AddressBits;
        double cost = 0;
        double ring = _progress[next].NextCost;
        for (int rings = Reach - covered, r = _progress[next].Ring + 1; rings > 0 && r <= bits && cost <= _left; rings -= _progress.Length, r++)
        {
            cost += ring * Math.Min(rings, _progress.Length);
            ring *= (bits - r) / (r + 1.0);
        }

        return cost > _left;
    }

    private readonly long CostOfNext(int t)
    {
        ref TableProgress progress = ref _progress[t];
        CodeTable table = _tables.Tables[t];
        int ring = progress.Ring + 1;
        (long addresses, long codes) = (1, 0);
        if (ring <= CountedRing)
        {
            addresses = ring == 0 ? 1 : table.AddressBits;
            for (int mask = ring, i = 0; i < addresses && !_tables.IsDirect; i++, mask <<= 1)
            {
                codes += table.CountOf(progress.Address ^ mask);
            }
        }
        else
        {
            addresses = progress.Addresses * (table.AddressBits - ring + 1) / ring;
            codes = progress.Codes * addresses / progress.Addresses;
        }

        return (addresses * SearchCost.LookUp) + (_tables.IsDirect ? 0 : SearchCost.OfCandidates(codes, _query.Length));
    }

    // Visits the next ring: all addresses that differ in so many bits, in ascending order of the difference (Gosper's next number of as many bits).
    private bool Visit(int t)
    {
        ref TableProgress progress = ref _progress[t];
        CodeTable table = _tables.Tables[t];
        int ring = progress.Ring + 1;
        (progress.Addresses, progress.Codes) = (0, 0);
        for (int mask = (1 << ring) - 1; mask < 1 << table.AddressBits;)
        {
            ReadOnlySpan<int> bucket = table.BucketOf(progress.Address ^ mask);
            progress.Addresses++;
            progress.Codes += bucket.Length;
            _left -= SearchCost.LookUp + (_tables.IsDirect ? 0 : SearchCost.OfCandidates(bucket.Length, _query.Length));
            if (_left < 0)
            {
                return false;
            }

            Take(t, bucket, ring);
            if (ring == 0)
            {
                break;
            }

            int lowest = mask & -mask;
            int carried = mask + lowest;
            mask = carried | (((mask ^ carried) >>> 2) >>> BitOperations.TrailingZeroCount(lowest));
        }

        CompareGathered(t);
        return true;
    }

    private void Take(int t, ReadOnlySpan<int> bucket, int ring)
    {
        if (_tables.IsDirect)
        {
            TakeAll(bucket, ring);
            return;
        }

        if (bucket.Length > Small)
        {
            for (int start = 0; start < bucket.Length; start += _near.Length)
            {
                Compare(t, bucket.Slice(start, Math.Min(_near.Length, bucket.Length - start)));
            }

            return;
        }

        if (_held + bucket.Length > _gathered.Length)
        {
            CompareGathered(t);
        }

        bucket.CopyTo(_gathered[_held..]);
        _held += bucket.Length;
    }

    // Codes whose distance is known, in ascending order.
    private void TakeAll(scoped ReadOnlySpan<int> positions, int distance)
    {
        if (_isCounting)
        {
            Count += positions.Length;
            return;
        }

        foreach (int position in positions)
        {
            if (!_keys.Add(position, distance))
            {
                return;
            }
        }
    }

    private void CompareGathered(int t)
    {
        Compare(t, _gathered[.._held]);
        _held = 0;
    }

    // Some bytes beyond those of the address tell most codes out; what is left is compared in full. No branch is taken for a code before that, so that many are fetched at once.
    private void Compare(int t, ReadOnlySpan<int> positions)
    {
        int reach = Reach;
        int bytes = _query.Length;
        int first = _tables.Tables[t].ByteAfter;
        int some = Math.Min(bytes, (reach / 4) + 2);
        int wrapped = Math.Max(0, first + some - bytes);
        int kept = 0;
        foreach (int position in positions)
        {
            ref byte code = ref _tables.Blocks.FirstByteOf(position);
            int distance = Differing(ref code, first, first + some - wrapped) + Differing(ref code, 0, wrapped);
            _near[kept] = position;
            kept += distance <= reach ? 1 : 0;
        }

        foreach (int position in _near[..kept])
        {
            int distance = Differing(ref _tables.Blocks.FirstByteOf(position), 0, bytes);
            if (distance <= reach && !WasSeen(t, position))
            {
                TakeEqual(position, distance);
            }
        }
    }

    private void TakeEqual(int position, int distance)
    {
        TakeAll([position], distance);
        if (_tables.Repeats is { Count: > 0 } repeats && (_isCounting || distance <= Reach))
        {
            TakeAll(repeats.Of(position), distance);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Differing(ref byte code, int first, int end)
    {
        unchecked
        {
            ref byte own = ref MemoryMarshal.GetReference(_query);
            int distance = 0;
            for (nint i = first; i < end; i++)
            {
                distance += BitOperations.PopCount((uint)(Unsafe.Add(ref code, i * CodeBlocks.CodesPerBlock) ^ Unsafe.Add(ref own, i)));
            }

            return distance;
        }
    }

    // Whether another table has shown the code already.
    private readonly bool WasSeen(int t, int position)
    {
        for (int other = 0; other < _progress.Length; other++)
        {
            if (other != t
                && BitOperations.PopCount((uint)(_tables.Tables[other].AddressOf(_tables.Blocks, position) ^ _progress[other].Address)) <= _progress[other].Ring)
            {
                return true;
            }
        }

        return false;
    }
}
