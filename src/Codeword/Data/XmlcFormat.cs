namespace Codeword.Data;

/// <summary>
/// The format of the Extreme Classification Repository: a header <c>N D L</c> (rows, features, labels), then N rows
/// <c>label,label index:value index:value</c>. Labels and indices count from 0 and lie below L and D; a row without labels begins with a
/// space; an empty line is a row without labels and features. Empty lines after the last row are skipped.
/// </summary>
public sealed record XmlcFormat : DataFormat
{
    /// <inheritdoc/>
    public override string Name => "xmlc";

    /// <inheritdoc/>
    public override bool HoldsText => false;

    /// <inheritdoc/>
    public override ExampleReader Open(Stream text, string source) =>
        XmlcReader.Open(new LineReader(text, source, MaxLineLength), this);
}
