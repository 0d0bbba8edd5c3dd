namespace Codeword.Codes;

/// <summary>Gives every class its codeword: R digit columns over the same K classes, of any mix of kinds and bucket counts.</summary>
public sealed class Codebook
{
    private readonly DigitColumn[] _columns;

    /// <summary>A codebook of the given columns.</summary>
    /// <exception cref="ArgumentException">There is no column, or two speak of different numbers of classes.</exception>
    public Codebook(IEnumerable<DigitColumn> columns)
    {
        _columns = [.. columns];
        if (_columns.Length == 0)
        {
            throw new ArgumentException("A codebook needs at least one column.", nameof(columns));
        }

        foreach (DigitColumn column in _columns)
        {
            if (column.Classes != _columns[0].Classes)
            {
                throw new ArgumentException(
                    $"One column has {_columns[0].Classes} classes, another {column.Classes}; all need the same.", nameof(columns));
            }
        }
    }

    /// <summary>K, how many classes have a codeword.</summary>
    public int Classes => _columns[0].Classes;

    /// <summary>R, how many digits a codeword has.</summary>
    public int Length => _columns.Length;

    /// <summary>The digit columns, in order.</summary>
    public IReadOnlyList<DigitColumn> Columns => _columns;

    /// <summary>ΣB over the columns: how many outputs the heads have together.</summary>
    public long Outputs => _columns.Sum(column => (long)column.Buckets);

    /// <summary>Bytes of the digits that must be stored because they were found from data.</summary>
    public long StoredBytes => _columns.Sum(column => column.StoredBytes);
}
