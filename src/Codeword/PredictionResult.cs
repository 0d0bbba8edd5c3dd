namespace Codeword;

/// <summary>What a <see cref="Predictor"/> says of one example: borrowed from it, valid until its next call.</summary>
public readonly ref struct PredictionResult
{
    private readonly Predictor _predictor;
    private readonly long _call;

    internal PredictionResult(ReadOnlySpan<Prediction> top, Predictor predictor, long call)
    {
        Top = top;
        (_predictor, _call) = (predictor, call);
    }

    /// <summary>The best classes, best first; of equal scores the smaller label index comes first. The decoder Exact may name none.</summary>
    public ReadOnlySpan<Prediction> Top { get; }

    /// <summary>
    /// How unlike all that the model knows the example is, by the score that <see cref="Classifier.Novelty"/> names: larger is more novel. Worked out when it is first asked
    /// for, so
    /// that who does not ask does not wait. Where an example may have several labels it is about the best one. Never NaN; +∞ where the score MaxLogit finds no class named.
    /// </summary>
    /// <exception cref="InvalidOperationException">The predictor was called again.</exception>
    public float Novelty => _predictor.NoveltyOf(_call);

    /// <summary>Whether that is above the threshold of <see cref="Classifier.Novelty"/>: the example is probably of none of the classes.</summary>
    /// <exception cref="InvalidOperationException">The predictor was called again.</exception>
    public bool IsNovel => _predictor.IsNovel(_call);
}
