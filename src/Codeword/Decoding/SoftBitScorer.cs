using Codeword.Codes;
using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>
/// Soft decoding of bits: Σⱼ ln p(bit j of the class), or Σⱼ ±zⱼ. Six bits at a time make a digit of 64 buckets, whose table holds the sums for all 64 values, so that
/// <see cref="ClassScorer"/> looks up ⌈k/6⌉ times a class instead of k.
/// </summary>
internal sealed class SoftBitScorer : Scorer
{
    /// <summary>Bits of a digit: as many as the kernels keep a table of in registers.</summary>
    private const int GroupBits = 6;
    private readonly ClassScorer _groups;

    public SoftBitScorer(Codebook codebook, HeadLoss loss, Decoder decoder)
        : this(codebook, loss, decoder, new ClassScorer(Group(codebook.Bits!)))
    {
    }

    private SoftBitScorer(Codebook codebook, HeadLoss loss, Decoder decoder, ClassScorer groups)
        : base(codebook, loss, decoder) => _groups = groups;

    public override long Bytes => _groups.DigitBytes;

    public override string Plan => _groups.Plan;

    public override ScoringScratch CreateScratch() =>
        new() { Tables = new float[_groups.TableLength], Floats = new float[_groups.ScratchLength] };

    public override void Prepare(ReadOnlySpan<float> outputs, ScoringScratch scratch)
    {
        float start = Decoder.Kind == DecoderKind.LogSum ? LogitCode.LogProbability(outputs) : 0;
        for (int group = 0; group * GroupBits < outputs.Length; group++)
        {
            int first = group * GroupBits;
            Span<float> table = scratch.Tables.AsSpan(_groups.TableOf(group));
            FillTable(outputs[first..Math.Min(first + GroupBits, outputs.Length)], group == 0 ? start : 0, table);
        }
    }

    public override double Rank(ScoringScratch scratch, ref TopK top, float logSumScale)
    {
        scratch.Rankings++;
        return _groups.Rank(Decoder, scratch.Tables, ref top, logSumScale, scratch.Floats);
    }

    public override void Score(ScoringScratch scratch, int first, Span<float> scores)
    {
        RequireRange(first, scores.Length);
        _groups.ScoreAll(Decoder, scratch.Tables, first, scores, scratch.Floats);
    }

    internal override Scorer With(Decoder decoder) =>
        decoder.IsForBitsOnly ? base.With(decoder) : new SoftBitScorer(Codebook, Loss, decoder, _groups);

    // Doubling: bit j's two values are added to all sums over the bits before it, so that each entry is summed in the bits' order.
    private void FillTable(ReadOnlySpan<float> logits, float start, Span<float> table)
    {
        table[0] = start;
        for (int j = 0; j < logits.Length; j++)
        {
            (float zero, float one) = ValuesOf(LogitCode.Bound(logits[j]));
            int size = 1 << j;
            for (int d = 0; d < size; d++)
            {
                table[size + d] = table[d] + one;
                table[d] += zero;
            }
        }
    }

    // ln σ(z) and ln σ(−z) differ by z: beside the sum for the code that the logits write, a class pays |z| for each bit in which it differs.
    private (float Zero, float One) ValuesOf(float logit) => Decoder.Kind == DecoderKind.LogitSum
        ? (-logit, logit)
        : logit > 0 ? (-logit, 0) : (0, logit);

    private static Codebook Group(BinaryCodes codes)
    {
        var columns = new DigitColumn[(codes.Bits + GroupBits - 1) / GroupBits];
        int[] digits = new int[codes.Count];
        for (int group = 0; group < columns.Length; group++)
        {
            int first = group * GroupBits;
            int bits = Math.Min(GroupBits, codes.Bits - first);
            for (int i = 0; i < digits.Length; i++)
            {
                digits[i] = 0;
                for (int j = 0; j < bits; j++)
                {
                    digits[i] |= (codes[i, first + j] ? 1 : 0) << j;
                }
            }

            columns[group] = new ClusteredColumn(digits, 1 << bits);
        }

        return new Codebook(columns);
    }
}
