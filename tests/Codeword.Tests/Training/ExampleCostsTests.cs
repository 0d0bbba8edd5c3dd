using Codeword.Data;
using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class ExampleCostsTests
{
    [Fact]
    public void WithoutClassWeightsACostIsTheExamplesWeight() => Assert.Equal([1, 3, 0.5f], new ExampleCosts(Examples(1, 3, 0.5f), 0).ToArray());

    [Fact]
    public void ClassesThatCountAlikeShareTheWholeWeightAlike()
    {
        // Labels a, a, b: 1/N is ½, ½, 1; scaled by 3/2 to keep the sum.
        float[] costs = new ExampleCosts(Examples(1, 1, 1), 1).ToArray();

        Assert.Equal(0.75f, costs[0], 1e-6f);
        Assert.Equal(0.75f, costs[1], 1e-6f);
        Assert.Equal(1.5f, costs[2], 1e-6f);
    }

    [Fact]
    public void APowerBetweenIsBetween()
    {
        float[] costs = new ExampleCosts(Examples(1, 1, 1), 0.5f).ToArray();

        Assert.Equal(Math.Sqrt(2), costs[2] / costs[0], 1e-6);
        Assert.Equal(3, costs.Sum(), 1e-5);
    }

    [Fact]
    public void SeveralLabelsGiveTheMeanAndNoneGivesOne()
    {
        var builder = new ExampleSetBuilder(featureCount: 1);
        builder.Add(Features.Dense([1]), ["a"]);
        builder.Add(Features.Dense([1]), ["a", "b"]);
        builder.Add(Features.Dense([1]), []);

        // 1/N: a ½, b 1. Before scaling ½, ¾, 1; the sum 2.25 becomes 3.
        float[] costs = new ExampleCosts(builder.Build(), 1).ToArray();

        Assert.Equal(0.5f / 0.75f, costs[0], 1e-6f);
        Assert.Equal(1, costs[1], 1e-6f);
        Assert.Equal(1 / 0.75f, costs[2], 1e-6f);
    }

    [Fact]
    public void CostsStayWithinWhatTheSolversCanSquareAndDivideBy() =>
        Assert.Equal([1e-15f, 1e15f, 1], new ExampleCosts(Examples(1e-40f, 3e38f, 1), 0).ToArray());

    private static ExampleSet Examples(params float[] weights)
    {
        var builder = new ExampleSetBuilder(featureCount: 1);
        for (int i = 0; i < weights.Length; i++)
        {
            builder.Add(Features.Dense([1]), [i < 2 ? "a" : "b"], weights[i]);
        }

        return builder.Build();
    }
}
