using System.Numerics;
using System.Runtime.Intrinsics;
using Codeword.Codes;
using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>
/// The nearest codes: −distance(g, code) − (1 − 2⁻¹⁰)·penalty, where the penalty is Σ |zⱼ| over the bits in which they differ as a share of Σ |zⱼ| over all. Since it
/// stays below 1, it decides among equal distances alone; what is equal even then goes to the smaller class. All K codes are compared, one XOR and
/// one population count a word; the penalty is worked out for those only that may still be among the best.
/// </summary>
public sealed class HammingScorer : Scorer
{
    private readonly BinaryCodes _codes;

    /// <summary>Prepares codes.</summary>
    /// <param name="codes">The codes of the K classes.</param>
    public HammingScorer(BinaryCodes codes)
        : this(Codebook.OfBits(codes), HeadLoss.Logistic, codes)
    {
    }

    internal HammingScorer(Codebook codebook, HeadLoss loss, BinaryCodes codes)
        : base(codebook, loss, new Decoder(DecoderKind.Hamming)) => _codes = codes;

    /// <summary>K·⌈k/64⌉ words.</summary>
    public override long Bytes => (long)sizeof(ulong) * _codes.Words.Length;

    /// <inheritdoc/>
    public override ScoringScratch CreateScratch() => new()
    {
        Floats = new float[ClassScorer.TileSize],
        Code = new ulong[_codes.WordsPerCode],
        Shares = new int[_codes.Bits],
        ShareSums = new int[(_codes.Bits + 7) / 8 << 8],
    };

    /// <inheritdoc/>
    public override void Prepare(ReadOnlySpan<float> outputs, ScoringScratch scratch) => LogitCode.Read(outputs, scratch);

    /// <inheritdoc/>
    public override double Rank(ScoringScratch scratch, ref TopK top, float logSumScale)
    {
        scratch.Rankings++;
        scratch.Scans++;
        if (logSumScale > 0)
        {
            return RankAll(scratch, ref top, logSumScale);
        }

        if (_codes.WordsPerCode == 1)
        {
            ScanWords(scratch, ref top);
        }
        else
        {
            ScanCodes(scratch, ref top);
        }

        return 0;
    }

    /// <inheritdoc/>
    public override void Score(ScoringScratch scratch, int first, Span<float> scores)
    {
        RequireRange(first, scores.Length);
        FillSums(scratch);
        ScoreRange(scratch, first, scores);
    }

    /// <summary>How many classes share the smallest distance to the code that an example's bits write; 2 or more is a tie.</summary>
    /// <param name="scratch">With an example prepared.</param>
    /// <param name="distance">That distance, 0 to k.</param>
    public int NearestCount(ScoringScratch scratch, out int distance)
    {
        distance = int.MaxValue;
        int count = 0;
        for (int i = 0; i < Classes; i++)
        {
            int own = BinaryCodes.Distance(_codes.CodeOf(i), scratch.Code);
            count = own < distance ? 1 : own == distance ? count + 1 : count;
            distance = Math.Min(distance, own);
        }

        return count;
    }

    internal override int CountNearest(ScoringScratch scratch) => NearestCount(scratch, out _);

    /// <summary>The score of one class.</summary>
    internal float ScoreOf(int index, ScoringScratch scratch)
    {
        ReadOnlySpan<ulong> code = _codes.CodeOf(index);
        int distance = 0;
        int penalty = 0;
        for (int w = 0; w < code.Length; w++)
        {
            ulong differing = code[w] ^ scratch.Code[w];
            distance += BitOperations.PopCount(differing);
            for (; differing != 0; differing &= unchecked(differing - 1))
            {
                penalty += scratch.Shares[(64 * w) + BitOperations.TrailingZeroCount(differing)];
            }
        }

        return BitKernels.Score(distance, penalty);
    }

    // The distance from which on a class cannot enter: classes come in ascending order, so an equal score would lose to the one held.
    private static int Limit(float threshold) =>
        float.IsNegativeInfinity(threshold) ? int.MaxValue : float.IsPositiveInfinity(threshold) ? 0 : (int)Math.Ceiling(-threshold);

    private void ScanWords(ScoringScratch scratch, ref TopK top)
    {
        ReadOnlySpan<ulong> words = _codes.Words;
        ulong code = scratch.Code[0];
        int limit = Limit(top.Threshold);
        for (int i = 0; i < words.Length; i += Vector512<ulong>.Count)
        {
            i = BitKernels.FindNearer(words, code, limit, i);
            for (int j = i; j < Math.Min(i + Vector512<ulong>.Count, words.Length); j++)
            {
                if (BitOperations.PopCount(words[j] ^ code) < limit)
                {
                    top.Offer(j, ScoreOf(j, scratch));
                    limit = Limit(top.Threshold);
                }
            }
        }
    }

    private void ScanCodes(ScoringScratch scratch, ref TopK top)
    {
        ReadOnlySpan<ulong> code = scratch.Code;
        ReadOnlySpan<ulong> words = _codes.Words;
        int limit = Limit(top.Threshold);
        for (int i = 0, start = 0; i < Classes; i++, start += code.Length)
        {
            int distance = 0;
            for (int w = 0; w < code.Length; w++)
            {
                distance += BitOperations.PopCount(words[start + w] ^ code[w]);
            }

            if (distance < limit)
            {
                top.Offer(i, ScoreOf(i, scratch));
                limit = Limit(top.Threshold);
            }
        }
    }

    private double RankAll(ScoringScratch scratch, ref TopK top, float logSumScale)
    {
        FillSums(scratch);
        var mass = new ScoreMass(logSumScale);
        for (int first = 0; first < Classes; first += ClassScorer.TileSize)
        {
            int count = Math.Min(ClassScorer.TileSize, Classes - first);
            ScoreRange(scratch, first, scratch.Floats.AsSpan(0, count));
            mass.AddTile(scratch.Floats, count, first, ref top);
        }

        return mass.LogSum;
    }

    private bool HasWordKernel => _codes.WordsPerCode == 1 && BitKernels.CanScoreWords;

    private void FillSums(ScoringScratch scratch) => BitKernels.FillSums(scratch.Shares, HasWordKernel ? 4 : 8, scratch.ShareSums);

    private void ScoreRange(ScoringScratch scratch, int first, Span<float> scores)
    {
        ReadOnlySpan<ulong> words = _codes.Words[(first * _codes.WordsPerCode)..];
        if (HasWordKernel)
        {
            BitKernels.ScoreWords(words, scratch.Code[0], scratch.ShareSums, _codes.Bits, scores);
        }
        else
        {
            BitKernels.ScoreCodes(words, scratch.Code, scratch.ShareSums, _codes.Bits, scores);
        }
    }
}
