using System.Numerics;
using System.Runtime.Intrinsics;
using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>
/// The n classes of the highest gains in a stream of classes that ascend, and ascending themselves. Up to 2n are kept; when they are too many, gains are counted in bins of 16
/// and those below the bin of the n-th are dropped. Of that bin the first are kept.
/// </summary>
internal sealed class CandidateList
{
    private const int BinShift = 4;
    private readonly int[] _bins = new int[(ushort.MaxValue >> BinShift) + 1];
    private int[] _classes = [];
    private ushort[] _gains = [];
    private float[] _scores = [];
    private int _most;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>No class left out has gained more than this.</summary>
    public int Limit { get; private set; }

    /// <summary>The classes, ascending.</summary>
    public ReadOnlySpan<int> Classes => _classes.AsSpan(0, Count);

    /// <summary>Room for a score of each, in whole vectors.</summary>
    public Span<float> Scores => _scores.AsSpan(0, (Count + VectorMath.Lanes - 1) / VectorMath.Lanes * VectorMath.Lanes);

    /// <summary>Starts anew.</summary>
    /// <param name="most">n, 1 or more.</param>
    public void Clear(int most)
    {
        (Count, Limit, _most) = (0, 0, most);
        if (_gains.Length < 2 * most)
        {
            _classes = new int[2 * most];
            _gains = new ushort[2 * most];
            _scores = new float[(most + VectorMath.Lanes - 1) / VectorMath.Lanes * VectorMath.Lanes];
        }
    }

    /// <summary>Takes a chunk of classes in.</summary>
    /// <param name="gains">What they gained, in whole vectors.</param>
    /// <param name="first">The class of the first.</param>
    public void Add(ReadOnlySpan<ushort> gains, int first)
    {
        for (int i = 0; i < gains.Length; i += Vector512<ushort>.Count)
        {
            ulong above = Vector512.GreaterThan(Vector512.Create(gains[i..]), Vector512.Create((ushort)Limit)).ExtractMostSignificantBits();
            for (; above != 0; above &= unchecked(above - 1))
            {
                int place = i + BitOperations.TrailingZeroCount(above);
                _classes[Count] = first + place;
                _gains[Count] = gains[place];
                if (++Count == 2 * _most)
                {
                    Cut();
                }
            }
        }
    }

    /// <summary>Drops all but the n best.</summary>
    public void Cut()
    {
        if (Count <= _most)
        {
            return;
        }

        int bin = BinOfLast(out int ofBin);
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            int own = _gains[i] >> BinShift;
            if (own > bin || (own == bin && ofBin-- > 0))
            {
                (_classes[kept], _gains[kept]) = (_classes[i], _gains[i]);
                kept++;
            }
        }

        (Count, Limit) = (kept, (bin << BinShift) + (1 << BinShift) - 1);
    }

    // The bin of the n-th highest gain, and how many of its classes are among the n.
    private int BinOfLast(out int ofBin)
    {
        _bins.AsSpan().Clear();
        for (int i = 0; i < Count; i++)
        {
            _bins[_gains[i] >> BinShift]++;
        }

        int bin = _bins.Length - 1;
        for (ofBin = _most; ofBin > _bins[bin]; bin--)
        {
            ofBin -= _bins[bin];
        }

        return bin;
    }
}
