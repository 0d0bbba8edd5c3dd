using Codeword.Data;
using Codeword.Models;
using Codeword.Novelty;
using Codeword.Numerics;

namespace Codeword.Experiments;

/// <summary>Every novelty score that a model has, and the distance to the nearest class mean where it has an encoder; larger is more novel.</summary>
internal sealed class ModelScores
{
    public const string ClassMeans = "ClassMeans";
    private readonly List<(string Name, Classifier Model)> _own = [];
    private readonly Model _model;
    private readonly float[][] _means;

    /// <param name="model">The model.</param>
    /// <param name="training">What it was trained on: the class means are made of it.</param>
    public ModelScores(Classifier model, ExampleSet training)
    {
        _model = model.Model;
        foreach (NoveltyScore score in Enum.GetValues<NoveltyScore>())
        {
            if (NoveltyCost.WithScore(model, score) is { } own)
            {
                _own.Add((score.ToString(), own));
            }
        }

        _means = _model.Heads.Encoder is null ? [] : Means(training);
    }

    /// <summary>The scores' names.</summary>
    public IEnumerable<string> Names => [.. _own.Select(own => own.Name), .. _means.Length > 0 ? [ClassMeans] : Array.Empty<string>()];

    /// <summary>The scores of all rows, by name.</summary>
    public Dictionary<string, float[]> Measure(ExampleSet rows)
    {
        var scores = Names.ToDictionary(name => name, _ => new float[rows.Count]);
        foreach ((string name, Classifier model) in _own)
        {
            Predictor predictor = model.CreatePredictor();
            for (int row = 0; row < rows.Count; row++)
            {
                scores[name][row] = predictor.Predict(rows.Row(row)).Novelty;
            }
        }

        for (int row = 0; row < rows.Count && _means.Length > 0; row++)
        {
            float[] features = Encode(rows.Row(row));
            scores[ClassMeans][row] = 1 - _means.Max(mean => VectorMath.Dot(features, mean));
        }

        return scores;
    }

    // The means of F(x)/‖F(x)‖, scaled to length 1 again: the nearest is that of the largest cosine.
    private float[][] Means(ExampleSet training)
    {
        float[][] means = [.. training.Labels.Names.Select(_ => new float[_model.Heads.Encoder!.Outputs])];
        for (int row = 0; row < training.Count; row++)
        {
            VectorMath.MultiplyAdd(1, Encode(training.Row(row)), means[training.LabelsOf(row)[0].Value]);
        }

        return [.. means.Select(Normalized)];
    }

    private float[] Encode(Features features)
    {
        Encoder encoder = _model.Heads.Encoder!;
        int[] indices = new int[HeadReader.MostFeatures];
        float[] values = new float[HeadReader.MostFeatures], encoded = new float[encoder.Outputs];
        int count = _model.Heads.Transform.Apply(features, indices, values);
        encoder.Encode(indices.AsSpan(0, count), values.AsSpan(0, count), encoded, new float[encoder.ScratchLength]);
        return Normalized(encoded);
    }

    private static float[] Normalized(float[] values)
    {
        float length = MathF.Sqrt(VectorMath.Dot(values, values));
        return length > 0 ? [.. values.Select(value => value / length)] : values;
    }
}
