using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Codeword.Codes;

namespace Codeword.Taxonomy;

/// <summary>
/// Average and Ward linkage of squared Euclidean distances (of codes: of Hamming distances) without a table of pairs: a group's size, sum and squares are enough, so
/// that memory is O(K·k) and a distance costs O(k). Of codes all sums are whole; while they are below 2⁵³ a distance is rounded once for the average, by one division.
/// </summary>
internal sealed class SumDistances : ClusterDistances
{
    private readonly bool _isWard;
    private readonly CodeProducts? _leaves;
    private readonly double[] _weights;
    private readonly double[]?[] _sums;   // null: a class alone, whose code is among the leaves
    private readonly int[] _sizes;
    private readonly double[] _norms;     // Σ ‖x‖² over the members
    private readonly double[] _squares;   // ‖Σ x‖²
    private readonly double[] _vector;
    private readonly Func<int, double[]> _leaf;
    private int _asked;

    public SumDistances(BinaryCodes codes, BitWeights weights, bool isWard)
        : this(codes.Count, [.. weights.Units.ToArray().Select(unit => (double)unit)], isWard, row => Unpack(codes, row))
    {
        _leaves = new CodeProducts(codes);
        for (int i = 0; i < codes.Count; i++)
        {
            _norms[i] = _squares[i] = weights.Distance(codes.CodeOf(i), new ulong[codes.WordsPerCode]);
        }
    }

    public SumDistances(ClassRows rows, bool isWard)
        : this(rows.Count, [.. Enumerable.Repeat(1.0, rows.Length)], isWard, row => [.. rows[row].ToArray().Select(value => (double)value)])
    {
        for (int i = 0; i < rows.Count; i++)
        {
            double[] row = _leaf(i);
            _sums[i] = row;
            _norms[i] = _squares[i] = Dot(row, row);
        }
    }

    private SumDistances(int count, double[] weights, bool isWard, Func<int, double[]> leaf)
        : base(count)
    {
        (_isWard, _weights, _leaf) = (isWard, weights, leaf);
        (_sums, _sizes, _vector) = (new double[count][], new int[count], new double[weights.Length]);
        (_norms, _squares) = (new double[count], new double[count]);
        Array.Fill(_sizes, 1);
    }

    public override void Ask(int cluster)
    {
        _asked = cluster;
        double[] sums = SumsOf(cluster);
        for (int j = 0; j < _vector.Length; j++)
        {
            _vector[j] = _weights[j] * sums[j];
        }

        _leaves?.Ask(_vector);
    }

    public override double To(int cluster)
    {
        double product = _sums[cluster] is { } sums ? Dot(_vector, sums) : _leaves!.With(cluster);
        double a = _sizes[_asked], b = _sizes[cluster];
        double distance = _isWard
            ? 2 * ((_squares[_asked] * b / a) + (_squares[cluster] * a / b) - (2 * product)) / (a + b)
            : ((b * _norms[_asked]) + (a * _norms[cluster]) - (2 * product)) / (a * b);
        return Math.Max(0, distance);   // Real rows' sums are rounded and may end just below.
    }

    public override void Merge(int kept, int gone)
    {
        double[] sums = SumsOf(kept), others = SumsOf(gone);
        double squares = 0;
        for (int j = 0; j < sums.Length; j++)
        {
            sums[j] += others[j];
            squares += _weights[j] * sums[j] * sums[j];
        }

        (_sums[kept], _sums[gone]) = (sums, null);
        (_sizes[kept], _norms[kept], _squares[kept]) = (_sizes[kept] + _sizes[gone], _norms[kept] + _norms[gone], squares);
    }

    private double[] SumsOf(int cluster) => _sums[cluster] ?? _leaf(cluster);

    private static double[] Unpack(BinaryCodes codes, int row)
    {
        double[] bits = new double[codes.Bits];
        for (int j = 0; j < bits.Length; j++)
        {
            bits[j] = codes[row, j] ? 1 : 0;
        }

        return bits;
    }

    // In eight interleaved lanes, then one after the other: the same bits whatever the machine's vectors.
    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ref double left = ref MemoryMarshal.GetReference(x);
        ref double right = ref MemoryMarshal.GetReference(y);
        Vector512<double> lanes = Vector512<double>.Zero;
        nuint i = 0;
        for (; i + 8 <= (nuint)x.Length; i += 8)
        {
            lanes = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref left, i), Vector512.LoadUnsafe(ref right, i), lanes);
        }

        double sum = 0;
        for (int lane = 0; lane < 8; lane++)
        {
            sum += lanes.GetElement(lane);
        }

        for (; i < (nuint)x.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(x[(int)i], y[(int)i], sum);
        }

        return sum;
    }
}
