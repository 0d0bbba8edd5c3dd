namespace Codeword.Evaluation;

/// <summary>
/// A sum of numbers of 0 or more, kept in units of 2^-64. Integers add up to the same total in any order, which floating-point numbers
/// do not: so the order of rows and the way they were shared among threads leave no trace. A number below 2^-11 is cut to units.
/// </summary>
internal readonly record struct FixedPointSum(UInt128 Units)
{
    private const double UnitsPerOne = 18446744073709551616.0;

    public double Value => (double)Units / UnitsPerOne;

    public static FixedPointSum operator +(FixedPointSum left, FixedPointSum right) => new(left.Units + right.Units);

    public static FixedPointSum operator +(FixedPointSum left, double right) => new(left.Units + (UInt128)(right * UnitsPerOne));
}
