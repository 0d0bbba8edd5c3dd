using Codeword.Codes;

namespace Codeword.Taxonomy;

/// <summary>
/// Average linkage of codewords by the digits in which they differ, 0 to R. A group is the number of its members in each bucket, of which only buckets with members
/// are kept: at most K·R counts in all, so that a search takes O(K·R) steps. Counts are whole; a distance is rounded once, by its division.
/// </summary>
internal sealed class DigitDistances : ClusterDistances
{
    private readonly int _digits;
    private readonly int[][] _places;   // by group: buckets of all columns, numbered through, ascending
    private readonly int[][] _counts;
    private readonly int[] _sizes;
    private readonly int[] _own;        // by bucket: members of the group asked about
    private int _asked;

    /// <summary>Takes the codewords of some classes.</summary>
    /// <param name="codebook">The codebook.</param>
    /// <param name="classes">The classes, 0 to K − 1; group i is the i-th of them.</param>
    public DigitDistances(Codebook codebook, ReadOnlySpan<int> classes)
        : base(classes.Length)
    {
        _digits = codebook.Length;
        _places = [.. Enumerable.Range(0, Count).Select(_ => new int[_digits])];
        _counts = new int[Count][];
        _sizes = new int[Count];
        Array.Fill(_sizes, 1);
        int[] digits = new int[Count];
        int first = 0;
        foreach ((int r, DigitColumn column) in codebook.Columns.Index())
        {
            column.CopyDigits(classes, digits);
            for (int i = 0; i < Count; i++)
            {
                _places[i][r] = checked(first + digits[i]);
            }

            first = checked(first + column.Buckets);
        }

        for (int i = 0; i < Count; i++)
        {
            _counts[i] = new int[_digits];
            Array.Fill(_counts[i], 1);
        }

        _own = new int[first];
    }

    public override void Ask(int cluster)
    {
        foreach (int place in _places[_asked])
        {
            _own[place] = 0;
        }

        _asked = cluster;
        (int[] places, int[] counts) = (_places[cluster], _counts[cluster]);
        for (int i = 0; i < places.Length; i++)
        {
            _own[places[i]] = counts[i];
        }
    }

    public override double To(int cluster)
    {
        (int[] places, int[] counts) = (_places[cluster], _counts[cluster]);
        long same = 0;
        for (int i = 0; i < places.Length; i++)
        {
            same += (long)counts[i] * _own[places[i]];
        }

        long pairs = (long)_sizes[_asked] * _sizes[cluster];
        return ((pairs * _digits) - same) / (double)pairs;
    }

    public override void Merge(int kept, int gone)
    {
        // What was asked last may be either: its buckets are cleared while they are still known.
        Ask(kept);
        var places = new List<int>(_places[kept].Length + _places[gone].Length);
        var counts = new List<int>(places.Capacity);
        int i = 0, j = 0;
        while (i < _places[kept].Length || j < _places[gone].Length)
        {
            int own = i < _places[kept].Length ? _places[kept][i] : int.MaxValue;
            int other = j < _places[gone].Length ? _places[gone][j] : int.MaxValue;
            places.Add(Math.Min(own, other));
            counts.Add((own <= other ? _counts[kept][i++] : 0) + (other <= own ? _counts[gone][j++] : 0));
        }

        (_places[kept], _counts[kept]) = ([.. places], [.. counts]);
        (_places[gone], _counts[gone]) = ([], []);
        _sizes[kept] += _sizes[gone];
    }
}
