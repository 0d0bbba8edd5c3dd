using System.Diagnostics;
using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Training;

namespace Codeword.Experiments;

/// <summary>One training with its measurement on the test part.</summary>
internal sealed record TrainedRun(Classifier Model, double TrainingSeconds, ExampleSet Test, EvaluationResult Result)
{
    public double this[string metric] => Result.Report.Metrics[metric];

    public double Validation(string metric) => Model.Info.Validation.TryGetValue(metric, out double value) ? value : double.NaN;

    /// <summary>Trains on the set's training part and measures on its test part; the test part chooses nothing.</summary>
    public static TrainedRun Of(string data, string set, TrainingOptions options, bool text = false)
    {
        string ending = text ? "txt" : "svm";
        DataFormat format = text ? new TextFormat() : new LibsvmFormat { IndexBase = IndexBase.One };
        long start = Stopwatch.GetTimestamp();
        Classifier model = Trainer.Train(ExampleSource.FromFile(Path.Combine(data, set, "train." + ending), format), options);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        ExampleSet test = Evaluator.Read(model, ExampleSource.FromFile(Path.Combine(data, set, "test." + ending), format));
        Evaluator.Evaluate(model, test, [1, 3, 5]);
        return new TrainedRun(model, seconds, test, Evaluator.Evaluate(model, test, [1, 3, 5]));
    }

    /// <summary>Which test rows have their label among the k best.</summary>
    public bool[] Hits(int k)
    {
        Predictor predictor = Model.CreatePredictor();
        bool[] hits = new bool[Test.Count];
        for (int row = 0; row < hits.Length; row++)
        {
            foreach (Prediction prediction in predictor.Predict(Test.Row(row), k).Top)
            {
                hits[row] |= Test.LabelsOf(row).Contains(prediction.Label);
            }
        }

        return hits;
    }
}
