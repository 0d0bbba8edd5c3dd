namespace Codeword.Training;

/// <summary>How probabilities are fitted to labelled rows.</summary>
public enum CalibrationMethod
{
    /// <summary>One temperature for all classes; Platt's sigmoid where rows have several labels or the decoder does not score every class. No curve.</summary>
    Temperature,

    /// <summary>The same, and a monotone curve over its probabilities: isotonic regression.</summary>
    Isotonic,

    /// <summary>The model's own temperature or sigmoid as it is; its curve is taken away.</summary>
    None,
}
