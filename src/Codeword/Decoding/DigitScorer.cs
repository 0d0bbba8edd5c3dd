using Codeword.Codes;
using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>Digits of any number of buckets: one table a column, looked up by <see cref="ClassScorer"/>.</summary>
internal sealed class DigitScorer(Codebook codebook, HeadLoss loss, Decoder decoder, ClassScorer classes) : Scorer(codebook, loss, decoder)
{
    public override long Bytes => Lookup.DigitBytes;

    public override string Plan => Decoder.IsSum ? Lookup.Plan : $"all classes in floats, since {Decoder.Kind} does not add up";

    internal ClassScorer Lookup { get; } = classes;

    public override ScoringScratch CreateScratch() =>
        new() { Tables = new float[Lookup.TableLength], Floats = new float[Lookup.ScratchLength] };

    public override void Prepare(ReadOnlySpan<float> outputs, ScoringScratch scratch) =>
        HeadTables.Fill(Lookup, Codebook, Loss, Decoder, outputs, scratch.Tables);

    public override double Rank(ScoringScratch scratch, ref TopK top, float logSumScale)
    {
        scratch.Rankings++;
        return Lookup.Rank(Decoder, scratch.Tables, ref top, logSumScale, scratch.Floats);
    }

    public override void Score(ScoringScratch scratch, int first, Span<float> scores)
    {
        RequireRange(first, scores.Length);
        Lookup.ScoreAll(Decoder, scratch.Tables, first, scores, scratch.Floats);
    }

    internal override Scorer With(CandidateSearch? search) => search is { } candidates ? new CandidateScorer(Codebook, Loss, this, new BucketIndex(Codebook), candidates) : this;

    internal override Scorer With(Decoder decoder) => new DigitScorer(Codebook, Loss, decoder, Lookup);
}
