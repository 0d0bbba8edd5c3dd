using Codeword.Numerics;

namespace Codeword.Evaluation;

/// <summary>
/// Ranks vectors by their cosine with a query. Only the relevant ones' cosines are sorted; others are counted between them, which tells the same ranks: groups are, in turn, what
/// stands before a value of relevant ones and what has this value.
/// </summary>
internal sealed class VectorRanking(Matrix database, Matrix queries) : Ranking
{
    private const int Block = 32;
    private static readonly ParallelOptions Serial = new() { MaxDegreeOfParallelism = 1 };
    private readonly Matrix _block = new(0, queries.Columns);
    private readonly Matrix _cosines = new(0, database.Rows);
    private int _first = -1;
    private float[] _values = [];
    private int[] _counts = [];
    private int[] _relevant = [];
    private int _distinct;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Counts => _counts.AsSpan(0, (2 * _distinct) + 1);

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Relevant => _relevant.AsSpan(0, (2 * _distinct) + 1);

    /// <summary>The cosines of all vectors with a query.</summary>
    public ReadOnlySpan<float> Cosines(int query)
    {
        int first = query / Block * Block;
        if (_first != first)
        {
            int rows = Math.Min(Block, queries.Rows - first);
            _block.Resize(rows);
            queries.Data.AsSpan(first * queries.Columns, rows * queries.Columns).CopyTo(_block.Span);
            _cosines.Resize(rows);
            Gemm.Multiply(_block, false, database, true, _cosines, accumulate: false, Serial);
            _first = first;
        }

        return _cosines.Row(query - first);
    }

    /// <inheritdoc/>
    public override void Run(int query, ReadOnlySpan<int> relevant)
    {
        ReadOnlySpan<float> cosines = Cosines(query);
        Prepare(cosines, relevant);
        Span<int> ranks = Reserve(relevant.Length);
        Span<int> groups = new int[relevant.Length];
        ReadOnlySpan<float> values = _values.AsSpan(0, _distinct);
        int next = 0;
        for (int row = 0; row < cosines.Length; row++)
        {
            int group = GroupOf(cosines[row], values);
            _counts[group]++;
            if (next < relevant.Length && relevant[next] == row)
            {
                _relevant[group]++;
                groups[next] = group;
                ranks[next++] = _counts[group];     // Its place among those of its value so far.
            }
        }

        for (int i = 0; i < ranks.Length; i++)
        {
            ranks[i] += TiedRanking.Sum(_counts.AsSpan(0, groups[i]));
        }

        ranks.Sort();
    }

    // The distinct cosines of the relevant rows, descending.
    private void Prepare(ReadOnlySpan<float> cosines, ReadOnlySpan<int> relevant)
    {
        if (_values.Length < relevant.Length || _counts.Length == 0)
        {
            _values = new float[relevant.Length];
            (_counts, _relevant) = (new int[(2 * relevant.Length) + 1], new int[(2 * relevant.Length) + 1]);
        }

        Span<float> values = _values.AsSpan(0, relevant.Length);
        for (int i = 0; i < relevant.Length; i++)
        {
            values[i] = cosines[relevant[i]];
        }

        values.Sort();
        values.Reverse();
        _distinct = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (i == 0 || values[i] != values[_distinct - 1])
            {
                values[_distinct++] = values[i];
            }
        }

        Array.Clear(_counts);
        Array.Clear(_relevant);
    }

    // 2p + 1 for value p, 2p for what is above value p and below the one before it.
    private static int GroupOf(float cosine, ReadOnlySpan<float> descending)
    {
        int low = 0, high = descending.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = descending[middle] > cosine ? (middle + 1, high) : (low, middle);
        }

        return (2 * low) + (low < descending.Length && descending[low] == cosine ? 1 : 0);
    }
}
