using Codeword.Data;

namespace Codeword.Codes;

/// <summary>
/// One digit of every class's codeword: a map from the K classes to B buckets. The closed set of kinds is
/// <see cref="HashedColumn"/>, <see cref="ShuffledColumn"/>, <see cref="ClusteredColumn"/>, <see cref="IdentityColumn"/> and <see cref="BitColumn"/>.
/// </summary>
public abstract class DigitColumn
{
    private protected DigitColumn(int classes, int buckets)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(buckets);
        Classes = classes;
        Buckets = buckets;
    }

    /// <summary>K, how many classes have a digit here.</summary>
    public int Classes { get; }

    /// <summary>B, how many values the digit can take.</summary>
    public int Buckets { get; }

    /// <summary>How many outputs of the heads say which digit it is: B, or 1 for a bit.</summary>
    public virtual int Outputs => Buckets;

    /// <summary>Which kind of column it is, in one word for tables.</summary>
    public abstract string Kind { get; }

    /// <summary>Bytes the column needs in the model file beyond its few parameters: 0 when digits are computed.</summary>
    public abstract long StoredBytes { get; }

    /// <summary>Whether digits can be computed anew each time, so that decoding need not lay them out.</summary>
    internal virtual bool IsComputed => false;

    /// <summary>The digit of one class, 0 to B − 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The class is not one of the column's.</exception>
    public int DigitOf(LabelId label)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(label.Value);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(label.Value, Classes);
        return Digit(label.Value);
    }

    /// <summary>Writes the digits of the classes <paramref name="first"/>, first + 1, … as many as fit the span.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range reaches beyond the column's classes.</exception>
    public void CopyDigits(int first, Span<int> digits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Classes - digits.Length);
        FillDigits(first, digits);
    }

    /// <summary>Writes the digits of some classes, all of them the column's.</summary>
    internal virtual void CopyDigits(ReadOnlySpan<int> indices, Span<int> digits)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            digits[i] = Digit(indices[i]);
        }
    }

    private protected virtual void FillDigits(int first, Span<int> digits)
    {
        for (int i = 0; i < digits.Length; i++)
        {
            digits[i] = Digit(first + i);
        }
    }

    private protected abstract int Digit(int index);
}
