namespace Codeword.Training.Networks;

/// <summary>How class codes of −1 and +1 are learnt through a function that has no gradient.</summary>
public enum CodeEstimator
{
    /// <summary>Straight-through: forward sign(C), backward the gradient unchanged.</summary>
    Identity,

    /// <summary>As Identity where |C| ≤ 1; no gradient beyond.</summary>
    Clipped,

    /// <summary>Forward and backward tanh(C); only the finished codes are signs.</summary>
    Tanh,
}
