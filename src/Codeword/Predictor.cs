using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Numerics;

namespace Codeword;

/// <summary>
/// One thread's scratch for predicting with a <see cref="Classifier"/>. Not safe for several threads at once. Allocates nothing once warm:
/// buffers grow with the longest example and the largest count seen.
/// </summary>
public sealed class Predictor
{
    private readonly Classifier _classifier;
    private readonly Model _model;
    private readonly FeatureBuffer _text = new();
    private readonly float[] _outputs;
    private readonly float[] _encoding;
    private readonly ScoringScratch _scratch;
    private int[] _indices = [];
    private float[] _values = [];
    private int[] _topLabels = [];
    private float[] _topScores = [];
    private Prediction[] _top = [];

    internal Predictor(Classifier classifier)
    {
        _classifier = classifier;
        _model = classifier.Model;
        _outputs = new float[_model.Heads.Outputs];
        _encoding = new float[_model.Heads.ScratchLength];
        _scratch = classifier.Scorer.CreateScratch();
    }

    /// <summary>How many predictions were made, and in how many of them a decoder that looks classes up had to search.</summary>
    public (long Predictions, long Scans) Counts => (_scratch.Rankings, _scratch.Scans);

    /// <summary>Names the best classes of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="count">How many classes to name, 1 or more; at most K are named, by the decoder Exact one or none.</param>
    /// <exception cref="InvalidOperationException">The model was trained on features, not on text.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public PredictionResult Predict(ReadOnlySpan<char> text, int count = 1) => _model.Featurizer is { } featurizer
        ? Predict(featurizer.Transform(text, _text), count)
        : throw new InvalidOperationException("The model was trained on features, not on text: call Predict with features.");

    /// <summary>Names the best classes of an example's features. Features the training data did not have are ignored.</summary>
    /// <param name="features">The features, as in the training data.</param>
    /// <param name="count">How many classes to name, 1 or more; at most K are named, by the decoder Exact one or none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public PredictionResult Predict(Features features, int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        count = Math.Min(count, _model.Labels.Count);
        Reserve(features.Values.Length + 1, count);
        ComputeOutputs(features);
        _classifier.Scorer.Prepare(_outputs, _scratch);
        var top = new TopK(_topLabels.AsSpan(0, count), _topScores.AsSpan(0, count));
        float scale = _model.Probabilities.IsSoftmax ? _model.Probabilities.Scale : 0;
        double logSum = _classifier.Scorer.Rank(_scratch, ref top, scale);
        int found = top.Sort();
        for (int i = 0; i < found; i++)
        {
            _top[i] = new Prediction(new LabelId(_topLabels[i]), _topScores[i], _model.Probabilities.Probability(_topScores[i], logSum));
        }

        return new PredictionResult(_top.AsSpan(0, found));
    }

    private void ComputeOutputs(Features features)
    {
        int length = _model.Heads.Transform.Apply(features, _indices, _values);
        _model.Heads.Forward(_indices.AsSpan(0, length), _values.AsSpan(0, length), _outputs, _encoding);
    }

    private void Reserve(int features, int count)
    {
        if (_indices.Length < features)
        {
            _indices = new int[2 * features];
            _values = new float[2 * features];
        }

        if (_top.Length < count)
        {
            _topLabels = new int[count];
            _topScores = new float[count];
            _top = new Prediction[count];
        }
    }
}
