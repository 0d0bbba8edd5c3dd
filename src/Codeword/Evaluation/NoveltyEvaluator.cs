using Codeword.Data;

namespace Codeword.Evaluation;

/// <summary>Measures how novel examples are to a model.</summary>
public static class NoveltyEvaluator
{
    private const int BlockRows = 256;

    /// <summary>
    /// The examples that may count as known: those with a label that the model knows and has not retired, and those without labels, which are believed to be of its classes.
    /// </summary>
    /// <param name="examples">Examples as <see cref="Evaluator.Read"/> reads them for the model.</param>
    public static ExampleSet Known(ExampleSet examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        int[] rows = [.. Enumerable.Range(0, examples.Count).Where(row => examples.LabelCountOf(row) == 0 || !examples.LabelsOf(row).IsEmpty)];
        return rows.Length == examples.Count ? examples : examples.Subset(rows);
    }

    /// <summary>The novelty of each example, by the score of <see cref="Classifier.Novelty"/>.</summary>
    /// <param name="classifier">The model.</param>
    /// <param name="examples">The examples, with the model's features; labels are not looked at.</param>
    /// <param name="threads">Threads to predict with; 0 for one a processor.</param>
    /// <param name="cancellation">Ends the measurement.</param>
    public static float[] Measure(Classifier classifier, ExampleSet examples, int threads = 0, CancellationToken cancellation = default)
    {
        float[] scores = new float[examples.Count];
        var parallel = new ParallelOptions
        {
            CancellationToken = cancellation,
            MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount,
        };
        Parallel.For(0, (examples.Count + BlockRows - 1) / BlockRows, parallel, classifier.CreatePredictor, (block, _, predictor) =>
        {
            for (int row = block * BlockRows; row < Math.Min(examples.Count, (block + 1) * BlockRows); row++)
            {
                scores[row] = predictor.Predict(examples.Row(row)).Novelty;
            }

            return predictor;
        }, _ => { });
        return scores;
    }
}
