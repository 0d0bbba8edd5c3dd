namespace Codeword.Novelty;

/// <summary>How novel an example is, as a number: larger is more novel, for all of them. docs/math.md has the formulas.</summary>
public enum NoveltyScore
{
    /// <summary>
    /// The bits in which the example's code differs from the nearest class code, 0 to k; 0 where it is a class code. LLC's score: its rule, that what writes no class's code is
    /// novel, needs neither data nor a threshold. For codes of bits.
    /// </summary>
    CodeDistance,

    /// <summary>
    /// How far the R digits are from agreeing on the best class, in [0, 1]: 1 less the mean of what each gives the class's bucket. For two digits or more, not bits.
    /// </summary>
    Disagreement,

    /// <summary>1 less the probability of the best class, in [0, 1]; 1 where none is named.</summary>
    MaxProbability,

    /// <summary>The negative score of the best class, any real number; +∞ where none is named.</summary>
    MaxLogit,

    /// <summary>−T·ln Σ exp(s/T) over the scores of all classes, T being the temperature of the probabilities. For probabilities that share 1.</summary>
    Energy,
}
