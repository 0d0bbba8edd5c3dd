namespace Codeword.Numerics;

/// <summary>
/// The k best of a stream of (index, score) pairs in a bounded heap over memory the caller owns: O(k) memory, however long the stream.
/// Of equal scores the smaller index wins, so that the answer does not depend on the order of the stream. NaN is never kept.
/// </summary>
public ref struct TopK
{
    private readonly Span<int> _indices;
    private readonly Span<float> _scores;
    private int _count;

    /// <summary>Starts an empty heap; the shorter span says what k is.</summary>
    public TopK(Span<int> indices, Span<float> scores)
    {
        int capacity = Math.Min(indices.Length, scores.Length);
        _indices = indices[..capacity];
        _scores = scores[..capacity];
        Threshold = capacity == 0 ? float.PositiveInfinity : float.NegativeInfinity;
    }

    /// <summary>k.</summary>
    public readonly int Capacity => _indices.Length;

    /// <summary>How many pairs are held, at most k.</summary>
    public readonly int Count => _count;

    /// <summary>The score a pair must reach to be worth offering: that of the worst pair held once k are held, −∞ before.</summary>
    public float Threshold { get; private set; }

    /// <summary>Offers a pair; it is kept if it is among the k best so far.</summary>
    public void Offer(int index, float score)
    {
        if (_count < _indices.Length)
        {
            if (!float.IsNaN(score))
            {
                SiftUp(_count++, index, score);
                Threshold = _count == _indices.Length ? _scores[0] : float.NegativeInfinity;
            }
        }
        else if (_count > 0 && Better(score, index, _scores[0], _indices[0]))
        {
            SiftDown(0, _count, index, score);
            Threshold = _scores[0];
        }
    }

    /// <summary>Puts the pairs held in order, best first, into the head of the caller's spans; returns how many there are. The heap is spent.</summary>
    public int Sort()
    {
        for (int end = _count - 1; end > 0; end--)
        {
            (int index, float score) = (_indices[end], _scores[end]);
            (_indices[end], _scores[end]) = (_indices[0], _scores[0]);
            SiftDown(0, end, index, score);
        }

        return _count;
    }

    private static bool Better(float score, int index, float otherScore, int otherIndex) =>
        score > otherScore || (score == otherScore && index < otherIndex);

    private readonly void SiftUp(int hole, int index, float score)
    {
        while (hole > 0)
        {
            int parent = (hole - 1) / 2;
            if (!Better(_scores[parent], _indices[parent], score, index))
            {
                break;
            }

            (_indices[hole], _scores[hole]) = (_indices[parent], _scores[parent]);
            hole = parent;
        }

        (_indices[hole], _scores[hole]) = (index, score);
    }

    private readonly void SiftDown(int hole, int end, int index, float score)
    {
        for (int child = (2 * hole) + 1; child < end; child = (2 * hole) + 1)
        {
            if (child + 1 < end && Better(_scores[child], _indices[child], _scores[child + 1], _indices[child + 1]))
            {
                child++;
            }

            if (!Better(score, index, _scores[child], _indices[child]))
            {
                break;
            }

            (_indices[hole], _scores[hole]) = (_indices[child], _scores[child]);
            hole = child;
        }

        (_indices[hole], _scores[hole]) = (index, score);
    }
}
