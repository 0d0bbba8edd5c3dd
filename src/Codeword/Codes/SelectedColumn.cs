namespace Codeword.Codes;

/// <summary>Some classes of another column, in an order of their own: what decoding sees of a column when classes are retired.</summary>
/// <param name="column">The column.</param>
/// <param name="classes">Which of its classes; shared by the columns of a codebook and not copied.</param>
internal sealed class SelectedColumn(DigitColumn column, int[] classes) : DigitColumn(classes.Length, column.Buckets)
{
    private const int Run = 1024;

    /// <inheritdoc/>
    public override string Kind => column.Kind;

    /// <inheritdoc/>
    public override int Outputs => column.Outputs;

    /// <inheritdoc/>
    public override long StoredBytes => 0;

    internal override bool IsComputed => column.IsComputed;

    internal override void CopyDigits(ReadOnlySpan<int> indices, Span<int> digits)
    {
        Span<int> own = stackalloc int[Math.Min(indices.Length, Run)];
        for (int first = 0; first < indices.Length; first += Run)
        {
            ReadOnlySpan<int> run = indices[first..Math.Min(first + Run, indices.Length)];
            for (int i = 0; i < run.Length; i++)
            {
                own[i] = classes[run[i]];
            }

            column.CopyDigits(own[..run.Length], digits[first..]);
        }
    }

    private protected override int Digit(int index) => column.DigitOf(new Data.LabelId(classes[index]));

    private protected override void FillDigits(int first, Span<int> digits) => column.CopyDigits(classes.AsSpan(first, digits.Length), digits);
}
