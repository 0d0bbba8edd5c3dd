using Codeword.Codes;
using Codeword.Data;
using Codeword.Numerics;

namespace Codeword.Tests.Codes;

/// <summary>The theory of MACH against simulations: bucket probabilities are exact, hash functions are drawn many times.</summary>
public sealed class MachTheoryTests
{
    private const int Classes = 500;
    private const int Draws = 3000;
    private const int Own = 7;

    // A few classes carry the mass, as in predictions: 0.3 for the class looked at, the rest falling off geometrically, most classes without any.
    private static readonly double[] Masses = CreateMasses();

    [Theory]
    [InlineData(8, 1)]
    [InlineData(16, 5)]
    [InlineData(64, 25)]
    public void TheMeanIsUnbiasedAndItsVarianceIsTheFormulas(int buckets, int repetitions)
    {
        double[] estimates = [.. Simulate(buckets, repetitions).Select(means => MachTheory.UnbiasedEstimate(means.Average(), buckets))];
        double expected = MachTheory.Variance(OtherSquares(Own), buckets, repetitions);
        double mean = estimates.Average(), variance = estimates.Average(estimate => Math.Pow(estimate - mean, 2));

        // Five standard errors; that of the variance as a normal distribution's, doubled for the heavier tails of few repetitions.
        Assert.Equal(Masses[Own], mean, 5 * Math.Sqrt(expected / Draws));
        Assert.Equal(1, variance / expected, 5 * 2 * Math.Sqrt(2.0 / Draws));
    }

    [Theory]
    [InlineData(4, 3)]
    [InlineData(32, 8)]
    public void MinimumAndMedianAreAsTheSketchesSayAndTheMinimumIsNeverBelow(int buckets, int repetitions)
    {
        double[][] draws = [.. Simulate(buckets, repetitions)];
        Assert.All(draws, means => Assert.True(means.Min() >= Masses[Own] - 1e-12));
        Assert.True(draws.Average(means => means.Min()) <= draws.Average(means => means.Average()));
        Assert.Equal(Masses[Own] + ((1 - Masses[Own]) / buckets), draws.Average(means => means.Average()), 0.01);
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(32, 10)]
    public void BoundsHoldAndAreBelowThePapers(int buckets, int repetitions)
    {
        double[] errors = [.. Simulate(buckets, repetitions).Select(means => Math.Abs(MachTheory.UnbiasedEstimate(means.Average(), buckets) - Masses[Own]))];
        double bound = MachTheory.VarianceBound(Masses[Own], buckets, repetitions);
        double printed = Math.Pow(buckets / (buckets - 1.0), 2) * (1 - Masses[Own]) / (repetitions * (double)buckets);

        Assert.InRange(bound, MachTheory.Variance(OtherSquares(Own), buckets, repetitions), printed);
        foreach (double failure in new[] { 0.5, 0.2, 0.05 })
        {
            double share = errors.Count(error => error >= MachTheory.ErrorBound(Masses[Own], buckets, repetitions, failure)) / (double)Draws;
            Assert.InRange(share, 0, failure);
        }
    }

    [Fact]
    public void TheVarianceBoundIsReachedWhereOneOtherClassHasAllTheRest()
    {
        double[] two = [0.6, 0.4];
        Assert.Equal(MachTheory.Variance(two[1] * two[1], 8, 3), MachTheory.VarianceBound(two[0], 8, 3), 1e-15);
    }

    [Theory]
    [InlineData(8, 4)]
    [InlineData(16, 16)]
    public void RankingTheLesserClassFirstIsAsRareAsTheBoundSays(int buckets, int repetitions)
    {
        int other = Array.IndexOf(Masses, Masses.Where(mass => mass < Masses[Own]).Max());
        var random = new SplitMix64(5);
        int wrong = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            double difference = 0;
            for (int r = 0; r < repetitions; r++)
            {
                (double[] sums, HashedColumn column) = Buckets(buckets, ref random);
                difference += sums[column.DigitOf(new LabelId(Own))] - sums[column.DigitOf(new LabelId(other))];
            }

            wrong += difference <= 0 ? 1 : 0;
        }

