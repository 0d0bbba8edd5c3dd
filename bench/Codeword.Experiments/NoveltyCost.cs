using System.Diagnostics;
using System.Globalization;
using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Novelty;

namespace Codeword.Experiments;

/// <summary>What reading the novelty of a prediction adds to its time: the fastest of many passes over the same rows, with and without in turn, one thread.</summary>
internal static class NoveltyCost
{
    private const int Passes = 15;
    private const int MostRows = 2000;

    /// <param name="output">Receives the table.</param>
    /// <param name="path">A model's file.</param>
    /// <param name="rows">A file in the format of its training data.</param>
    public static void Run(ResultWriter output, string path, string rows)
    {
        var model = Classifier.Load(path);
        ExampleSet examples = Evaluator.Read(model, ExampleSource.FromFile(rows, model.Info.Format));
        int count = Math.Min(MostRows, examples.Count);
        output.Text($"{model.Info.Method}, {model.Labels.Count} classes, decoder {model.Model.Decoder}; the fastest of {Passes} passes over {count} rows.");
        output.Header("score", "µs a row", "µs a row with novelty", "times");
        foreach (NoveltyScore score in Enum.GetValues<NoveltyScore>())
        {
            if (WithScore(model, score) is { } own)
            {
                (double without, double with) = (double.MaxValue, double.MaxValue);
                Predictor predictor = own.CreatePredictor();
                for (int pass = 0; pass < Passes; pass++)
                {
                    without = Math.Min(without, Time(predictor, examples, isRead: false));
                    with = Math.Min(with, Time(predictor, examples, isRead: true));
                }

                output.Row(score, Figure(without), Figure(with), Figure(with / without));
            }
        }
    }

    private static double Time(Predictor predictor, ExampleSet examples, bool isRead)
    {
        int count = Math.Min(MostRows, examples.Count), novel = 0;
        long start = Stopwatch.GetTimestamp();
        for (int row = 0; row < count; row++)
        {
            PredictionResult result = predictor.Predict(examples.Row(row));
            novel += isRead && result.IsNovel ? 1 : 0;
        }

        double microseconds = Stopwatch.GetElapsedTime(start).TotalMicroseconds / count;
        return novel < 0 ? 0 : microseconds;
    }

    /// <summary>The model with a score; null where it has no such one.</summary>
    public static Classifier? WithScore(Classifier model, NoveltyScore score)
    {
        try
        {
            return model.WithNovelty(NoveltyRule.At(score, 0));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Figure(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}
