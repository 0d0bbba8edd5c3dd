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

        Bits = CommonCodes();
    }

    /// <summary>K, how many classes have a codeword.</summary>
    public int Classes => _columns[0].Classes;

    /// <summary>R, how many digits a codeword has.</summary>
    public int Length => _columns.Length;

    /// <summary>The digit columns, in order.</summary>
    public IReadOnlyList<DigitColumn> Columns => _columns;

    /// <summary>How many outputs the heads have together: ΣB over the columns, of which a bit counts 1.</summary>
    public long Outputs => _columns.Sum(column => (long)column.Outputs);

    /// <summary>The binary codes whose bits, all and in order, the columns are; null when they are anything else.</summary>
    public BinaryCodes? Bits { get; }

    /// <summary>Bytes of the digits that must be stored because they were found from data.</summary>
    public long StoredBytes => Bits?.StoredBytes ?? _columns.Sum(column => column.StoredBytes);

    /// <summary>The codebook of binary codes: a column a bit.</summary>
    public static Codebook OfBits(BinaryCodes codes)
    {
        ArgumentNullException.ThrowIfNull(codes);
        return new Codebook(Enumerable.Range(0, codes.Bits).Select(bit => new BitColumn(codes, bit)));
    }

    /// <summary>The codewords of some classes, in an order of their own.</summary>
    internal Codebook Select(int[] classes) =>
        Bits is { } codes ? OfBits(codes.Take(classes)) : new Codebook(_columns.Select(column => new SelectedColumn(column, classes)));

    private BinaryCodes? CommonCodes()
    {
        BinaryCodes? codes = (_columns[0] as BitColumn)?.Codes;
        bool areAll = codes?.Bits == _columns.Length
            && _columns.Index().All(column => column.Item is BitColumn bit && bit.Codes == codes && bit.Bit == column.Index);
        return areAll ? codes : null;
    }
}
