namespace Codeword.Codes;

/// <summary>A digit that puts alike classes into one bucket; found from data (balanced k-means) and therefore stored.</summary>
public sealed class ClusteredColumn : DigitColumn
{
    private readonly int[] _digits;

    /// <summary>A column of given digits.</summary>
    /// <param name="digits">One digit a class, 0 to B − 1; copied.</param>
    /// <param name="buckets">B.</param>
    /// <exception cref="ArgumentException">A digit is outside 0 to B − 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no class or no bucket.</exception>
    public ClusteredColumn(ReadOnlySpan<int> digits, int buckets)
        : base(digits.Length, buckets)
    {
        Require(digits, buckets, 0, nameof(digits));
        _digits = digits.ToArray();
    }

    /// <summary>Bytes one stored digit takes: the fewest of 1, 2 and 4 that hold B − 1.</summary>
    public static int BytesPerDigit(int buckets) => buckets <= 1 << 8 ? 1 : buckets <= 1 << 16 ? 2 : 4;

    /// <inheritdoc/>
    public override string Kind => "clustered";

    /// <inheritdoc/>
    public override long StoredBytes => (long)Classes * BytesPerDigit(Buckets);

    private protected override int Digit(int index) => _digits[index];

    /// <summary>Refuses digits, of the classes from <paramref name="first"/> on, that are outside 0 to B − 1.</summary>
    internal static void Require(ReadOnlySpan<int> digits, int buckets, int first, string name)
    {
        for (int i = 0; i < digits.Length; i++)
        {
            if (digits[i] < 0 || digits[i] >= buckets)
            {
                throw new ArgumentException($"Class {first + i} has digit {digits[i]}; expected 0 to {buckets - 1}.", name);
            }
        }
    }
}
