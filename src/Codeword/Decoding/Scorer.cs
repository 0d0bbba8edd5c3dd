using Codeword.Codes;
using Codeword.Numerics;

namespace Codeword.Decoding;

/// <summary>
/// From the heads' outputs for an example to its best classes: a codebook, a loss and a decoder put together. Immutable and shared by threads; each has
/// scratch of its own. For each example first <see cref="Prepare"/>, then any of the others.
/// </summary>
public abstract class Scorer
{
    private protected Scorer(Codebook codebook, HeadLoss loss, Decoder decoder)
    {
        decoder.Require(loss, codebook.Bits is not null);
        (Codebook, Loss, Decoder) = (codebook, loss, decoder);
    }

    /// <summary>K.</summary>
    public int Classes => Codebook.Classes;

    /// <summary>How digits become scores.</summary>
    public Decoder Decoder { get; }

    /// <summary>Bytes of memory that decoding takes beyond what the model file stores.</summary>
    public abstract long Bytes { get; }

    /// <summary>How the best classes are looked for; null where all are scored.</summary>
    public virtual CandidateSearch? Search => null;

    /// <summary>How classes are ranked and why so, in a line.</summary>
    public virtual string Plan => "all classes, by their codes of bits";

    private protected Codebook Codebook { get; }

    private protected HeadLoss Loss { get; }

    /// <summary>Puts the parts together.</summary>
    /// <param name="codebook">The codewords.</param>
    /// <param name="loss">What the heads were trained on.</param>
    /// <param name="decoder">How digits become scores.</param>
    /// <param name="mostDigitBytes">Above this many bytes, hashed and shuffled digits are computed when they are needed.</param>
    /// <exception cref="ArgumentException">The decoder does not go with the codebook or the loss.</exception>
    public static Scorer Create(Codebook codebook, HeadLoss loss, Decoder decoder, long mostDigitBytes = ClassScorer.DefaultDigitBytes) =>
        codebook.Bits is not { } codes
            ? new DigitScorer(codebook, loss, decoder, new ClassScorer(codebook, mostDigitBytes))
            : decoder.Kind switch
            {
                DecoderKind.Exact => new ExactScorer(codebook, loss, codes),
                DecoderKind.Hamming => new HammingScorer(codebook, loss, codes),
                DecoderKind.Table => new TableScorer(codebook, loss, codes),
                _ => new SoftBitScorer(codebook, loss, decoder),
            };

    /// <summary>Makes one thread's scratch.</summary>
    public abstract ScoringScratch CreateScratch();

    /// <summary>Takes in what the heads said of an example.</summary>
    /// <param name="outputs"><see cref="Codebook.Outputs"/> numbers; what is not finite is bounded, so that every score is.</param>
    /// <param name="scratch">From <see cref="CreateScratch"/>.</param>
    public abstract void Prepare(ReadOnlySpan<float> outputs, ScoringScratch scratch);

    /// <summary>Ranks the classes: the best go into <paramref name="top"/>, unsorted until it is asked to sort. An exact decoder may name none.</summary>
    /// <param name="scratch">With an example prepared.</param>
    /// <param name="top">Receives the best classes.</param>
    /// <param name="logSumScale">Where above 0, ln Σ exp(scale·s) over all scored classes is returned; else 0 is.</param>
    public abstract double Rank(ScoringScratch scratch, ref TopK top, float logSumScale);

    /// <summary>Scores the classes first, first + 1, …; a class that an exact decoder does not name has −∞.</summary>
    /// <param name="scratch">With an example prepared.</param>
    /// <param name="first">Index of the first class.</param>
    /// <param name="scores">Receives the scores.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range reaches beyond the classes.</exception>
    public abstract void Score(ScoringScratch scratch, int first, Span<float> scores);

    /// <summary>The scorer of another decoder over the same codes, which shares what it can.</summary>
    internal virtual Scorer With(Decoder decoder) => Create(Codebook, Loss, decoder);

    /// <summary>The scorer that looks for candidates, or, without a search, scores all classes.</summary>
    /// <exception cref="ArgumentException">The codes or the decoder have no sums over buckets.</exception>
    internal virtual Scorer With(CandidateSearch? search)
    {
        if (search is not null)
        {
            CandidateSearch.Require(Codebook, Decoder);
        }

        return this;
    }

    /// <summary>
    /// How many classes share the smallest Hamming distance to the example prepared, or, of an exact decoder, have the very code that its bits write; 0 where scores are no
    /// distances.
    /// </summary>
    internal virtual int CountNearest(ScoringScratch scratch) => 0;

    private protected void RequireRange(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Classes - count);
    }
}
