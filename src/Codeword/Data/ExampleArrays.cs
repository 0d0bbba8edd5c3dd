namespace Codeword.Data;

/// <summary>The arrays of an <see cref="ExampleSet"/> of n rows.</summary>
/// <param name="RowStarts">n + 1 positions in the next two.</param>
/// <param name="Indices">Feature indices.</param>
/// <param name="Values">Feature values.</param>
/// <param name="LabelStarts">n + 1 positions in the next.</param>
/// <param name="LabelIds">Labels.</param>
/// <param name="Weights">n weights, or none when all are 1.</param>
/// <param name="UnseenLabels">For each row how many labels were left out, or none when none were.</param>
/// <param name="UnseenFeatures">For each row how many values were left out, or none when none were.</param>
internal sealed record ExampleArrays(
    long[] RowStarts,
    int[] Indices,
    float[] Values,
    long[] LabelStarts,
    LabelId[] LabelIds,
    float[] Weights,
    int[] UnseenLabels,
    int[] UnseenFeatures)
{
    /// <summary>The given rows, which must exist.</summary>
    public ExampleArrays Select(ReadOnlySpan<int> rows)
    {
        long[] rowStarts = SelectStarts(RowStarts, rows);
        long[] labelStarts = SelectStarts(LabelStarts, rows);
        return new(
            rowStarts,
            SelectRuns(Indices, RowStarts, rows, rowStarts),
            SelectRuns(Values, RowStarts, rows, rowStarts),
            labelStarts,
            SelectRuns(LabelIds, LabelStarts, rows, labelStarts),
            SelectEach(Weights, rows),
            SelectEach(UnseenLabels, rows),
            SelectEach(UnseenFeatures, rows));
    }

    private static long[] SelectStarts(long[] starts, ReadOnlySpan<int> rows)
    {
        long[] selected = new long[rows.Length + 1];
        for (int i = 0; i < rows.Length; i++)
        {
            selected[i + 1] = selected[i] + starts[rows[i] + 1] - starts[rows[i]];
        }

        return selected;
    }

    private static T[] SelectRuns<T>(T[] items, long[] starts, ReadOnlySpan<int> rows, long[] selectedStarts)
    {
        var selected = new T[selectedStarts[^1]];
        for (int i = 0; i < rows.Length; i++)
        {
            int length = (int)(selectedStarts[i + 1] - selectedStarts[i]);
            items.AsSpan((int)starts[rows[i]], length).CopyTo(selected.AsSpan((int)selectedStarts[i]));
        }

        return selected;
    }

    private static T[] SelectEach<T>(T[] items, ReadOnlySpan<int> rows)
    {
        if (items.Length == 0)
        {
            return [];
        }

        var selected = new T[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            selected[i] = items[rows[i]];
        }

        return selected;
    }
}
