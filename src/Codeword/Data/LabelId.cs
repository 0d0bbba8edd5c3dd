namespace Codeword.Data;

/// <summary>
/// A class's dense 0-based index into a <see cref="LabelSet"/>. It never changes once given, so that a codeword,
/// which is computed from the index, never changes when a label is renamed or another one is added.
/// </summary>
/// <param name="Value">The index, 0 or more.</param>
public readonly record struct LabelId(int Value) : IComparable<LabelId>
{
    /// <summary>Orders labels by index.</summary>
    public int CompareTo(LabelId other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> has the smaller index.</summary>
    public static bool operator <(LabelId left, LabelId right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> has the larger index.</summary>
    public static bool operator >(LabelId left, LabelId right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> has the smaller or the same index.</summary>
    public static bool operator <=(LabelId left, LabelId right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> has the larger or the same index.</summary>
    public static bool operator >=(LabelId left, LabelId right) => left.Value >= right.Value;
}
