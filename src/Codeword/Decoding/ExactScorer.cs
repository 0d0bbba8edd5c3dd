using Codeword.Codes;
using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>The one class whose code the bits write, or none: one look-up, whatever K is.</summary>
internal sealed class ExactScorer(Codebook codebook, HeadLoss loss, BinaryCodes codes) : Scorer(codebook, loss, new Decoder(DecoderKind.Exact))
{
    private readonly CodeIndex _index = new(codes);

    public override long Bytes => _index.Bytes;

    public override ScoringScratch CreateScratch() => new() { Code = new ulong[codes.WordsPerCode], Floats = new float[1] };

    public override void Prepare(ReadOnlySpan<float> outputs, ScoringScratch scratch)
    {
        BinaryCodes.PackSigns(outputs, scratch.Code);
        scratch.Floats[0] = LogitCode.LogProbability(outputs);
    }

    public override double Rank(ScoringScratch scratch, ref TopK top, float logSumScale)
    {
        scratch.Rankings++;
        int found = Find(scratch);
        if (found < 0)
        {
            return logSumScale > 0 ? double.NegativeInfinity : 0;
        }

        top.Offer(found, scratch.Floats[0]);
        return logSumScale > 0 ? (double)logSumScale * scratch.Floats[0] : 0;
    }

    public override void Score(ScoringScratch scratch, int first, Span<float> scores)
    {
        RequireRange(first, scores.Length);
        scores.Fill(float.NegativeInfinity);
        int found = Find(scratch);
        if (found >= first && found - first < scores.Length)
        {
            scores[found - first] = scratch.Floats[0];
        }
    }

    internal override int CountNearest(ScoringScratch scratch) => _index.Count(scratch.Code);

    private int Find(ScoringScratch scratch)
    {
        int found = _index.First(scratch.Code);
        return found >= 0 && _index.Next(found) < 0 ? found : -1;
    }
}
