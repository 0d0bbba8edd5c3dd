namespace Codeword.Taxonomy;

/// <summary>Two groups that were joined: the smallest class of either, and their distance.</summary>
internal readonly record struct Joining(int Kept, int Gone, double Distance);

/// <summary>
/// Joins groups by a chain of nearest neighbours (Benzécri 1982, Juan 1982): from any group to the one nearest to it, and so on, until two are nearest to each other;
/// these are joined, and the chain goes on from what is left of it. Joining A and B must bring no group nearer than it was to A or to B, as is so of every
/// <see cref="Linkage"/>; then the joinings, in the order of their distances, are those of always joining the nearest two. At most 3K searches of O(K) distances.
/// </summary>
internal sealed class NeighborChain
{
    private const int LeastParallel = 2_048;
    private readonly ClusterDistances _distances;
    private readonly int _threads;
    private readonly List<int> _there;      // groups that are not joined to a smaller one, ascending
    private readonly List<int> _chain = [];
    private readonly int[] _place;          // where a group stands in the chain, −1 for nowhere

    private NeighborChain(ClusterDistances distances, int threads)
    {
        (_distances, _threads) = (distances, threads);
        _there = [.. Enumerable.Range(0, distances.Count)];
        _place = new int[distances.Count];
        Array.Fill(_place, -1);
    }

    /// <summary>Joins all groups, in the order in which the chain finds them: K − 1 joinings.</summary>
    /// <param name="distances">The groups at first; they change.</param>
    /// <param name="threads">Threads to search with; the joinings are the same for any number.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static Joining[] Run(ClusterDistances distances, int threads, CancellationToken cancellation)
    {
        var chain = new NeighborChain(distances, threads);
        var joinings = new Joining[distances.Count - 1];
        for (int i = 0; i < joinings.Length; i++)
        {
            joinings[i] = chain.Next(cancellation);
        }

        return joinings;
    }

    private Joining Next(CancellationToken cancellation)
    {
        if (_chain.Count == 0)
        {
            Push(_there[0]);
        }

        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            int top = _chain[^1];
            (double distance, int nearest) = Nearest(top);
            if (_place[nearest] >= 0)
            {
                // The one before, but for the rounding of distances, by which an earlier one could seem as near.
                Cut(_place[nearest]);
                var joining = new Joining(Math.Min(top, nearest), Math.Max(top, nearest), distance);
                _distances.Merge(joining.Kept, joining.Gone);
                _there.RemoveAt(_there.BinarySearch(joining.Gone));
                return joining;
            }

            Push(nearest);
        }
    }

    private void Push(int cluster)
    {
        _place[cluster] = _chain.Count;
        _chain.Add(cluster);
    }

    private void Cut(int length)
    {
        for (int i = length; i < _chain.Count; i++)
        {
            _place[_chain[i]] = -1;
        }

        _chain.RemoveRange(length, _chain.Count - length);
    }

    // Of equally near groups the one before in the chain, else that of the smallest class.
    private (double Distance, int Nearest) Nearest(int top)
    {
        _distances.Ask(top);
        var best = (Distance: double.PositiveInfinity, Nearest: int.MaxValue);
        if (_there.Count < LeastParallel || _threads == 1)
        {
            best = NearestAmong(top, 0, _there.Count);
        }
        else
        {
            var parts = new (double, int)[_threads];
            Parallel.For(0, _threads, new ParallelOptions { MaxDegreeOfParallelism = _threads }, part => parts[part] = NearestAmong(
                top, (int)((long)_there.Count * part / _threads), (int)((long)_there.Count * (part + 1) / _threads)));
            best = parts.Min();
        }

        return _chain.Count > 1 && _distances.To(_chain[^2]) <= best.Distance ? (best.Distance, _chain[^2]) : best;
    }

    private (double Distance, int Nearest) NearestAmong(int top, int start, int end)
    {
        var best = (Distance: double.PositiveInfinity, Nearest: int.MaxValue);
        for (int i = start; i < end; i++)
        {
            int other = _there[i];
            if (other != top && _distances.To(other) is var distance && distance < best.Distance)
            {
                best = (distance, other);
            }
        }

        return best;
    }
}
