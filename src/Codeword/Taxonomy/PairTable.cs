using System.Numerics;

namespace Codeword.Taxonomy;

/// <summary>Complete linkage with a table of all K(K − 1)/2 pairs' distances, which are updated as groups are joined: O(K) time a search and a joining.</summary>
/// <typeparam name="T">The type of a distance: as small as holds them all.</typeparam>
internal sealed class PairTable<T> : ClusterDistances
    where T : struct, INumber<T>
{
    private readonly T[] _values;
    private int _asked;

    public PairTable(int count, Func<int, int, T> distance, int threads, CancellationToken cancellation)
        : base(count)
    {
        _values = new T[(long)count * (count - 1) / 2];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, count, parallel, first =>
        {
            for (int second = first + 1; second < count; second++)
            {
                _values[Place(first, second)] = distance(first, second);
            }
        });
    }

    public override void Ask(int cluster) => _asked = cluster;

    public override double To(int cluster) => double.CreateChecked(_values[Place(_asked, cluster)]);

    public override void Merge(int kept, int gone)
    {
        for (int other = 0; other < Count; other++)
        {
            if (other != kept && other != gone)
            {
                ref T value = ref _values[Place(kept, other)];
                value = T.Max(value, _values[Place(gone, other)]);
            }
        }
    }

    private long Place(int first, int second)
    {
        long low = Math.Min(first, second), high = Math.Max(first, second);
        return (low * ((2L * Count) - low - 1) / 2) + high - low - 1;
    }
}
