namespace Codeword.Data;

/// <summary>All rows of others but a few: what is left of a store to train on when some of its rows are held out. Takes memory for the few alone.</summary>
internal sealed class ExampleRowsExcept : ExampleRows
{
    private readonly ExampleRows _all;

    // _before[j]: how many rows are left before the j-th row that is out; ascending.
    private readonly int[] _before;
    private readonly long _nonZeros;

    /// <param name="all">The rows.</param>
    /// <param name="rows">Those that are out, which must exist and ascend strictly.</param>
    public ExampleRowsExcept(ExampleRows all, int[] rows)
    {
        _all = all;
        _before = new int[rows.Length];
        _nonZeros = all.NonZeros;
        for (int j = 0; j < rows.Length; j++)
        {
            _before[j] = rows[j] - j;
            _nonZeros -= all.FeaturesOf(rows[j]).Values.Length;
        }
    }

    /// <inheritdoc/>
    public override int Count => _all.Count - _before.Length;

    /// <inheritdoc/>
    public override long NonZeros => _nonZeros;

    /// <inheritdoc/>
    public override string? StoreFolder => _all.StoreFolder;

    /// <inheritdoc/>
    public override bool HasWeights => _all.HasWeights;

    /// <summary>Which of all rows the i-th of those left is.</summary>
    public int Place(int row)
    {
        // The number of those out that come before it: the first j with _before[j] > row.
        int low = 0;
        for (int high = _before.Length; low < high;)
        {
            int middle = (low + high) / 2;
            if (_before[middle] <= row)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return row + low;
    }

    /// <inheritdoc/>
    public override Features FeaturesOf(int row) => _all.FeaturesOf(Place(row));

    /// <inheritdoc/>
    public override ReadOnlySpan<LabelId> LabelsOf(int row) => _all.LabelsOf(Place(row));

    /// <inheritdoc/>
    public override float WeightOf(int row) => _all.WeightOf(Place(row));

    /// <inheritdoc/>
    public override int UnseenLabelsOf(int row) => _all.UnseenLabelsOf(Place(row));

    /// <inheritdoc/>
    public override int UnseenFeaturesOf(int row) => _all.UnseenFeaturesOf(Place(row));

    /// <inheritdoc/>
    public override ExampleArrays Select(ReadOnlySpan<int> rows) => ExampleArrays.Copy(this, rows);

    /// <inheritdoc/>
    public override ExampleRowsExcept Except(int[] rows) => new(this, rows);
}
