namespace Codeword.Tests.Reference;

/// <summary>Isotonic regression by its min-max formula: at the i-th of ascending places the largest, over a ≤ i, of the smallest, over b ≥ i, mean from a to b.</summary>
internal static class ReferenceIsotonic
{
    /// <summary>The fitted value at each distinct probability, ascending.</summary>
    public static List<(float Probability, double Value)> Fit((float Probability, bool IsRight)[] observations)
    {
        (float Probability, int Count, int Right)[] places =
        [
            .. observations.GroupBy(own => own.Probability).OrderBy(group => group.Key).Select(group => (group.Key, group.Count(), group.Count(own => own.IsRight))),
        ];
        var fitted = new List<(float, double)>();
        for (int i = 0; i < places.Length; i++)
        {
            double largest = double.NegativeInfinity;
            for (int a = 0; a <= i; a++)
            {
                double smallest = double.PositiveInfinity;
                for (int b = i; b < places.Length; b++)
                {
                    smallest = Math.Min(smallest, (double)places[a..(b + 1)].Sum(place => place.Right) / places[a..(b + 1)].Sum(place => place.Count));
                }

                largest = Math.Max(largest, smallest);
            }

            fitted.Add((places[i].Probability, largest));
        }

        return fitted;
    }
}
