namespace Codeword.Codes;

/// <summary>How evenly one column spreads the classes over its buckets.</summary>
/// <param name="Kind">The column's kind: hashed, shuffled, clustered, identity or bit.</param>
/// <param name="Buckets">B.</param>
/// <param name="Smallest">Classes in the emptiest bucket.</param>
/// <param name="Largest">Classes in the fullest bucket.</param>
/// <param name="Empty">Buckets without a class.</param>
public sealed record ColumnLoad(string Kind, int Buckets, int Smallest, int Largest, int Empty)
{
    internal static ColumnLoad Of(DigitColumn column)
    {
        int[] digits = new int[column.Classes];
        column.CopyDigits(0, digits);
        int[] loads = new int[column.Buckets];
        foreach (int digit in digits)
        {
            loads[digit]++;
        }

        return new ColumnLoad(column.Kind, column.Buckets, loads.Min(), loads.Max(), loads.Count(load => load == 0));
    }
}
