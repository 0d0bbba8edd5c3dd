using Codeword.Data;
using Codeword.Numerics;

namespace Codeword.Training;

/// <summary>What heads say on average of each new class's examples, by which its codeword is chosen.</summary>
internal static class ClassMeans
{
    /// <summary>
    /// For each class the weighted mean, over its rows, of every output z; of bits, that of 2σ(z) − 1, the sign to be expected, which one confident row does not decide alone.
    /// </summary>
    /// <param name="classifier">The model.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="rows">The rows of each class.</param>
    /// <param name="parallel">The threads; a class is one's, so that their number is of no influence.</param>
    public static double[][] Of(Classifier classifier, ExampleSet examples, IReadOnlyList<IReadOnlyList<int>> rows, ParallelOptions parallel)
    {
        double[][] means = new double[rows.Count][];
        Parallel.For(0, means.Length, parallel, classifier.CreatePredictor, (c, _, predictor) =>
        {
            means[c] = Mean(predictor, examples, rows[c], ofBits: classifier.Codebook.Bits is not null);
            return predictor;
        }, predictor => { });
        return means;
    }

    private static double[] Mean(Predictor predictor, ExampleSet examples, IReadOnlyList<int> rows, bool ofBits)
    {
        double[] sums = [];
        double weights = 0;
        foreach (int row in rows)
        {
            ReadOnlySpan<float> outputs = predictor.OutputsOf(examples.Row(row));
            sums = sums.Length == 0 ? new double[outputs.Length] : sums;
            for (int j = 0; j < sums.Length; j++)
            {
                sums[j] += examples.WeightOf(row) * (double)(ofBits ? (2 * Sigmoid.Of(outputs[j])) - 1 : outputs[j]);
            }

            weights += examples.WeightOf(row);
        }

        return [.. sums.Select(sum => sum / weights)];
    }
}
