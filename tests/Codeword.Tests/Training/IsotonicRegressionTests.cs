using Codeword.Decoding;
using Codeword.Numerics;
using Codeword.Tests.Reference;
using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class IsotonicRegressionTests
{
    // 0.2: 1 of 2; 0.4: 0 of 1; 0.6: 1 of 1; 0.9: 1 of 2. The first two pool to 1/3, the last two to 2/3.
    private static readonly (float, bool)[] ByHand = [(0.2f, true), (0.6f, true), (0.2f, false), (0.9f, true), (0.4f, false), (0.9f, false)];

    [Fact]
    public void NeighboursOfFallingSharesArePooled()
    {
        List<IsotonicRegression.Pool> pools = IsotonicRegression.Pools(ByHand);

        Assert.Equal([(0.2f, 3L, 1L), (0.6f, 3L, 2L)], pools.Select(pool => (pool.Low, pool.Count, pool.Right)));
        Assert.Equal((0.2f + 0.2f + 0.4f) / 3, pools[0].Mean, 1e-6);
    }

    [Fact]
    public void PoolsAreThoseOfTheMinMaxFormula()
    {
        var random = new SplitMix64(3);
        for (int round = 0; round < 200; round++)
        {
            (float Probability, bool IsRight)[] observations = Draw(1 + random.NextIndex(40), 1 + random.NextIndex(30), ref random);
            List<IsotonicRegression.Pool> pools = IsotonicRegression.Pools(observations);

            foreach ((float probability, double value) in ReferenceIsotonic.Fit(observations))
            {
                Assert.Equal(value, pools.Last(pool => pool.Low <= probability).Share(0), 1e-12);
            }
        }
    }

    [Fact]
    public void TheCurveIsMonotoneWithinBoundsAndCertainOfNothing()
    {
        var random = new SplitMix64(4);
        foreach (int count in (int[])[1, 7, 99, 100, 1000, 40_000])
        {
            foreach (int places in (int[])[1, 3, 1 << 20])
            {
                ProbabilityCurve curve = IsotonicRegression.Fit(Draw(count, places, ref random))!;

                Assert.InRange(curve.Given.Length, 1, Math.Min(ProbabilityCurve.MostKnots, Math.Max(1, count / IsotonicRegression.LeastObservations)));
                Assert.Equal(curve.Given.ToArray().Order().Distinct(), curve.Given.ToArray());
                Assert.Equal(curve.Calibrated.ToArray().Order(), curve.Calibrated.ToArray());
                Assert.All(curve.Calibrated.ToArray(), probability => Assert.InRange(probability, float.Epsilon, 1 - 1e-6f));
            }
        }
    }

    [Fact]
    public void TheOrderOfTheObservationsLeavesNoTrace()
    {
        var random = new SplitMix64(5);
        (float Probability, bool IsRight)[] observations = Draw(3000, 1 << 20, ref random);
        ProbabilityCurve curve = IsotonicRegression.Fit(observations)!;
        random.Shuffle<(float, bool)>(observations);
        ProbabilityCurve shuffled = IsotonicRegression.Fit(observations)!;

        Assert.Equal(curve.Given, shuffled.Given);
        Assert.Equal(curve.Calibrated, shuffled.Calibrated);
    }

    [Fact]
    public void ProbabilitiesThatAreTooSureAreBroughtBack()
    {
        // What is given p is right p² of the time.
        var random = new SplitMix64(6);
        var observations = new (float, bool)[50_000];
        foreach (ref (float Probability, bool IsRight) own in observations.AsSpan())
        {
            float probability = (float)random.NextDouble();
            own = (probability, random.NextDouble() < probability * probability);
        }

        ProbabilityCurve curve = IsotonicRegression.Fit(observations)!;

        for (float probability = 0.05f; probability < 1; probability += 0.05f)
        {
            Assert.Equal(probability * probability, curve.Of(probability), 0.04f);
        }
    }

    [Fact]
    public void WithoutObservationsThereIsNoCurve() => Assert.Null(IsotonicRegression.Fit([]));

    [Theory]
    [InlineData(true, 100.5f / 101)]
    [InlineData(false, 0.5f / 101)]
    public void ObservationsThatAreAllAlikeAreAlmostCertain(bool isRight, float expected)
    {
        ProbabilityCurve curve = IsotonicRegression.Fit([.. Enumerable.Range(0, 100).Select(i => (i / 100f, isRight))])!;
        Assert.Equal([expected], curve.Calibrated.ToArray());
    }

    private static (float Probability, bool IsRight)[] Draw(int count, int places, ref SplitMix64 random)
    {
        var observations = new (float, bool)[count];
        foreach (ref (float Probability, bool IsRight) own in observations.AsSpan())
        {
            float probability = (float)random.NextIndex(places) / places;
            own = (probability, random.NextDouble() < probability);
        }

        return observations;
    }
}
