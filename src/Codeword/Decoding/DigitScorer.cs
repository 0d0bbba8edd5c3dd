using Codeword.Codes;
using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>Digits of any number of buckets: one table a column, looked up by <see cref="ClassScorer"/>.</summary>
internal sealed class DigitScorer(Codebook codebook, HeadLoss loss, Decoder decoder, ClassScorer classes) : Scorer(codebook, loss, decoder)
{
    public override long Bytes => classes.DigitBytes;

    public override ScoringScratch CreateScratch() =>
        new() { Tables = new float[classes.TableLength], Floats = new float[classes.ScratchLength] };

    public override void Prepare(ReadOnlySpan<float> outputs, ScoringScratch scratch) =>
        HeadTables.Fill(classes, Codebook, Loss, Decoder, outputs, scratch.Tables);

    public override double Rank(ScoringScratch scratch, ref TopK top, float logSumScale)
    {
        scratch.Rankings++;
        return classes.Rank(Decoder, scratch.Tables, ref top, logSumScale, scratch.Floats);
    }

    public override void Score(ScoringScratch scratch, int first, Span<float> scores)
    {
        RequireRange(first, scores.Length);
        classes.ScoreAll(Decoder, scratch.Tables, first, scores, scratch.Floats);
    }

    internal override Scorer With(Decoder decoder) => new DigitScorer(Codebook, Loss, decoder, classes);
}
