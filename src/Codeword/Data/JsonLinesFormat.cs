namespace Codeword.Data;

/// <summary>
/// JSON lines: each line is one object, of which the named properties are read and all others ignored. A label is a string or a number
/// (which stands for its text); several labels are an array, an empty array is none. Blank lines are skipped. Rows hold text, unless
/// <see cref="FeaturesProperty"/> is set.
/// </summary>
public sealed record JsonLinesFormat : DataFormat
{
    /// <summary>The properties that hold the text, each a string; several are joined by a line end. Ignored when rows hold features.</summary>
    /// <exception cref="ArgumentException">No property, or an empty name.</exception>
    public IReadOnlyList<string> TextProperties { get; init => field = NameList.Checked(value, "text property"); } = ["text"];

    /// <summary>
    /// The property of the features, null when rows hold text: an object <c>{"index": value, …}</c> or an array of pairs
    /// <c>[[index, value], …]</c>, either of which may be empty. Indices are whole numbers from 0 to 2,147,483,646, in any order, as the
    /// members of a JSON object have none, each once; values are finite numbers.
    /// </summary>
    /// <exception cref="ArgumentException">An empty name.</exception>
    public string? FeaturesProperty { get; init => field = NameList.Checked(value, "features property"); }

    /// <summary>The property of the labels; null when the data has none.</summary>
    /// <exception cref="ArgumentException">An empty name.</exception>
    public string? LabelProperty { get; init => field = NameList.Checked(value, "label property"); } = "label";

    /// <summary>The property of the row's weight, a finite number above 0; null when every weight is 1.</summary>
    /// <exception cref="ArgumentException">An empty name.</exception>
    public string? WeightProperty { get; init => field = NameList.Checked(value, "weight property"); }

    /// <inheritdoc/>
    public override string Name => "jsonl";

    /// <inheritdoc/>
    public override bool HoldsText => FeaturesProperty is null;

    /// <inheritdoc/>
    public override ExampleReader Open(Stream text, string source) =>
        new JsonLinesReader(new LineReader(text, source, MaxLineLength), this);

    /// <summary>Whether the other format reads the same properties in the same way.</summary>
    public bool Equals(JsonLinesFormat? other) =>
        base.Equals(other) && TextProperties.SequenceEqual(other.TextProperties, StringComparer.Ordinal)
        && FeaturesProperty == other.FeaturesProperty && LabelProperty == other.LabelProperty && WeightProperty == other.WeightProperty;

    /// <inheritdoc/>
    public override int GetHashCode() => (TextProperties.Count, MaxLineLength).GetHashCode();
}
