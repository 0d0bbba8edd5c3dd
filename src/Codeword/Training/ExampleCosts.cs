using Codeword.Data;
using Codeword.Numerics;

namespace Codeword.Training;

/// <summary>
/// What each example's loss is multiplied by: its own weight times its labels' class weight. Weight · mean over the labels of N_l⁻ᵃ, scaled so that the mean stays that of the
/// weights alone; within 10⁻¹⁵ to 10¹⁵.
/// </summary>
internal sealed class ExampleCosts
{
    // Beyond these the solvers' 1/(2·C·cost) and squared gradients leave the range of a float, and weights cease to be numbers.
    private const float Smallest = 1e-15f;
    private const float Largest = 1e15f;
    private readonly ExampleSet _examples;
    private readonly double[]? _classWeights;
    private readonly float _scale = 1;

    /// <param name="examples">The examples.</param>
    /// <param name="classWeightPower">a.</param>
    public ExampleCosts(ExampleSet examples, float classWeightPower)
    {
        _examples = examples;
        if (classWeightPower == 0)
        {
            return;
        }

        _classWeights = [.. LabelCounts.Of(examples).Select(count => PowerOf(Math.Max(1, count), -classWeightPower))];
        double before = 0;
        double after = 0;
        for (int row = 0; row < examples.Count; row++)
        {
            before += examples.WeightOf(row);
            after += Weighted(row);
        }

        _scale = after > 0 ? (float)(before / after) : 1;
    }

    /// <summary>The factor of an example's loss.</summary>
    public float this[int row] => Math.Clamp(Weighted(row) * _scale, Smallest, Largest);

    /// <summary>The factors of all examples.</summary>
    public float[] ToArray() => [.. Enumerable.Range(0, _examples.Count).Select(row => this[row])];

    private float Weighted(int row)
    {
        float weight = _examples.WeightOf(row);
        if (_classWeights is null)
        {
            return weight;
        }

        double sum = 0;
        ReadOnlySpan<LabelId> labels = _examples.LabelsOf(row);
        foreach (LabelId label in labels)
        {
            sum += _classWeights[label.Value];
        }

        return weight * (labels.IsEmpty ? 1 : (float)(sum / labels.Length));
    }

    private static double PowerOf(long count, float power) => VectorMath.Exp((float)(power * VectorMath.Log(count)));
}
