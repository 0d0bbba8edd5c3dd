using Codeword.Data;

namespace Codeword.Training.Networks;

/// <summary>
/// Rows with the one class and the cost of each. Rows whose label is unknown have the class −1; where a loss keeps the targets of rows itself, a row's class is its number.
/// </summary>
internal sealed class LabelledRows(RowMatrix rows, int[] classes, float[] costs)
{
    /// <summary>What networks read.</summary>
    public RowMatrix Rows { get; } = rows;

    /// <summary>The class of each row.</summary>
    public int[] Classes { get; } = classes;

    /// <summary>What the loss of each row is multiplied by.</summary>
    public float[] Costs { get; } = costs;

    /// <summary>Numbers examples of any labels.</summary>
    public static LabelledRows Numbered(ExampleSet examples, RowMatrix rows, float classWeightPower) =>
        new(rows, [.. Enumerable.Range(0, rows.Count)], new ExampleCosts(examples, classWeightPower).ToArray());

    /// <summary>Takes the classes of examples of one label.</summary>
    public static LabelledRows Of(ExampleSet examples, RowMatrix rows, float classWeightPower)
    {
        int[] classes = new int[examples.Count];
        for (int row = 0; row < classes.Length; row++)
        {
            ReadOnlySpan<LabelId> labels = examples.LabelsOf(row);
            classes[row] = labels.IsEmpty ? -1 : labels[0].Value;
        }

        return new LabelledRows(rows, classes, new ExampleCosts(examples, classWeightPower).ToArray());
    }
}
