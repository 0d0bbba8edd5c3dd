using System.Numerics.Tensors;

namespace Codeword.Models;

/// <summary>
/// The large weights alone, row after row by column: a byte a weight says how many columns further it stands, 4 bits which of the matrix's 16 levels it is. A
/// place 255 columns on with the level 0 bridges a longer way.
/// </summary>
public sealed class SparseWeights : HeadWeights
{
    private const int LongestGap = byte.MaxValue;
    private readonly float[] _levels;
    private readonly int[] _starts;

    internal SparseWeights(int[] starts, int columns, float[] levels, byte[] gaps, byte[] codes)
        : base(starts.Length - 1, columns) => (_starts, _levels, Gaps, Codes) = (starts, levels, gaps, codes);

    /// <inheritdoc/>
    public override WeightFormat Format => WeightFormat.Sparse;

    /// <summary>How many entries are stored: weights, and bridges between them.</summary>
    public int Entries => Gaps.Length;

    /// <summary>How many weights are stored: the entries whose level is not 0.</summary>
    public int Kept => Enumerable.Range(0, Gaps.Length).Count(i => _levels[(Codes[i >> 1] >> ((i & 1) << 2)) & 15] != 0);

    /// <inheritdoc/>
    public override long StoredBytes => Gaps.LongLength + Codes.Length + (Rows * BytesOfCount(Columns));

    /// <summary>The 16 levels, ascending; one is 0.</summary>
    public ReadOnlySpan<float> Levels => _levels;

    internal byte[] Gaps { get; }

    // Entry i is the lower half of byte i/2 where i is even, else the upper one.
    internal byte[] Codes { get; }

    /// <summary>How many entries each row has.</summary>
    internal IEnumerable<int> Counts => _starts.Zip(_starts.Skip(1), (start, end) => end - start);

    /// <summary>Bytes that a row's number of entries is stored in.</summary>
    internal static int BytesOfCount(int columns) => columns <= ushort.MaxValue ? sizeof(ushort) : sizeof(uint);

    /// <summary>Keeps the weights whose magnitude is at least a threshold.</summary>
    /// <exception cref="InsufficientMemoryException">More than 2³¹ − 57 weights would be kept.</exception>
    internal static SparseWeights Of(WeightMatrix weights, float threshold)
    {
        float[] levels = WeightLevels.OfLarge(weights, threshold);
        int rows = checked((int)weights.Rows);
        int[] starts = new int[rows + 1];
        for (int row = 0; row < rows; row++)
        {
            long end = starts[row] + (long)CountEntries(weights.Row(row), threshold);
            starts[row + 1] = end <= Array.MaxLength ? (int)end
                : throw new InsufficientMemoryException($"More than {Array.MaxLength} weights would be kept; keep a smaller share.");
        }

        byte[] gaps = new byte[starts[rows]], codes = new byte[(gaps.Length + 1) / 2];
        for (int row = 0; row < rows; row++)
        {
            FillRow(weights.Row(row), threshold, levels, gaps, codes, starts[row]);
        }

        return new SparseWeights(starts, weights.Columns, levels, gaps, codes);
    }

    /// <inheritdoc/>
    internal override void AddRow(float x, long row, Span<float> outputs)
    {
        Span<float> steps = stackalloc float[WeightLevels.Count];
        TensorPrimitives.Multiply(_levels, x, steps);
        int column = 0, end = _starts[row + 1];
        for (int i = _starts[row]; i < end; i++)
        {
            column += Gaps[i];
            outputs[column] += steps[(Codes[i >> 1] >> ((i & 1) << 2)) & 15];
        }
    }

    private static int CountEntries(ReadOnlySpan<float> row, float threshold)
    {
        int count = 0, last = 0;
        for (int column = 0; column < row.Length; column++)
        {
            if (IsKept(row[column], threshold))
            {
                count += 1 + ((column - last) / LongestGap);
                last = column;
            }
        }

        return count;
    }

    private static bool IsKept(float weight, float threshold) => weight != 0 && MathF.Abs(weight) >= threshold;

    private static void FillRow(ReadOnlySpan<float> row, float threshold, float[] levels, byte[] gaps, byte[] codes, int start)
    {
        int last = 0;
        int zero = Array.IndexOf(levels, 0f);
        for (int column = 0; column < row.Length; column++)
        {
            if (!IsKept(row[column], threshold))
            {
                continue;
            }

            for (; column - last >= LongestGap; last += LongestGap)
            {
                Put(LongestGap, zero);
            }

            Put(column - last, WeightLevels.Nearest(levels, row[column]));
            last = column;
        }

        void Put(int gap, int code)
        {
            gaps[start] = (byte)gap;
            codes[start >> 1] |= (byte)(code << ((start & 1) << 2));
            start++;
        }
    }
}
