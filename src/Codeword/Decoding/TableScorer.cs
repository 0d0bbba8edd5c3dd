using Codeword.Codes;
using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>
/// What <see cref="HammingScorer"/> gives, at about the cost of one look-up: only the classes nearest to the code are scored. Up to 20 bits they stand in a table of
/// all codes (<see cref="NearestTable"/>); above, they are known where a class has the very code that the bits write. Where they are not known, or more classes
/// are asked for than are nearest, all codes are compared, and <see cref="ScoringScratch.Scans"/> counts it.
/// </summary>
internal sealed class TableScorer : Scorer
{
    private readonly HammingScorer _scan;
    private readonly NearestTable? _table;
    private readonly CodeIndex? _index;

    public TableScorer(Codebook codebook, HeadLoss loss, BinaryCodes codes)
        : base(codebook, loss, new Decoder(DecoderKind.Table))
    {
        _scan = new HammingScorer(codebook, loss, codes);
        if (codes.Bits <= NearestTable.MostBits)
        {
            _table = new NearestTable(codes);
        }
        else
        {
            _index = new CodeIndex(codes);
        }
    }

    public override long Bytes => _scan.Bytes + (_table?.Bytes ?? _index!.Bytes);

    public override ScoringScratch CreateScratch() => _scan.CreateScratch();

    public override void Prepare(ReadOnlySpan<float> outputs, ScoringScratch scratch) => _scan.Prepare(outputs, scratch);

    public override double Rank(ScoringScratch scratch, ref TopK top, float logSumScale)
    {
        bool isKnown = logSumScale <= 0 && (_table is { } table ? OfferNearest(table, scratch, ref top) : OfferEqual(_index!, scratch, ref top));
        if (isKnown)
        {
            scratch.Rankings++;
            return 0;
        }

        return _scan.Rank(scratch, ref top, logSumScale);
    }

    internal override int CountNearest(ScoringScratch scratch)
    {
        int known = _table is { } table ? table.Find((int)scratch.Code[0]).Length : _index!.Count(scratch.Code);
        return known > 0 ? known : _scan.CountNearest(scratch);
    }

    public override void Score(ScoringScratch scratch, int first, Span<float> scores) => _scan.Score(scratch, first, scores);

    private bool OfferNearest(NearestTable table, ScoringScratch scratch, ref TopK top)
    {
        ReadOnlySpan<int> nearest = table.Find((int)scratch.Code[0]);
        if (nearest.Length < top.Capacity)
        {
            return false;
        }

        foreach (int index in nearest)
        {
            top.Offer(index, _scan.ScoreOf(index, scratch));
        }

        return true;
    }

    // The codes are equal: each of them has distance 0 and penalty 0, and the smallest classes come first.
    private static bool OfferEqual(CodeIndex index, ScoringScratch scratch, ref TopK top)
    {
        int found = 0;
        int first = index.First(scratch.Code);
        for (int i = first; i >= 0 && found < top.Capacity; i = index.Next(i))
        {
            found++;
        }

        bool isEnough = found == top.Capacity;
        for (int i = first; isEnough && found > 0; i = index.Next(i), found--)
        {
            top.Offer(i, 0);
        }

        return isEnough;
    }
}
