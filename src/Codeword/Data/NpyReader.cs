namespace Codeword.Data;

/// <summary>Reads <see cref="NpyFormat"/>.</summary>
internal sealed class NpyReader : ExampleReader
{
    private readonly NpyRows _rows;
    private readonly NpyLabels? _labels;
    private readonly LabelPool _names = new();
    private long _row;
    private bool _ended;

    private NpyReader(NpyRows rows, NpyLabels? labels, NpyFormat format)
    {
        _rows = rows;
        _labels = labels;
        Format = format with { Labels = null, Columns = rows.Columns };
    }

    public override DataFormat Format { get; }

    public static NpyReader Open(NpySource source, NpyFormat format)
    {
        var rows = NpyRows.Open(source, format);
        return new NpyReader(rows, format.Labels is { } path ? NpyLabels.Open(path, rows) : null, format);
    }

    public override bool Read()
    {
        if (_ended)
        {
            return false;
        }

        _ended = true; // unless a row comes whole: what breaks off is told once
        if (_row == _rows.Count)
        {
            _rows.RequireEnd();
            _labels?.RequireEnd();
            return false;
        }

        _row++;
        Current.Clear();
        Current.Line = _row;
        _names.NextRow();
        _rows.Read(Current);
        _labels?.Read(Current, _names);
        _ended = false;
        RequireFinite();
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rows.Dispose();
            _labels?.Dispose();
        }
    }

    private void RequireFinite()
    {
        ReadOnlySpan<float> values = Current.Features.Values;
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                throw _rows.Fault(_row, i + 1, FormattableString.Invariant($"found {values[i]}; expected a finite number of single precision"));
            }
        }
    }
}
