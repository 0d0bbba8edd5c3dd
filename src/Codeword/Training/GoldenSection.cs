namespace Codeword.Training;

/// <summary>Finds the minimum of a function of one variable with a single valley (Kiefer 1953).</summary>
internal static class GoldenSection
{
    private const double Ratio = 0.6180339887498949;
    private const int Steps = 40;

    /// <summary>The place of the minimum between two bounds, within 0.618⁴⁰ ≈ 4e-9 of their distance.</summary>
    public static double Minimise(Func<double, double> function, double low, double high)
    {
        double left = high - (Ratio * (high - low));
        double right = low + (Ratio * (high - low));
        (double leftValue, double rightValue) = (function(left), function(right));
        for (int step = 0; step < Steps; step++)
        {
            if (leftValue <= rightValue)
            {
                (high, right, rightValue) = (right, left, leftValue);
                left = high - (Ratio * (high - low));
                leftValue = function(left);
            }
            else
            {
                (low, left, leftValue) = (left, right, rightValue);
                right = low + (Ratio * (high - low));
                rightValue = function(right);
            }
        }

        return (low + high) / 2;
    }
}
