namespace Codeword.Decoding;

/// <summary>
/// A monotone map from the probability that a <see cref="ProbabilityMap"/> gives to a calibrated one: knots, straight lines between them, and the first and last
/// knot's height beyond. Never leaves [0, 1], and never makes of two probabilities the smaller the larger. Immutable.
/// </summary>
public sealed class ProbabilityCurve
{
    /// <summary>The most knots a curve may have.</summary>
    public const int MostKnots = 256;

    private readonly float[] _given;
    private readonly float[] _calibrated;

    /// <summary>A curve through knots.</summary>
    /// <param name="given">Probabilities as they are given, strictly ascending, in [0, 1]; 1 to <see cref="MostKnots"/>.</param>
    /// <param name="calibrated">What each of them becomes: as many, never descending, in [0, 1].</param>
    /// <exception cref="ArgumentException">There are too few or too many knots, or they are out of range or order.</exception>
    public ProbabilityCurve(ReadOnlySpan<float> given, ReadOnlySpan<float> calibrated)
    {
        if (given.Length is < 1 or > MostKnots || calibrated.Length != given.Length)
        {
            throw new ArgumentException($"Found {given.Length} given and {calibrated.Length} calibrated probabilities; expected as many of both, 1 to {MostKnots}.");
        }

        for (int i = 0; i < given.Length; i++)
        {
            if (!(given[i] is >= 0 and <= 1 && calibrated[i] is >= 0 and <= 1))
            {
                throw new ArgumentException(FormattableString.Invariant($"Knot {i} makes {calibrated[i]} of {given[i]}; expected probabilities from 0 to 1."));
            }

            if (i > 0 && (given[i] <= given[i - 1] || calibrated[i] < calibrated[i - 1]))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Knot {i} makes {calibrated[i]} of {given[i]} after {calibrated[i - 1]} of {given[i - 1]}; expected knots that ascend."));
            }
        }

        (_given, _calibrated) = (given.ToArray(), calibrated.ToArray());
    }

    /// <summary>The knots' probabilities as they are given, ascending.</summary>
    public ReadOnlySpan<float> Given => _given;

    /// <summary>What they become.</summary>
    public ReadOnlySpan<float> Calibrated => _calibrated;

    /// <summary>The calibrated probability.</summary>
    /// <param name="probability">In [0, 1].</param>
    public float Of(float probability)
    {
        int at = _given.AsSpan().BinarySearch(probability);
        if (at >= 0)
        {
            return _calibrated[at];
        }

        int next = ~at;     // The first knot above.
        if (next == 0 || next == _given.Length)
        {
            return _calibrated[next == 0 ? 0 : ^1];
        }

        double low = _calibrated[next - 1], high = _calibrated[next];
        double way = ((double)probability - _given[next - 1]) / ((double)_given[next] - _given[next - 1]);
        return (float)Math.Clamp(low + (way * (high - low)), low, high);
    }

    /// <summary>
    /// What another class of the row gets where classes share a probability of 1: of what the first one leaves the part that it had before, but no more than the
    /// first one has.
    /// </summary>
    /// <param name="probability">The class's probability as it is given, at most <paramref name="first"/>.</param>
    /// <param name="first">The first class's probability as it is given.</param>
    /// <param name="calibrated">The first class's calibrated probability.</param>
    public static float OfRest(float probability, float first, float calibrated)
    {
        double rest = 1 - (double)first;
        return rest > 0 ? (float)Math.Min(calibrated, probability / rest * (1 - (double)calibrated)) : 0;
    }
}
