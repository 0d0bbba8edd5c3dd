using Codeword.Numerics;

namespace Codeword.Codes;

/// <summary>A digit computed by a 2-universal hash of the class's index: nothing is stored. The theory of MACH speaks of these.</summary>
public sealed class HashedColumn : DigitColumn
{
    /// <summary>A column of the given hash function.</summary>
    public HashedColumn(int classes, UniversalHash hash)
        : base(classes, hash.Buckets) => Hash = hash;

    /// <summary>The function; its B is the column's.</summary>
    public UniversalHash Hash { get; }

    /// <inheritdoc/>
    public override string Kind => "hashed";

    /// <inheritdoc/>
    public override long StoredBytes => 0;

    internal override bool IsComputed => true;

    internal override void CopyDigits(ReadOnlySpan<int> indices, Span<int> digits) => Hash.FillBuckets(indices, digits);

    private protected override int Digit(int index) => Hash.Bucket(index);

    private protected override void FillDigits(int first, Span<int> digits) => Hash.FillBuckets(first, digits);
}
