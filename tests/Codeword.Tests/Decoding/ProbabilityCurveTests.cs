using Codeword.Decoding;
using Codeword.Numerics;

namespace Codeword.Tests.Decoding;

public sealed class ProbabilityCurveTests
{
    private static readonly float[] Given = [0.25f, 0.5f, 0.75f];
    private static readonly float[] Calibrated = [0.125f, 0.5f, 0.5f];

    [Theory]
    [InlineData(0f, 0.125f)]
    [InlineData(0.25f, 0.125f)]
    [InlineData(0.375f, 0.3125f)]
    [InlineData(0.5f, 0.5f)]
    [InlineData(0.6f, 0.5f)]
    [InlineData(0.75f, 0.5f)]
    [InlineData(1f, 0.5f)]
    public void KnotsAreJoinedByLinesAndTheEndsAreLevel(float probability, float expected) =>
        Assert.Equal(expected, new ProbabilityCurve(Given, Calibrated).Of(probability));

    [Fact]
    public void TheLargerOfTwoProbabilitiesNeverBecomesTheSmaller()
    {
        var random = new SplitMix64(8);
        for (int round = 0; round < 100; round++)
        {
            float[] given = [.. Uniform(40, ref random).Distinct()];
            var curve = new ProbabilityCurve(given, Uniform(given.Length, ref random));
            float[] mapped = [.. Uniform(2000, ref random).Concat(given).Order().Select(curve.Of)];

            Assert.Equal(mapped.Order(), mapped);
            Assert.InRange(mapped[0], 0, 1);
            Assert.InRange(mapped[^1], 0, 1);
        }
    }

    [Fact]
    public void NeighbouringFloatsAreKnotsLikeOthers()
    {
        float next = MathF.BitIncrement(0.5f);
        var curve = new ProbabilityCurve([0.5f, next], [0, 1]);
        Assert.Equal((0, 1), (curve.Of(0.5f), curve.Of(next)));
    }

    // The first class had 0.6 and gets 0.8: the others share 0.2 as they shared 0.4.
    [Fact]
    public void OtherClassesShareWhatTheFirstLeaves()
    {
        Assert.Equal(0.15f, ProbabilityCurve.OfRest(0.3f, 0.6f, 0.8f), 1e-6f);
        Assert.Equal(0.05f, ProbabilityCurve.OfRest(0.1f, 0.6f, 0.8f), 1e-6f);
    }

    [Theory]
    [InlineData(0.3f, 0.6f, 0.1f, 0.1f)]
    [InlineData(0f, 1f, 0.5f, 0f)]
    [InlineData(1e-30f, 1f, 0.5f, 0f)]
    public void NoClassGetsMoreThanTheFirst(float probability, float first, float calibrated, float expected) =>
        Assert.Equal(expected, ProbabilityCurve.OfRest(probability, first, calibrated));

    [Theory]
    [InlineData(new float[0], new float[0], "Found 0 given and 0 calibrated probabilities; expected as many of both, 1 to 256.")]
    [InlineData(new[] { 0.1f }, new[] { 0.1f, 0.2f }, "Found 1 given and 2 calibrated probabilities; expected as many of both, 1 to 256.")]
    [InlineData(new[] { 0.1f, 0.1f }, new[] { 0.1f, 0.2f }, "Knot 1 makes 0.2 of 0.1 after 0.1 of 0.1; expected knots that ascend.")]
    [InlineData(new[] { 0.1f, 0.2f }, new[] { 0.3f, 0.2f }, "Knot 1 makes 0.2 of 0.2 after 0.3 of 0.1; expected knots that ascend.")]
    [InlineData(new[] { 0.1f, float.NaN }, new[] { 0.3f, 0.4f }, "Knot 1 makes 0.4 of NaN; expected probabilities from 0 to 1.")]
    [InlineData(new[] { 0.1f }, new[] { 1.5f }, "Knot 0 makes 1.5 of 0.1; expected probabilities from 0 to 1.")]
    [InlineData(new[] { -0.1f }, new[] { 0.5f }, "Knot 0 makes 0.5 of -0.1; expected probabilities from 0 to 1.")]
    public void KnotsThatMakeNoCurveAreRefused(float[] given, float[] calibrated, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new ProbabilityCurve(given, calibrated)).Message);

    [Fact]
    public void MoreKnotsThanAnyoneNeedsAreRefused()
    {
        float[] knots = [.. Enumerable.Range(0, ProbabilityCurve.MostKnots + 1).Select(i => i / 1000f)];
        Assert.Throws<ArgumentException>(() => new ProbabilityCurve(knots, knots));
        Assert.Equal(0.1f, new ProbabilityCurve(knots.AsSpan(1), knots.AsSpan(1)).Of(0.1f));
    }

    private static float[] Uniform(int count, ref SplitMix64 random)
    {
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan())
        {
            value = (float)random.NextDouble();
        }

        return [.. values.Order()];
    }
}
