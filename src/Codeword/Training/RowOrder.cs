using Codeword.Numerics;

namespace Codeword.Training;

/// <summary>
/// A seeded random order of examples, a group at a time. Up to 2¹⁸ examples are one group, shuffled whole. Of more, runs of 1,024 neighbours are drawn into groups of 256 runs, and
/// each group is shuffled: nearly as random, and the rows of a group lie in few places of the file they may be read from. Takes memory for one group, whatever their number.
/// </summary>
internal sealed class RowOrder
{
    private const int RunBits = 10;
    private const int RunsOfGroup = 256;
    private readonly int _count;
    private readonly int _runBits;
    private readonly int[] _runs;
    private readonly int[] _group;
    private int _nextRun;

    /// <param name="count">How many examples.</param>
    /// <param name="runBits">log₂ of the neighbours that stay in one group.</param>
    public RowOrder(int count, int runBits = RunBits)
    {
        (_count, _runBits) = (count, runBits);
        _runs = new int[(int)(((long)count + (1 << runBits) - 1) >> runBits)];
        _group = new int[Math.Min(count, RunsOfGroup << runBits)];
    }

    /// <summary>Puts all examples in such an order at once; where they are one group, by shuffling the order they are in.</summary>
    public static void Shuffle(int[] order, ref SplitMix64 random)
    {
        if (order.Length <= RunsOfGroup << RunBits)
        {
            random.Shuffle<int>(order);
            return;
        }

        var groups = new RowOrder(order.Length);
        groups.Begin(ref random);
        for (int end = 0; end < order.Length;)
        {
            ReadOnlySpan<int> group = groups.Next(ref random);
            group.CopyTo(order.AsSpan(end));
            end += group.Length;
        }
    }

    /// <summary>Starts a pass.</summary>
    public void Begin(ref SplitMix64 random)
    {
        _nextRun = 0;
        for (int i = 0; i < _runs.Length; i++)
        {
            _runs[i] = i;
        }

        if (_runs.Length > RunsOfGroup)
        {
            random.Shuffle<int>(_runs);
        }
    }

    /// <summary>The next group in its order, valid until the next call; empty when all examples were given.</summary>
    public ReadOnlySpan<int> Next(ref SplitMix64 random)
    {
        int length = 0;
        for (int end = Math.Min(_nextRun + RunsOfGroup, _runs.Length); _nextRun < end; _nextRun++)
        {
            int first = _runs[_nextRun] << _runBits;
            int last = (int)Math.Min((long)first + (1 << _runBits), _count);
            for (int row = first; row < last; row++)
            {
                _group[length++] = row;
            }
        }

        Span<int> group = _group.AsSpan(0, length);
        random.Shuffle(group);
        return group;
    }
}
