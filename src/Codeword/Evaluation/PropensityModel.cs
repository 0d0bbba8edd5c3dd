namespace Codeword.Evaluation;

/// <summary>
/// How likely it is that a label that applies to a row was written down there: p_l = 1 / (1 + C·(N_l + B)^−A) with
/// C = (ln N − 1)·(B + 1)^A, where N_l of N training rows have label l (Jain, Prabhu and Varma, KDD 2016, section 4).
/// Rare labels are missed more often, so finding one counts 1/p_l.
/// </summary>
public sealed record PropensityModel
{
    /// <summary>A, at least 0; 0.55 unless the data set's literature says otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double A
    {
        get;
        init => field = double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(A), value, "A must be 0 or more.");
    } = 0.55;

    /// <summary>B, above 0; 1.5 unless the data set's literature says otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 or not finite.</exception>
    public double B
    {
        get;
        init => field = double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(B), value, "B must be above 0.");
    } = 1.5;

    /// <summary>The constants in use for data from Wikipedia: A = 0.5, B = 0.4.</summary>
    public static PropensityModel Wikipedia { get; } = new() { A = 0.5, B = 0.4 };

    /// <summary>The constants in use for data from Amazon: A = 0.6, B = 2.6.</summary>
    public static PropensityModel Amazon { get; } = new() { A = 0.6, B = 2.6 };

    /// <summary>
    /// 1/p_l, at least 1. Fewer than 3 training rows would make C negative, and probabilities exceed 1: C is taken as 0 then.
    /// </summary>
    /// <param name="labelRows">N_l, how many training rows have the label; 0 for a label unseen in training.</param>
    /// <param name="trainingRows">N, how many training rows there are.</param>
    public double InversePropensity(long labelRows, long trainingRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(labelRows);
        ArgumentOutOfRangeException.ThrowIfLessThan(trainingRows, labelRows);
        double c = Math.Max(0, Math.Log(Math.Max(trainingRows, 1)) - 1) * Math.Pow(B + 1, A);
        return 1 + c * Math.Pow(labelRows + B, -A);
    }
}
