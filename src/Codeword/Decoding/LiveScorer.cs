using Codeword.Codes;
using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>
/// Ranks as though retired classes had never been: another scorer works on the codewords of the others alone, and what it names by place is given its id. Places
/// ascend with ids, so that ties go the same way, and sums over all classes are over those that are left.
/// </summary>
internal sealed class LiveScorer : Scorer
{
    private readonly Scorer _inner;
    private readonly int[] _live;

    private LiveScorer(Codebook codebook, HeadLoss loss, Scorer inner, int[] live)
        : base(codebook, loss, inner.Decoder) => (_inner, _live) = (inner, live);

    public override long Bytes => _inner.Bytes + (sizeof(int) * _live.LongLength);

    public override CandidateSearch? Search => _inner.Search;

    public override string Plan => $"{_inner.Plan}; retired classes left out";

    /// <summary>The scorer of the classes that are not retired.</summary>
    /// <param name="codebook">The codewords of all classes.</param>
    /// <param name="loss">What the heads were trained on.</param>
    /// <param name="decoder">How digits become scores.</param>
    /// <param name="mostDigitBytes">Above this many bytes, hashed and shuffled digits are computed when they are needed.</param>
    /// <param name="live">The ids of the others, ascending, at least one.</param>
    public static LiveScorer Create(Codebook codebook, HeadLoss loss, Decoder decoder, long mostDigitBytes, int[] live) =>
        new(codebook, loss, Create(codebook.Select(live), loss, decoder, mostDigitBytes), live);

    public override ScoringScratch CreateScratch() => _inner.CreateScratch();

    public override void Prepare(ReadOnlySpan<float> outputs, ScoringScratch scratch) => _inner.Prepare(outputs, scratch);

    public override double Rank(ScoringScratch scratch, ref TopK top, float logSumScale)
    {
        int most = Math.Min(top.Capacity, _live.Length);
        if (scratch.Live.Places.Length < most)
        {
            scratch.Live = (new int[most], new float[most]);
        }

        (int[] places, float[] scores) = scratch.Live;
        var best = new TopK(places.AsSpan(0, most), scores);
        double logSum = _inner.Rank(scratch, ref best, logSumScale);
        for (int i = 0; i < best.Count; i++)
        {
            top.Offer(_live[places[i]], scores[i]);
        }

        return logSum;
    }

    /// <summary>Scores the classes first, first + 1, …; a retired class has −∞.</summary>
    public override void Score(ScoringScratch scratch, int first, Span<float> scores)
    {
        RequireRange(first, scores.Length);
        (int start, int end) = (PlaceOf(first), PlaceOf(first + scores.Length));
        _inner.Score(scratch, start, scores[..(end - start)]);
        for (int i = scores.Length - 1; i >= 0; i--)
        {
            scores[i] = end > start && _live[end - 1] == first + i ? scores[--end - start] : float.NegativeInfinity;
        }
    }

    internal override Scorer With(Decoder decoder) => new LiveScorer(Codebook, Loss, _inner.With(decoder), _live);

    internal override Scorer With(CandidateSearch? search)
    {
        if (search is not null)
        {
            CandidateSearch.Require(Codebook, Decoder);
        }

        return new LiveScorer(Codebook, Loss, _inner.With(search), _live);
    }

    internal override int CountNearest(ScoringScratch scratch) => _inner.CountNearest(scratch);

    // How many of the classes before this one are not retired.
    private int PlaceOf(int index)
    {
        int place = Array.BinarySearch(_live, index);
        return place >= 0 ? place : ~place;
    }
}
