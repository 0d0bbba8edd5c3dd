using System.Numerics;
using Codeword.Codes;

namespace Codeword.Evaluation;

/// <summary>Ranks codes by their Hamming distance from a query: one pass that counts.</summary>
internal sealed class CodeRanking(BinaryCodes database, BinaryCodes queries) : Ranking
{
    private readonly int[] _counts = new int[database.Bits + 1];
    private readonly int[] _relevant = new int[database.Bits + 1];
    private int[] _distances = [];

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Counts => _counts;

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Relevant => _relevant;

    /// <inheritdoc/>
    public override void Run(int query, ReadOnlySpan<int> relevant)
    {
        Array.Clear(_counts);
        Array.Clear(_relevant);
        Span<int> ranks = Reserve(relevant.Length);
        _distances = _distances.Length < relevant.Length ? new int[2 * relevant.Length] : _distances;
        ReadOnlySpan<ulong> words = database.Words, own = queries.CodeOf(query);
        int row = 0;
        for (int i = 0; i < relevant.Length; i++)
        {
            Count(words, own, row, relevant[i]);
            int distance = BinaryCodes.Distance(database.CodeOf(relevant[i]), own);
            ranks[i] = ++_counts[distance];     // Its place among those at its distance so far.
            _relevant[distance]++;
            _distances[i] = distance;
            row = relevant[i] + 1;
        }

        Count(words, own, row, database.Count);
        for (int i = 0; i < ranks.Length; i++)
        {
            ranks[i] += TiedRanking.Sum(_counts.AsSpan(0, _distances[i]));
        }

        ranks.Sort();
    }

    private void Count(ReadOnlySpan<ulong> words, ReadOnlySpan<ulong> own, int first, int end)
    {
        int each = own.Length;
        for (int row = first; row < end; row++)
        {
            int distance = each == 1 ? BitOperations.PopCount(words[row] ^ own[0]) : BinaryCodes.Distance(words.Slice(row * each, each), own);
            _counts[distance]++;
        }
    }
}
