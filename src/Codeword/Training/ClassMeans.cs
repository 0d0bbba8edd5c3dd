using Codeword.Data;

namespace Codeword.Training;

/// <summary>What heads say on average of each new class's examples, by which its codeword is chosen.</summary>
internal static class ClassMeans
{
    /// <summary>For each class the weighted mean, over its rows, of every output after a map.</summary>
    /// <param name="classifier">The model.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="rows">The rows of each class.</param>
    /// <param name="map">Changes a row's outputs in place.</param>
    /// <param name="parallel">The threads; a class is one's, so that their number is of no influence.</param>
    public static double[][] Of(Classifier classifier, ExampleSet examples, IReadOnlyList<IReadOnlyList<int>> rows, Action<Span<float>> map, ParallelOptions parallel)
    {
        double[][] means = new double[rows.Count][];
        Parallel.For(0, means.Length, parallel, classifier.CreatePredictor, (c, _, predictor) =>
        {
            means[c] = Mean(predictor, examples, rows[c], map);
            return predictor;
        }, predictor => { });
        return means;
    }

    private static double[] Mean(Predictor predictor, ExampleSet examples, IReadOnlyList<int> rows, Action<Span<float>> map)
    {
        double[] sums = [];
        double weights = 0;
        foreach (int row in rows)
        {
            float[] outputs = [.. predictor.OutputsOf(examples.Row(row))];
            map(outputs);
            sums = sums.Length == 0 ? new double[outputs.Length] : sums;
            for (int j = 0; j < sums.Length; j++)
            {
                sums[j] += examples.WeightOf(row) * (double)outputs[j];
            }

            weights += examples.WeightOf(row);
        }

        return [.. sums.Select(sum => sum / weights)];
    }
}
