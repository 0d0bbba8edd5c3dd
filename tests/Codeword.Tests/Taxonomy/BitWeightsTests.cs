using Codeword.Codes;
using Codeword.Taxonomy;

namespace Codeword.Tests.Taxonomy;

public sealed class BitWeightsTests
{
    private static readonly double[] TwoRates = [0.5, 0.1];
    private static readonly double[] Mirrored = [0.2, 0.8];
    private static readonly double[] Extremes = [0, 1, 0.001, 0.5];
    private static readonly double[] TooLarge = [0.3, 1.5];
    private static readonly double[] Halves = [0.5, 0.5];

    [Fact]
    public void EqualWeightsMakeTheHammingDistance()
    {
        var codes = BinaryCodes.Random(20, 130, 2);
        Func<int, int, double> distance = BitWeights.Equal(130).DistancesOf(codes);
        Assert.All(Enumerable.Range(0, 19), i => Assert.Equal(codes.Distance(i, i + 1), distance(i, i + 1)));
    }

    // (1 − 2e)·ln((1 − e)/e) is 0 at ½ and 0.8·ln 9 at 0.1; their mean is half of that.
    [Fact]
    public void ABitThatSaysNothingCountsForNothing()
    {
        var weights = BitWeights.OfErrorRates(TwoRates);
        Assert.Equal((0, 2), (weights[0], weights[1]));
        BinaryCodes codes = SampleTrees.Codes("00", "10", "11");
        Assert.Equal(0, weights.DistancesOf(codes)(0, 1));
        Assert.Equal(2, weights.DistancesOf(codes)(0, 2));
    }

    // Of the rates 0.1 and 0.25: 0.8·ln 9 = 1.7578 and 0.5·ln 3 = 0.5493; over their mean 1.5238 and 0.4762, to the nearest 1/64.
    [Fact]
    public void WeightsAreExpectedLogLikelihoodRatios()
    {
        var weights = BitWeights.OfErrorRates([0.1, 0.25]);
        Assert.Equal((98 / 64.0, 30 / 64.0), (weights[0], weights[1]));
    }

    [Fact]
    public void ABitThatIsMostlyWrongTellsAsMuchAsOneThatIsMostlyRight()
    {
        var weights = BitWeights.OfErrorRates(Mirrored);
        Assert.Equal(weights[0], weights[1]);
        var extremes = BitWeights.OfErrorRates(Extremes);
        Assert.Equal((extremes[2], extremes[2], 0), (extremes[0], extremes[1], extremes[3]));
    }

    [Fact]
    public void OneBitMayCarryAllTheWeight()
    {
        double[] rates = new double[BinaryCodes.MostBits];
        Array.Fill(rates, 0.5);
        rates[7] = 0;
        var weights = BitWeights.OfErrorRates(rates);
        Assert.Equal(BinaryCodes.MostBits, weights[7]);
        Assert.True(weights.Units.ToArray().Sum() <= ushort.MaxValue);
    }

    [Fact]
    public void RatesThatAreNoneAreRefused()
    {
        Check("The error rate of bit 1 is 1.5; expected one from 0 to 1.", () => BitWeights.OfErrorRates(TooLarge));
        Check("Each bit is wrong half the time, so that none says anything; expected another rate somewhere.", () => BitWeights.OfErrorRates(Halves));
        Check("There are weights for 2 bits; the codes have 4.", () => BitWeights.Equal(2).DistancesOf(SampleTrees.Line));
        Assert.Throws<ArgumentOutOfRangeException>(() => BitWeights.Equal(0));
        Assert.Contains("There are 3 bits.", Assert.Throws<ArgumentOutOfRangeException>(() => BitWeights.Equal(3)[3]).Message, StringComparison.Ordinal);

        static void Check(string message, Action call) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);
    }
}
