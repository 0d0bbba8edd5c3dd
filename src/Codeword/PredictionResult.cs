namespace Codeword;

/// <summary>What a <see cref="Predictor"/> says of one example: borrowed from it, valid until its next call.</summary>
public readonly ref struct PredictionResult
{
    internal PredictionResult(ReadOnlySpan<Prediction> top) => Top = top;

    /// <summary>The best classes, best first; of equal scores the smaller label index comes first. The decoder Exact may name none.</summary>
    public ReadOnlySpan<Prediction> Top { get; }
}
