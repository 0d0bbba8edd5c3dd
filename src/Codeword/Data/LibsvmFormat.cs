namespace Codeword.Data;

/// <summary>
/// libsvm (svmlight): one row a line, <c>label,label index:value index:value # comment</c>. Labels are any text without spaces, commas
/// and colons, kept as they are written (<c>+1</c> and <c>1</c> differ). A line that begins with a space has no label.
/// Blank lines and comment lines are skipped. Indices ascend strictly and are stored counted from 0.
/// </summary>
public sealed record LibsvmFormat : DataFormat
{
    /// <summary>
    /// What indices count from. <see cref="Data.IndexBase.Auto"/> looks at the first 4 MiB of the data: if a row there has the index 0
    /// the base is zero, else one; the reader's <see cref="ExampleReader.Format"/> says which. An index 0 that turns up later is a fault.
    /// A file counted from 0 in which the index 0 never occurs cannot be told from one counted from 1: name its base.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the three.</exception>
    public IndexBase IndexBase
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The index base is Auto, Zero or One.");
    }

    /// <inheritdoc/>
    public override string Name => IndexBase switch
    {
        IndexBase.Zero => "libsvm:0",
        IndexBase.One => "libsvm:1",
        _ => "libsvm",
    };

    /// <inheritdoc/>
    public override bool HoldsText => false;

    /// <inheritdoc/>
    public override ExampleReader Open(Stream text, string source) =>
        LibsvmReader.Open(new LineReader(text, source, MaxLineLength), this);
}
