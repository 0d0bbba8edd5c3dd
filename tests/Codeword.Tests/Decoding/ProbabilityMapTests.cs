using Codeword.Decoding;

namespace Codeword.Tests.Decoding;

public sealed class ProbabilityMapTests
{
    [Fact]
    public void SharesOfOneProbabilityAddUpToOne()
    {
        var map = new ProbabilityMap(IsSoftmax: true, Scale: 2, Offset: 0);
        float[] scores = [1, -3, 0.5f];
        double logSum = Math.Log(scores.Sum(score => Math.Exp(2 * score)));

        Assert.Equal(1, scores.Sum(score => map.Probability(score, logSum)), 1e-6);
        Assert.Equal(Math.Exp(2 - logSum), map.Probability(1, logSum), 1e-6);
    }

    [Fact]
    public void RoundingNeverCarriesAProbabilityBeyondOne() =>
        Assert.Equal(1, new ProbabilityMap(true, 1, 0).Probability(5, logSum: 4.999_999));

    [Theory]
    [InlineData(0f, 0.26894142f)]
    [InlineData(0.5f, 0.5f)]
    [InlineData(1000f, 1f)]
    public void OneLabelOfManyIsASigmoid(float score, float expected) =>
        Assert.Equal(expected, new ProbabilityMap(IsSoftmax: false, Scale: 2, Offset: -1).Probability(score, double.NaN), 1e-6f);
}
