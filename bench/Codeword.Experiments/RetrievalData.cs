using Codeword.Codes;
using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Models;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>Rows that are searched and rows to search with, none of which is among the former.</summary>
internal sealed class RetrievalData(CodeData data)
{
    private const int Neighbors = 100;
    private readonly LabelId[] _labels = Labels(data.Training.Examples);
    private readonly LabelId[] _queryLabels = Labels(data.Test);

    public ExampleSet Database => data.Training.Examples;

    public ExampleSet Queries => data.Test;

    /// <summary>Trains on the database, on one thread.</summary>
    public (Classifier Model, double Seconds) Train(TrainingOptions options)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        Classifier model = Trainer.Train(data.Training, options with { Threads = 1 }, validation: data.Held);
        return (model, System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>The outputs of the bits of all rows.</summary>
    public RealFeatures Logits(Classifier model)
    {
        var reader = new HeadReader(model.Model.Heads);
        return Map(model.Model.Heads.Outputs, (features, into) => reader.Outputs(features).CopyTo(into));
    }

    /// <summary>F(x) of all rows.</summary>
    public RealFeatures Encode(Classifier model)
    {
        Encoder encoder = model.Model.Heads.Encoder!;
        InputTransform transform = model.Model.Heads.Transform;
        int[] indices = new int[HeadReader.MostFeatures];
        float[] values = new float[HeadReader.MostFeatures];
        float[] scratch = new float[encoder.ScratchLength];
        return Map(encoder.Outputs, (features, into) =>
        {
            int count = transform.Apply(features, indices, values);
            encoder.Encode(indices.AsSpan(0, count), values.AsSpan(0, count), into, scratch);
        });
    }

    /// <summary>Measures the signs of features.</summary>
    public RetrievalCell OfSigns(string method, int seed, RealFeatures features, double seconds)
    {
        int bits = features.Width;
        var database = BinaryCodes.FromSigns(features.Database, _labels.Length, bits);
        var queries = BinaryCodes.FromSigns(features.Queries, _queryLabels.Length, bits);
        RetrievalReport report = RetrievalEvaluator.OfCodes(new LabelledCodes(database, _labels), new LabelledCodes(queries, _queryLabels), threads: 1);
        double recall = RetrievalEvaluator.NeighborRecall(
            database, queries, new LabelledVectors(bits, features.Database, _labels), new LabelledVectors(bits, features.Queries, _queryLabels), Neighbors, threads: 1);
        return RetrievalCell.Of(method, bits, seed, (bits + 7) / 8, report, recall, seconds);
    }

    /// <summary>Measures features as they are, in as many bytes a number.</summary>
    public RetrievalCell OfVectors(string method, int seed, RealFeatures features, int bytesPerNumber, double seconds)
    {
        RetrievalReport report = RetrievalEvaluator.OfVectors(
            new LabelledVectors(features.Width, features.Database, _labels), new LabelledVectors(features.Width, features.Queries, _queryLabels), threads: 1);
        return RetrievalCell.Of(method, features.Width, seed, bytesPerNumber * features.Width, report, recall: null, seconds);
    }

    private RealFeatures Map(int width, MapRow map) => new(width, Map(Database, width, map), Map(Queries, width, map));

    private static float[] Map(ExampleSet examples, int width, MapRow map)
    {
        float[] mapped = new float[checked(examples.Count * width)];
        for (int row = 0; row < examples.Count; row++)
        {
            map(examples.Row(row), mapped.AsSpan(row * width, width));
        }

        return mapped;
    }

    // A label that no row of the database has is one beyond them all.
    private static LabelId[] Labels(ExampleSet examples) =>
        [.. Enumerable.Range(0, examples.Count).Select(row => examples.LabelsOf(row) is [var own, ..] ? own : new LabelId(examples.Labels.Count))];

    private delegate void MapRow(Features features, Span<float> into);
}
