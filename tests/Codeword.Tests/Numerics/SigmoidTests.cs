using System.Runtime.Intrinsics;
using Codeword.Numerics;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Numerics;

public sealed class SigmoidTests
{
    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    [InlineData(-1f)]
    [InlineData(-20f)]
    [InlineData(15f)]
    [InlineData(80f)]
    [InlineData(-80f)]
    [InlineData(-86f)]
    public void ValueAndLogarithmAreThoseOfTheDefinition(float x)
    {
        double expected = 1 / (1 + Math.Exp(-x));

        Assert.Equal(1, Sigmoid.Of(x) / expected, 3e-7);
        Assert.Equal(Sigmoid.Of(x), Sigmoid.Of(Vector512.Create(x)).GetElement(9));
        Assert.Equal(Math.Min(x, 0.0) - Math.Log(1 + Math.Exp(-Math.Abs(x))), Sigmoid.Log(x), 1e-7 * Math.Max(1, Math.Abs(x)));
    }

    [Fact]
    public void ExtremesNeitherOverflowNorLeaveTheUnitInterval()
    {
        Assert.Equal(1, Sigmoid.Of(float.PositiveInfinity));
        Assert.Equal(1, Sigmoid.Of(1e30f));
        Assert.InRange(Sigmoid.Of(float.NegativeInfinity), 0, 1e-38f);
        Assert.Equal(-1e30f, Sigmoid.Log(-1e30f));
        Assert.Equal(0, Sigmoid.Log(1e30f));
    }

    [Theory]
    [InlineData(1, new[] { 0 })]
    [InlineData(5, new int[0])]
    [InlineData(16, new[] { 3, 7 })]
    [InlineData(17, new[] { 16 })]
    [InlineData(100, new[] { 0, 1, 50, 99 })]
    public void LossAndGradientAreThoseOfTheCrossEntropy(int count, int[] targets)
    {
        var random = new SplitMix64(4);
        float[] logits = [.. Enumerable.Range(0, (count + 15) / 16 * 16).Select(_ => (float)((10 * random.NextDouble()) - 5))];
        double[] exact = [.. logits.Take(count).Select(m => (double)m)];

        Assert.Equal(1, Sigmoid.LossAndGradient(logits, count, targets) / ReferenceLoss.Logistic(exact, targets), 1e-6);
        Assert.All(ReferenceLoss.Gradient(m => ReferenceLoss.Logistic(m, targets), exact).Zip(logits), pair =>
            Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.All(logits[count..], padding => Assert.Equal(0, padding));
    }

    [Theory]
    [InlineData(30f, true, 0.0)]
    [InlineData(30f, false, 30.0)]
    [InlineData(-30f, true, 30.0)]
    [InlineData(-30f, false, 0.0)]
    [InlineData(16f, true, 1.1253517e-7)]
    public void AConfidentBucketCostsWhatItOught(float logit, bool isTarget, double expected)
    {
        float[] logits = [logit, .. new float[15]];

        Assert.Equal(expected, Sigmoid.LossAndGradient(logits, 1, isTarget ? [0] : []), 1e-6);
    }
}
