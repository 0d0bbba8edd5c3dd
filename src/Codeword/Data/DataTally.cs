namespace Codeword.Data;

/// <summary>Counts for a <see cref="DataReport"/> as rows go by.</summary>
internal sealed class DataTally(int maxFaults)
{
    private readonly List<DataFormatException> _faults = [];
    private readonly LabelSetBuilder _labels = new();
    private readonly List<LabelFrequency> _frequencies = [];
    private long _rows;
    private long _rowsWithoutLabels;
    private long _emptyRows;
    private long _nonZeros;
    private long _characters;
    private long _faultCount;
    private long _labelCount;
    private int _features;
    private int _minLabels = int.MaxValue;
    private int _maxLabels;
    private float _minWeight = float.PositiveInfinity;
    private float _maxWeight = float.NegativeInfinity;

    /// <summary>Counts the reader's next row, or its fault; false at the end.</summary>
    public bool ReadRow(ExampleReader reader)
    {
        try
        {
            if (!reader.Read())
            {
                return false;
            }

            Add(reader.Current);
        }
        catch (DataFormatException fault)
        {
            Add(fault);
        }

        return true;
    }

    public void Add(DataFormatException fault)
    {
        _faultCount++;
        if (_faults.Count < maxFaults)
        {
            _faults.Add(fault);
        }
    }

    public DataReport ToReport(string source, DataFormat format) => new()
    {
        Source = source,
        Format = format,
        Rows = _rows,
        RowsWithoutLabels = _rowsWithoutLabels,
        EmptyRows = _emptyRows,
        FeatureCount = _features,
        NonZeros = _nonZeros,
        Characters = _characters,
        MinLabelsPerRow = _rows == 0 ? 0 : _minLabels,
        MeanLabelsPerRow = _rows == 0 ? 0 : (double)_labelCount / _rows,
        MaxLabelsPerRow = _maxLabels,
        MinWeight = _rows == 0 ? 1 : _minWeight,
        MaxWeight = _rows == 0 ? 1 : _maxWeight,
        Labels = _labels.Count,
        LargestLabel = _frequencies.Count == 0 ? null : _frequencies.MaxBy(label => label.Rows),
        SmallestLabel = _frequencies.Count == 0 ? null : _frequencies.MinBy(label => label.Rows),
        SingleRowLabels = _frequencies.Count(label => label.Rows == 1),
        FaultCount = _faultCount,
        Faults = _faults,
    };

    private void Add(Example row)
    {
        _rows++;
        _labelCount += row.Labels.Count;
        _minLabels = Math.Min(_minLabels, row.Labels.Count);
        _maxLabels = Math.Max(_maxLabels, row.Labels.Count);
        _minWeight = Math.Min(_minWeight, row.Weight);
        _maxWeight = Math.Max(_maxWeight, row.Weight);
        _nonZeros += row.FeatureCount;
        _characters += row.Text?.Length ?? 0;
        if (row.FeatureCount > 0)
        {
            _features = Math.Max(_features, row.Features.IsDense ? row.FeatureCount : row.Features.Indices[^1] + 1);
        }

        if (row.FeatureCount == 0 && string.IsNullOrWhiteSpace(row.Text))
        {
            _emptyRows++;
        }

        if (row.Labels.Count == 0)
        {
            _rowsWithoutLabels++;
        }

        foreach (string label in row.Labels)
        {
            Count(label);
        }
    }

    private void Count(string label)
    {
        int id = _labels.GetOrAdd(label).Value;
        if (id == _frequencies.Count)
        {
            _frequencies.Add(new LabelFrequency(label, 0));
        }

        _frequencies[id] = new LabelFrequency(label, _frequencies[id].Rows + 1);
    }
}