        double bound = MachTheory.ConfusionBound(Masses[Own], Masses[other], buckets, repetitions);
        Assert.InRange(wrong / (double)Draws, 0, bound);
        Assert.InRange(bound, 0, 1);
    }

    [Theory]
    [InlineData(300, 8, 1)]
    [InlineData(300, 8, 2)]
    [InlineData(300, 32, 2)]
    [InlineData(40, 4, 3)]
    public void PairsThatCannotBeToldApartAreAsManyAsExpected(int classes, int buckets, int repetitions)
    {
        const int Codebooks = 400;
        var random = new SplitMix64(11);
        double[] pairs = new double[Codebooks];
        for (int i = 0; i < Codebooks; i++)
        {
            List<HashedColumn> columns = [];
            for (int r = 0; r < repetitions; r++)
            {
                columns.Add(new HashedColumn(classes, UniversalHash.Draw(ref random, buckets)));
            }

            pairs[i] = CodebookReport.Of(new Codebook(columns)).IndistinguishablePairs;
        }

        double expected = MachTheory.IndistinguishablePairs(classes, buckets, repetitions);
        Assert.Equal(expected, pairs.Average(), 5 * Math.Sqrt(Math.Max(pairs.Average(count => Math.Pow(count - pairs.Average(), 2)), expected) / Codebooks));
    }

    [Fact]
    public void RepetitionsAreIndependent()
    {
        // The correlation of one class's bucket probability in two repetitions, over codebooks drawn from one stream.
        double[][] draws = [.. Simulate(8, 2)];
        double first = draws.Average(means => means[0]), second = draws.Average(means => means[1]);
        double covariance = draws.Average(means => (means[0] - first) * (means[1] - second));
        double scale = Math.Sqrt(draws.Average(means => Math.Pow(means[0] - first, 2)) * draws.Average(means => Math.Pow(means[1] - second, 2)));
        Assert.InRange(covariance / scale, -5 / Math.Sqrt(Draws), 5 / Math.Sqrt(Draws));
    }

    [Fact]
    public void CodebooksOfTheLeastRepetitionsTellAllClassesApartAsOftenAsPromised()
    {
        const double Failure = 0.2;
        int repetitions = MachTheory.LeastRepetitions(100, 4, Failure);
        var random = new SplitMix64(3);
        int failures = 0;
        for (int i = 0; i < 500; i++)
        {
            List<HashedColumn> columns = [];
            for (int r = 0; r < repetitions; r++)
            {
                columns.Add(new HashedColumn(100, UniversalHash.Draw(ref random, 4)));
            }

            failures += CodebookReport.Of(new Codebook(columns)).IndistinguishablePairs > 0 ? 1 : 0;
        }

        Assert.InRange(failures / 500.0, 0, Failure);
    }

    [Theory]
    [InlineData(1000, 32, 6)]
    [InlineData(1000, 2, 26)]
    [InlineData(21_841, 512, 4)]
    [InlineData(21_841, 32, 7)]
    [InlineData(105_033, 32, 8)]
    [InlineData(105_033, 4, 20)]
    [InlineData(105_033, 2, 40)]
    [InlineData(670_091, 10_000, 4)]
    [InlineData(1, 2, 1)]
    public void TheLeastRepetitionsAreAsWorkedOut(long classes, int buckets, int expected)
    {
        Assert.Equal(expected, MachTheory.LeastRepetitions(classes, buckets, 0.01));
        Assert.InRange(MachTheory.IndistinguishablePairs(classes, buckets, expected), 0, 0.01);
    }

    [Fact]
    public void TheQuadraticEstimateUndoesTheUnion()
    {
        // V labels of probability p each in B buckets: what the formula inverts, and a simulation that it is biased down in.
        const int B = 64;
        const double V = 3, P = 0.4;
        double bucket = 1 - ((1 - P) * (1 - ((V - P) / B)));
        Assert.Equal(P, MachTheory.QuadraticEstimate(bucket, V, B), 1e-12);
        Assert.Equal(0, MachTheory.QuadraticEstimate(V / B, V, B), 1e-12);
        Assert.True(MachTheory.QuadraticEstimate(0.5, V, B) > MachTheory.QuadraticEstimate(0.4, V, B));

        double[] probabilities = [P, .. Enumerable.Repeat((V - P) / 26, 26)];
        var random = new SplitMix64(1);
        double sum = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            var hash = UniversalHash.Draw(ref random, B);
            double none = 1;
            for (int i = 0; i < probabilities.Length; i++)
            {
                none *= hash.Bucket(i) == hash.Bucket(0) ? 1 - probabilities[i] : 1;
            }

            sum += MachTheory.QuadraticEstimate(1 - none, V, B);
        }

        Assert.InRange(sum / Draws, P - 0.02, P + 0.005);
    }

    [Fact]
    public void SizesThatAreNoneAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MachTheory.UnbiasedEstimate(0.5, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MachTheory.Variance(0.5, 8, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MachTheory.LeastRepetitions(10, 8, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MachTheory.LeastRepetitions(0, 8, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MachTheory.ConfusionBound(0.2, 0.3, 8, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MachTheory.QuadraticEstimate(0.2, 9, 8));
    }

    private static double[] CreateMasses()
    {
        double[] masses = new double[Classes];
        masses[Own] = 0.3;
        double rest = 0.7;
        for (int i = 0; i < 60; i++)
        {
            double share = i == 59 ? rest : 0.25 * rest;
            masses[(Own + 1 + (i * 7)) % Classes] = share;
            rest -= share;
        }

        return masses;
    }

    private static double OtherSquares(int own) => Masses.Where((_, i) => i != own).Sum(mass => mass * mass);

    // The probability of the class's bucket in each of R repetitions, for many codebooks.
    private static IEnumerable<double[]> Simulate(int buckets, int repetitions)
    {
        var random = new SplitMix64(1);
        for (int draw = 0; draw < Draws; draw++)
        {
            double[] own = new double[repetitions];
            for (int r = 0; r < repetitions; r++)
            {
                (double[] sums, HashedColumn column) = Buckets(buckets, ref random);
                own[r] = sums[column.DigitOf(new LabelId(Own))];
            }

            yield return own;
        }
    }

    private static (double[] Sums, HashedColumn Column) Buckets(int buckets, ref SplitMix64 random)
    {
        var column = new HashedColumn(Classes, UniversalHash.Draw(ref random, buckets));
        double[] sums = new double[buckets];
        for (int i = 0; i < Classes; i++)
        {
            if (Masses[i] > 0)
            {
                sums[column.DigitOf(new LabelId(i))] += Masses[i];
            }
        }

        return (sums, column);
    }
}
