using Codeword.Data;
using Codeword.Evaluation;
using Codeword.Numerics;

namespace Codeword.Experiments;

/// <summary>The five best classes of each row with their probabilities, and whether they are true labels.</summary>
internal sealed class JudgedRows
{
    private const int Places = 5;
    private const int Draws = 20;
    private readonly (float Probability, bool IsRight)[][] _rows;

    private JudgedRows((float Probability, bool IsRight)[][] rows) => _rows = rows;

    /// <summary>The first class of each row that has one.</summary>
    public (float Probability, bool IsRight)[] Firsts => [.. _rows.Where(row => row.Length > 0).Select(row => row[0])];

    public static JudgedRows Of(Classifier classifier, ExampleSet examples)
    {
        Predictor predictor = classifier.CreatePredictor();
        var rows = new (float, bool)[examples.Count][];
        for (int row = 0; row < rows.Length; row++)
        {
            ReadOnlySpan<Prediction> top = predictor.Predict(examples.Row(row), Places).Top;
            rows[row] = new (float, bool)[top.Length];
            for (int place = 0; place < top.Length; place++)
            {
                rows[row][place] = (top[place].Probability, examples.LabelsOf(row).Contains(top[place].Label));
            }
        }

        return new JudgedRows(rows);
    }

    /// <summary>What the probabilities of first classes are worth.</summary>
    public CalibrationReport First(Func<float, float>? map = null) => Report(Firsts, map);

    /// <summary>What those of the other places are worth.</summary>
    public CalibrationReport Others(Func<float, float>? map = null) => Report(_rows.SelectMany(row => row.Skip(1)), map);

    /// <summary>The mean ECE@15 of the first classes' probabilities if each were the very chance of being right.</summary>
    public double PerfectError(ulong seed)
    {
        var random = new SplitMix64(seed);
        double sum = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            var metrics = new CalibrationMetrics();
            foreach ((float probability, _) in Firsts)
            {
                metrics.Add(probability, random.NextDouble() < probability);
            }

            sum += metrics.ToReport().Metrics["ECE@15"];
        }

        return sum / Draws;
    }

    private static CalibrationReport Report(IEnumerable<(float Probability, bool IsRight)> judged, Func<float, float>? map)
    {
        var metrics = new CalibrationMetrics();
        foreach ((float probability, bool isRight) in judged)
        {
            metrics.Add(map?.Invoke(probability) ?? probability, isRight);
        }

        return metrics.ToReport();
    }
}
