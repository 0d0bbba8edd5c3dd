namespace Codeword.Data;

/// <summary>
/// CSV and TSV (RFC 4180): the first row names the columns; a field with the delimiter, a quote or a line end in it stands in quotes,
/// a quote within it is doubled. Blank lines are skipped. An unclosed quote takes the rest of the data with it, and so ends the reading.
/// </summary>
public sealed record DelimitedFormat : DataFormat
{
    /// <summary>What stands between fields.</summary>
    /// <exception cref="ArgumentException">A quote or a line end.</exception>
    public char Delimiter
    {
        get;
        init => field = value is '"' or '\r' or '\n' or '\0' || char.IsSurrogate(value)
            ? throw new ArgumentException("The delimiter may be any character but a quote, a line end and NUL.", nameof(value))
            : value;
    } = ',';

    /// <summary>The columns that hold the text; several are joined by a line end.</summary>
    /// <exception cref="ArgumentException">No column, or an empty name.</exception>
    public IReadOnlyList<string> TextColumns { get; init => field = NameList.Checked(value, "text column"); } = ["text"];

    /// <summary>The column of the label; null when the data has no labels.</summary>
    /// <exception cref="ArgumentException">An empty name.</exception>
    public string? LabelColumn { get; init => field = NameList.Checked(value, "label column"); } = "label";

    /// <summary>What stands between several labels in their field, where an empty field then means none; null when each row has one label.</summary>
    /// <exception cref="ArgumentException">An empty separator.</exception>
    public string? LabelSeparator { get; init => field = NameList.Checked(value, "label separator"); }

    /// <summary>The column of the row's weight, a finite number above 0; null when every weight is 1.</summary>
    /// <exception cref="ArgumentException">An empty name.</exception>
    public string? WeightColumn { get; init => field = NameList.Checked(value, "weight column"); }

    /// <inheritdoc/>
    public override string Name => Delimiter switch
    {
        ',' => "csv",
        '\t' => "tsv",
        _ => $"delimited by {Delimiter}",
    };

    /// <inheritdoc/>
    public override bool HoldsText => true;

    /// <inheritdoc/>
    public override ExampleReader Open(Stream text, string source) =>
        DelimitedReader.Open(new LineReader(text, source, MaxLineLength), this);

    /// <summary>Whether the other format reads the same columns in the same way.</summary>
    public bool Equals(DelimitedFormat? other) =>
        base.Equals(other) && Delimiter == other.Delimiter && TextColumns.SequenceEqual(other.TextColumns, StringComparer.Ordinal)
        && LabelColumn == other.LabelColumn && LabelSeparator == other.LabelSeparator && WeightColumn == other.WeightColumn;

    /// <inheritdoc/>
    public override int GetHashCode() => (Delimiter, TextColumns.Count, MaxLineLength).GetHashCode();
}
