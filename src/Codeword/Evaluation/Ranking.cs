namespace Codeword.Evaluation;

/// <summary>One query's ranking of a database, as <see cref="RetrievalMetrics.Add"/> takes it. One thread's scratch.</summary>
internal abstract class Ranking
{
    private int[] _ranks = [];

    /// <summary>Items at each distance.</summary>
    public abstract ReadOnlySpan<int> Counts { get; }

    /// <summary>Relevant ones of these.</summary>
    public abstract ReadOnlySpan<int> Relevant { get; }

    /// <summary>Ranks of the relevant items, ascending.</summary>
    public ReadOnlySpan<int> Ranks => _ranks.AsSpan(0, Found);

    /// <summary>How many are relevant.</summary>
    protected int Found { get; private set; }

    /// <summary>Ranks the database by a query.</summary>
    /// <param name="query">Which query.</param>
    /// <param name="relevant">The relevant rows of the database, ascending.</param>
    public abstract void Run(int query, ReadOnlySpan<int> relevant);

    /// <summary>Makes room for the ranks, in any order so far.</summary>
    protected Span<int> Reserve(int relevant)
    {
        _ranks = _ranks.Length < relevant ? new int[2 * relevant] : _ranks;
        Found = relevant;
        return _ranks.AsSpan(0, relevant);
    }
}
