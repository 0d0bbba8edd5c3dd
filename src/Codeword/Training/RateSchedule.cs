namespace Codeword.Training;

/// <summary>How a learning rate changes over the epochs e = 0 … E − 1.</summary>
public enum RateSchedule
{
    /// <summary>rate·(1 − e/E).</summary>
    Linear,

    /// <summary>rate.</summary>
    Constant,

    /// <summary>rate·½(1 + cos(π·e/E)).</summary>
    Cosine,
}
