namespace Codeword.Codes;

/// <summary>
/// The digit of one bit of binary codes: the bit itself, B = 2. One output, a logit that is above 0 where the bit is 1, stands for both buckets.
/// </summary>
public sealed class BitColumn : DigitColumn
{
    /// <summary>One bit of every code.</summary>
    /// <param name="codes">The codes of the K classes.</param>
    /// <param name="bit">Which bit, 0 to k − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The codes have no such bit.</exception>
    public BitColumn(BinaryCodes codes, int bit)
        : base(codes.Count, buckets: 2)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bit);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(bit, codes.Bits);
        (Codes, Bit) = (codes, bit);
    }

    /// <summary>The codes of the K classes.</summary>
    public BinaryCodes Codes { get; }

    /// <summary>Which bit of them, 0 to k − 1.</summary>
    public int Bit { get; }

    /// <inheritdoc/>
    public override string Kind => "bit";

    /// <summary>1: the logit of the bit.</summary>
    public override int Outputs => 1;

    /// <summary>A bit a class, in whole bytes. A codebook of all bits of its codes stores them together: <see cref="BinaryCodes.StoredBytes"/>.</summary>
    public override long StoredBytes => (Classes + 7L) / 8;

    private protected override int Digit(int index) => Codes[index, Bit] ? 1 : 0;
}
