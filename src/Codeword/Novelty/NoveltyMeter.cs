using Codeword.Codes;
using Codeword.Decoding;

namespace Codeword.Novelty;

/// <summary>Measures how novel examples are by what predicting left behind. Immutable and shared by threads; allocates nothing.</summary>
internal sealed class NoveltyMeter
{
    private readonly NoveltyScore _score;
    private readonly Codebook _codebook;
    private readonly HeadLoss _loss;
    private readonly float _scale;
    private readonly CodeDistance? _distance;

    /// <summary>Prepares a score.</summary>
    /// <exception cref="ArgumentException">The score is not for such classes or probabilities.</exception>
    public NoveltyMeter(NoveltyScore score, Codebook codebook, HeadLoss loss, Decoder decoder, ProbabilityMap probabilities)
    {
        Require(score, codebook, probabilities);
        (_score, _codebook, _loss, _scale) = (score, codebook, loss, probabilities.Scale);
        _distance = codebook.Bits is { } codes ? new CodeDistance(codes, decoder) : null;
    }

    /// <summary>The rule of a model that stores none: LLC's own for bits, none that ever calls anything novel for others.</summary>
    public static NoveltyRule DefaultRule(Codebook codebook, Decoder decoder) =>
        codebook.Bits is not null ? NoveltyRule.OfRadius(0) : NoveltyRule.At(DefaultScore(codebook, decoder), float.PositiveInfinity);

    /// <summary>
    /// The score that training sets a threshold for: of bits the best score, which says in finer steps than the distance how far the nearest code is, and the distance itself
    /// where Exact names no class; of
    /// several digits their disagreement. None of them moves when probabilities are fitted anew. docs/adr/0022-novelty.md has the figures.
    /// </summary>
    public static NoveltyScore DefaultScore(Codebook codebook, Decoder decoder) =>
        decoder.Kind == DecoderKind.Exact ? NoveltyScore.CodeDistance
        : codebook.Bits is null && codebook.Length > 1 ? NoveltyScore.Disagreement
        : NoveltyScore.MaxLogit;

    /// <summary>Refuses a score that classes or probabilities do not have.</summary>
    /// <exception cref="ArgumentException">The score is not for them.</exception>
    public static void Require(NoveltyScore score, Codebook codebook, ProbabilityMap probabilities)
    {
        string? problem = score switch
        {
            NoveltyScore.CodeDistance when codebook.Bits is null => "needs codes of bits, as llc, ecoc and hash give classes",
            NoveltyScore.Disagreement when codebook.Bits is not null => "needs digits that are no bits",
            NoveltyScore.Disagreement when codebook.Length == 1 => "needs two digits or more, but there is one",
            NoveltyScore.Energy when !probabilities.IsSoftmax => "needs classes that share a probability of 1, but each has one of its own",
            _ => null,
        };
        if (problem is not null)
        {
            throw new ArgumentException($"The novelty score {score} {problem}.");
        }
    }

    /// <summary>The score: larger is more novel. No NaN.</summary>
    public float Measure(in NoveltyEvidence evidence) => _score switch
    {
        NoveltyScore.CodeDistance => _distance!.Of(evidence),
        NoveltyScore.Disagreement => evidence.Best is { } best ? Disagreement.Of(_codebook, _loss, evidence.Outputs, best) : 1,
        NoveltyScore.MaxProbability => 1 - evidence.Probability,
        NoveltyScore.MaxLogit => -evidence.Score,
        _ => (float)-(evidence.LogSum / _scale),
    };
}
