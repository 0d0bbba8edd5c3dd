namespace Codeword.Data;

/// <summary>Rows in memory: sparse rows one after the other (compressed sparse rows), the labels of each, and weights.</summary>
/// <param name="rowStarts">n + 1 positions in the next two.</param>
/// <param name="indices">Feature indices, ascending within a row.</param>
/// <param name="values">Feature values.</param>
/// <param name="labelStarts">n + 1 positions in the next.</param>
/// <param name="labelIds">Labels, ascending within a row.</param>
/// <param name="weights">n weights, or none when all are 1.</param>
/// <param name="unseenLabels">For each row how many labels were left out, or none when none were.</param>
/// <param name="unseenFeatures">For each row how many values were left out, or none when none were.</param>
internal sealed class ExampleArrays(
    long[] rowStarts, int[] indices, float[] values, long[] labelStarts, LabelId[] labelIds, float[] weights, int[] unseenLabels, int[] unseenFeatures) : ExampleRows
{
    /// <inheritdoc/>
    public override int Count => rowStarts.Length - 1;

    /// <inheritdoc/>
    public override long NonZeros => values.LongLength;

    /// <inheritdoc/>
    public override bool HasWeights => weights.Length > 0;

    /// <inheritdoc/>
    public override Features FeaturesOf(int row)
    {
        (int start, int length) = Bounds(rowStarts, row);
        return Features.Sparse(indices.AsSpan(start, length), values.AsSpan(start, length));
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<LabelId> LabelsOf(int row)
    {
        (int start, int length) = Bounds(labelStarts, row);
        return labelIds.AsSpan(start, length);
    }

    /// <inheritdoc/>
    public override float WeightOf(int row) => weights.Length == 0 ? 1 : weights[row];

    /// <inheritdoc/>
    public override int UnseenLabelsOf(int row) => unseenLabels.Length == 0 ? 0 : unseenLabels[row];

    /// <inheritdoc/>
    public override int UnseenFeaturesOf(int row) => unseenFeatures.Length == 0 ? 0 : unseenFeatures[row];

    /// <inheritdoc/>
    public override ExampleArrays Select(ReadOnlySpan<int> rows) => Copy(this, rows);

    /// <inheritdoc/>
    public override ExampleArrays Except(int[] rows)
    {
        var left = new ExampleRowsExcept(this, rows);
        int[] kept = new int[left.Count];
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] = left.Place(i);
        }

        return Copy(this, kept);
    }

    /// <summary>Copies rows into memory.</summary>
    /// <exception cref="OverflowException">The rows have more values than an array can hold.</exception>
    public static ExampleArrays Copy(ExampleRows source, ReadOnlySpan<int> rows)
    {
        long[] rowStarts = new long[rows.Length + 1];
        long[] labelStarts = new long[rows.Length + 1];
        for (int i = 0; i < rows.Length; i++)
        {
            rowStarts[i + 1] = rowStarts[i] + source.FeaturesOf(rows[i]).Values.Length;
            labelStarts[i + 1] = labelStarts[i] + source.LabelsOf(rows[i]).Length;
        }

        int[] indices = new int[checked((int)rowStarts[^1])];
        float[] values = new float[indices.Length];
        var labelIds = new LabelId[checked((int)labelStarts[^1])];
        float[] weights = new float[rows.Length];
        int[] unseenLabels = new int[rows.Length];
        int[] unseenFeatures = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            Features features = source.FeaturesOf(rows[i]);
            features.Indices.CopyTo(indices.AsSpan((int)rowStarts[i]));
            features.Values.CopyTo(values.AsSpan((int)rowStarts[i]));
            source.LabelsOf(rows[i]).CopyTo(labelIds.AsSpan((int)labelStarts[i]));
            weights[i] = source.WeightOf(rows[i]);
            unseenLabels[i] = source.UnseenLabelsOf(rows[i]);
            unseenFeatures[i] = source.UnseenFeaturesOf(rows[i]);
        }

        return new ExampleArrays(
            rowStarts, indices, values, labelStarts, labelIds, source.HasWeights ? weights : [],
            unseenLabels.AsSpan().ContainsAnyExcept(0) ? unseenLabels : [], unseenFeatures.AsSpan().ContainsAnyExcept(0) ? unseenFeatures : []);
    }

    private static (int Start, int Length) Bounds(long[] starts, int row) => ((int)starts[row], (int)(starts[row + 1] - starts[row]));
}
