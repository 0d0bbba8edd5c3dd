using System.Text.Json.Serialization;

namespace Codeword.Data;

/// <summary>
/// NumPy's <c>.npy</c>: an array of two dimensions, rows by features, of plain numbers (see <see cref="NpyArray"/>); rows are dense, and
/// rounded to single precision. Labels are integers in a file of their own. Rows are read one by one: an array in Fortran order therefore has
/// to be a plain file, not a gzipped one or a pipe. In faults the line is the row and the column the feature, both counted from 1.
/// </summary>
/// <remarks>There are no lines: what <see cref="DataFormat.MaxLineLength"/> bounds is the bytes of a row.</remarks>
public sealed record NpyFormat : DataFormat
{
    /// <summary>
    /// The path of the labels, plain or gzipped: an array of one dimension with an integer for each row, whose decimal digits become the label's
    /// name. Null when rows have no labels. It is no part of what a model keeps, nor of a reader's <see cref="ExampleReader.Format"/>.
    /// </summary>
    /// <exception cref="ArgumentException">An empty path.</exception>
    [JsonIgnore]
    public string? Labels { get; init => field = NameList.Checked(value, "path of the labels"); }

    /// <summary>How many features a row must have; null for any number, which the reader's <see cref="ExampleReader.Format"/> then says.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative number.</exception>
    public int? Columns
    {
        get;
        init => field = value is null or >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A row has 0 or more columns.");
    }

    /// <inheritdoc/>
    public override string Name => "npy";

    /// <inheritdoc/>
    public override bool HoldsText => false;

    /// <inheritdoc/>
    /// <exception cref="IOException">The labels cannot be read.</exception>
    public override ExampleReader Open(Stream text, string source) => NpyReader.Open(new NpySource(text, source), this);
}
