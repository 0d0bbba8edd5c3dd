namespace Codeword.Data;

/// <summary>
/// JSON lines: each line is one object, of which the named properties are read and all others ignored. A label is a string or a number
/// (which stands for its text); several labels are an array, an empty array is none. Blank lines are skipped.
/// </summary>
public sealed record JsonLinesFormat : DataFormat
{
    /// <summary>The properties that hold the text, each a string; several are joined by a line end.</summary>
    /// <exception cref="ArgumentException">No property, or an empty name.</exception>
    public IReadOnlyList<string> TextProperties { get; init => field = NameList.Checked(value, "text property"); } = ["text"];

    /// <summary>The property of the labels; null when the data has none.</summary>
    /// <exception cref="ArgumentException">An empty name.</exception>
    public string? LabelProperty { get; init => field = NameList.Checked(value, "label property"); } = "label";

    /// <summary>The property of the row's weight, a finite number above 0; null when every weight is 1.</summary>
    /// <exception cref="ArgumentException">An empty name.</exception>
    public string? WeightProperty { get; init => field = NameList.Checked(value, "weight property"); }

    /// <inheritdoc/>
    public override string Name => "jsonl";

    /// <inheritdoc/>
    public override bool HoldsText => true;

    /// <inheritdoc/>
    public override ExampleReader Open(Stream text, string source) =>
        new JsonLinesReader(new LineReader(text, source, MaxLineLength), this);

    /// <summary>Whether the other format reads the same properties in the same way.</summary>
    public bool Equals(JsonLinesFormat? other) =>
        base.Equals(other) && TextProperties.SequenceEqual(other.TextProperties, StringComparer.Ordinal)
        && LabelProperty == other.LabelProperty && WeightProperty == other.WeightProperty;

    /// <inheritdoc/>
    public override int GetHashCode() => (TextProperties.Count, MaxLineLength).GetHashCode();
}
