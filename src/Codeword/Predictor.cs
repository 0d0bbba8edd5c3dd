using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;
using Codeword.Models;
using Codeword.Novelty;
using Codeword.Numerics;

namespace Codeword;

/// <summary>
/// One thread's scratch for predicting and encoding with a <see cref="Classifier"/>. Not safe for several threads at once. Allocates nothing once warm:
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
    private long _calls;
    private int _found;
    private double _logSum;
    private float? _novelty;

    internal Predictor(Classifier classifier)
    {
        _classifier = classifier;
        _model = classifier.Model;
        _outputs = new float[_model.Heads.Outputs];
        _encoding = new float[_model.Heads.ScratchLength];
        _scratch = classifier.Scorer.CreateScratch();
        CodeBytes = _model.Codebook.Bits?.BytesPerCode ?? 0;
    }

    /// <summary>How many predictions were made, and in how many of them one that looks classes up, or for candidates, had to go through all.</summary>
    public (long Predictions, long Scans) Counts => (_scratch.Rankings, _scratch.Scans);

    /// <summary>For how many of the predictions candidates were proven to be the best of all classes; 0 where none are looked for.</summary>
    internal long Proven => _scratch.Proven;

    /// <summary>How many classes share the smallest Hamming distance to the last example's code; 0 where the decoder is none of Hamming and Table.</summary>
    internal int CountNearest() => _classifier.Scorer.CountNearest(_scratch);

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

        (_found, _logSum) = (found, logSum);
        return new PredictionResult(_top.AsSpan(0, found), this, _calls);
    }

    /// <summary>How novel the example of a call is, of the last one alone.</summary>
    internal float NoveltyOf(long call)
    {
        if (call != _calls)
        {
            throw new InvalidOperationException("The predictor was called again since: read Novelty and IsNovel before its next call.");
        }

        var evidence = new NoveltyEvidence(_outputs) { LogSum = _logSum };
        return _novelty ??= _classifier.Meter.Measure(
            _found == 0 ? evidence : evidence with { Best = _top[0].Label, Score = _top[0].Score, Probability = _top[0].Probability });
    }

    /// <summary>Whether the example of a call is novel.</summary>
    internal bool IsNovel(long call) => _classifier.Novelty.IsNovel(NoveltyOf(call));

    /// <summary>⌈k/8⌉, the bytes of an instance's code; 0 where the model's codes are not of bits.</summary>
    public int CodeBytes { get; }

    /// <summary>Writes the code of a text: see <see cref="Encode(Features, Span{byte}, Span{float})"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="code">Receives <see cref="CodeBytes"/> bytes.</param>
    /// <param name="logits">Receives the k logits; may be empty.</param>
    /// <exception cref="InvalidOperationException">The model has no bits, or was trained on features, not on text.</exception>
    /// <exception cref="ArgumentException">There is too little room for the bytes, or for the logits where there is any.</exception>
    public void Encode(ReadOnlySpan<char> text, Span<byte> code, Span<float> logits = default)
    {
        if (_model.Featurizer is not { } featurizer)
        {
            throw new InvalidOperationException("The model was trained on features, not on text: call Encode with features.");
        }

        Encode(featurizer.Transform(text, _text), code, logits);
    }

    /// <summary>
    /// Writes the code that an example is given: k bits, of which bit j stands in byte j/8 at place j mod 8 (0 for the lowest) and is 1 where logit j is above
    /// 0. Bits of the last byte from k on are 0. The order is that of <see cref="BinaryCodes"/>, so that codes of instances and of classes can be compared.
    /// </summary>
    /// <param name="features">The features, as in the training data; those it did not have are ignored.</param>
    /// <param name="code">Receives <see cref="CodeBytes"/> bytes; what follows them is left as it is.</param>
    /// <param name="logits">Receives the k logits, ln of the odds that a bit is 1; may be empty.</param>
    /// <exception cref="InvalidOperationException">The model has no bits: it is none of LLC, ECOC or hashing.</exception>
    /// <exception cref="ArgumentException">There is too little room for the bytes, or for the logits where there is any.</exception>
    public void Encode(Features features, Span<byte> code, Span<float> logits = default)
    {
        if (_model.Codebook.Bits is not { } codes)
        {
            throw new InvalidOperationException($"The method {_model.Info.Method} gives instances no code of bits; methods that do are llc, ecoc and hash.");
        }

        if (code.Length < CodeBytes)
        {
            throw new ArgumentException($"Found room for {code.Length} bytes; expected {CodeBytes} for {codes.Bits} bits.", nameof(code));
        }

        if (!logits.IsEmpty && logits.Length < codes.Bits)
        {
            throw new ArgumentException($"Found room for {logits.Length} logits; expected {codes.Bits}, or none.", nameof(logits));
        }

        Reserve(features.Values.Length + 1, count: 0);
        ComputeOutputs(features);
        BinaryCodes.PackSigns(_outputs, code[..CodeBytes]);
        if (!logits.IsEmpty)
        {
            _outputs.CopyTo(logits);
        }
    }

    private void ComputeOutputs(Features features)
    {
        _calls++;
        _novelty = null;
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
