using System.Numerics.Tensors;
using Codeword.Data;
using Codeword.Numerics;

namespace Codeword.Training;

/// <summary>What each example's loss is multiplied by: its own weight times its labels' class weight.</summary>
internal static class ExampleCosts
{
    // Beyond these the solvers' 1/(2·C·cost) and squared gradients leave the range of a float, and weights cease to be numbers.
    private const float Smallest = 1e-15f;
    private const float Largest = 1e15f;

    /// <summary>
    /// Weight · mean over the labels of N_l⁻ᵃ, scaled so that the mean stays that of the weights alone; within 10⁻¹⁵ to 10¹⁵.
    /// </summary>
    public static float[] Of(ExampleSet examples, float classWeightPower)
    {
        float[] costs = Weighted(examples, classWeightPower);
        TensorPrimitives.Clamp(costs, Smallest, Largest, costs);
        return costs;
    }

    private static float[] Weighted(ExampleSet examples, float classWeightPower)
    {
        float[] costs = new float[examples.Count];
        for (int row = 0; row < costs.Length; row++)
        {
            costs[row] = examples.WeightOf(row);
        }

        if (classWeightPower == 0)
        {
            return costs;
        }

        double[] weights = [.. LabelCounts.Of(examples).Select(count => PowerOf(Math.Max(1, count), -classWeightPower))];
        double before = 0;
        double after = 0;
        for (int row = 0; row < costs.Length; row++)
        {
            double sum = 0;
            ReadOnlySpan<LabelId> labels = examples.LabelsOf(row);
            foreach (LabelId label in labels)
            {
                sum += weights[label.Value];
            }

            before += costs[row];
            costs[row] *= labels.IsEmpty ? 1 : (float)(sum / labels.Length);
            after += costs[row];
        }

        float scale = after > 0 ? (float)(before / after) : 1;
        for (int row = 0; row < costs.Length; row++)
        {
            costs[row] *= scale;
        }

        return costs;
    }

    private static double PowerOf(long count, float power) => VectorMath.Exp((float)(power * VectorMath.Log(count)));
}
