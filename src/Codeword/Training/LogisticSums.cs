using Codeword.Data;
using Codeword.Numerics;

namespace Codeword.Training;

/// <summary>
/// Gradient and curvature of the logistic loss of p = σ(scale·z + offset) over many scores s, standardized: z = (s − mean)/deviation, against the targets that
/// positives and negatives have.
/// </summary>
internal struct LogisticSums(double mean, double deviation, double positive, double negative)
{
    private double _gradientScale;
    private double _gradientOffset;
    private double _scaleScale;
    private double _scaleOffset;
    private double _offsetOffset;

    /// <summary>Adds the scores of all classes of one example.</summary>
    public void Add(ReadOnlySpan<float> scores, ReadOnlySpan<LabelId> labels, double scale, double offset)
    {
        for (int label = 0; label < scores.Length; label++)
        {
            double score = (scores[label] - mean) / deviation;
            double p = Sigmoid.Of((float)((scale * score) + offset));
            double weight = Math.Max(p * (1 - p), 1e-9);
            _gradientScale += (p - negative) * score;
            _gradientOffset += p - negative;
            _scaleScale += weight * score * score;
            _scaleOffset += weight * score;
            _offsetOffset += weight;
        }

        foreach (LabelId label in labels)
        {
            _gradientScale -= (positive - negative) * (scores[label.Value] - mean) / deviation;
            _gradientOffset -= positive - negative;
        }
    }

    /// <summary>The Newton step: curvature⁻¹ · gradient, of a slightly damped curvature.</summary>
    public readonly (double Scale, double Offset) NewtonStep()
    {
        double a = _scaleScale * (1 + 1e-9);
        double d = _offsetOffset * (1 + 1e-9);
        double determinant = (a * d) - (_scaleOffset * _scaleOffset);
        return determinant > 0
            ? (((d * _gradientScale) - (_scaleOffset * _gradientOffset)) / determinant,
                ((a * _gradientOffset) - (_scaleOffset * _gradientScale)) / determinant)
            : (0, 0);
    }
}
