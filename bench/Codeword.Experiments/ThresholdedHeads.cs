using Codeword.Models;

namespace Codeword.Experiments;

/// <summary>Heads whose small weights are set to 0, as DiSMEC does it.</summary>
internal static class ThresholdedHeads
{
    /// <summary>Keeps a share of the weights, the largest ones.</summary>
    public static (Heads Heads, long Kept) OfShare(Heads exact, double share) =>
        At(exact, WeightThreshold.Of([.. exact.Groups.Select(group => (WeightMatrix)group.Weights)], share));

    /// <summary>Keeps the weights whose magnitude is at least the threshold and not 0.</summary>
    public static (Heads Heads, long Kept) At(Heads exact, float threshold)
    {
        long kept = 0;
        var groups = new HeadGroup[exact.Groups.Count];
        for (int g = 0; g < groups.Length; g++)
        {
            var all = (WeightMatrix)exact.Groups[g].Weights;
            var cut = new WeightMatrix(all.Rows, all.Columns);
            for (long row = 0; row < cut.Rows; row++)
            {
                Span<float> own = cut.Row(row);
                all.Row(row).CopyTo(own);
                foreach (ref float weight in own)
                {
                    weight = MathF.Abs(weight) >= threshold ? weight : 0;
                    kept += weight != 0 ? 1 : 0;
                }
            }

            groups[g] = exact.Groups[g] with { Weights = cut };
        }

        return (new Heads(exact.Loss, exact.Transform, groups, null), kept);
    }
}
