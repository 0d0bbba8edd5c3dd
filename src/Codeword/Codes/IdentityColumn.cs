namespace Codeword.Codes;

/// <summary>The digit of one-vs-all: every class is its own bucket, B = K.</summary>
public sealed class IdentityColumn(int classes) : DigitColumn(classes, classes)
{
    /// <inheritdoc/>
    public override string Kind => "identity";

    /// <inheritdoc/>
    public override long StoredBytes => 0;

    private protected override int Digit(int index) => index;
}
