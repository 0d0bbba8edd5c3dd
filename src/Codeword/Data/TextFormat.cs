namespace Codeword.Data;

/// <summary>
/// fastText: one row a line, <c>__label__a __label__b some text</c>. The labels come first and end at a blank; the rest of the line is
/// the text. A row may have no label; blank lines are skipped. A label after the text is a fault.
/// </summary>
public sealed record TextFormat : DataFormat
{
    /// <summary>What a label begins with; it is no part of the label's name.</summary>
    /// <exception cref="ArgumentException">Empty, or with white space or a control character in it.</exception>
    public string LabelPrefix
    {
        get;
        init => field = value.Length > 0 && !value.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
            ? value
            : throw new ArgumentException(
                $"The label prefix {Excerpt.Of(value)} is empty or has white space in it; give some other text.", nameof(value));
    } = "__label__";

    /// <inheritdoc/>
    public override string Name => "text";

    /// <inheritdoc/>
    public override bool HoldsText => true;

    /// <inheritdoc/>
    public override ExampleReader Open(Stream text, string source) =>
        new TextExampleReader(new LineReader(text, source, MaxLineLength), this);
}
