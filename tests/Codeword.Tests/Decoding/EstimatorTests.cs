using Codeword.Codes;
using Codeword.Decoding;
using Codeword.Numerics;

namespace Codeword.Tests.Decoding;

/// <summary>The estimators of MACH on exact bucket masses: what the theorems promise over the draw of the hashes.</summary>
public sealed class EstimatorTests
{
    private const int Classes = 60;
    private const int Draws = 4000;

    [Theory]
    [InlineData(8, 1)]
    [InlineData(8, 4)]
    [InlineData(40, 3)]
    public void TheMeanIsUnbiasedAndSpreadsAsTheorySays(int buckets, int repetitions)
    {
        double[] p = Masses();
        double[][] estimates = Estimate(p, buckets, repetitions, DecoderKind.Mean, seed: 21);
        for (int i = 0; i < Classes; i += 7)
        {
            double[] own = [.. estimates.Select(scores => scores[i])];
            double variance = p.Where((_, k) => k != i).Sum(q => q * q) / (repetitions * (buckets - 1));
            double mean = own.Average();
            double found = own.Sum(estimate => Math.Pow(estimate - mean, 2)) / (Draws - 1);

            // Theorem 1, and the exact form of theorem 2 for collisions that are independent.
            double deviation = 4.5 * Math.Sqrt(variance / Draws);
            Assert.InRange(mean, p[i] - deviation, p[i] + deviation);
            Assert.InRange(found / variance, 0.8, 1.25);
        }
    }

    [Fact]
    public void TheVarianceStaysBelowThePapersBound()
    {
        double[] p = Masses();
        double[][] estimates = Estimate(p, 8, 4, DecoderKind.Mean, seed: 22);
        for (int i = 0; i < Classes; i++)
        {
            double found = estimates.Average(scores => Math.Pow(scores[i] - p[i], 2));

            Assert.InRange(found, 0, 64.0 / 49 * (1 - p[i]) / (4 * 8));
        }
    }

    [Fact]
    public void TheMinimumIsNeverBelowTheTruthAndTheMedianIsBiasedUp()
    {
        double[] p = Masses();
        double[][] smallest = Estimate(p, 8, 5, DecoderKind.Min, seed: 23);
        double[][] middle = Estimate(p, 8, 5, DecoderKind.Median, seed: 23);

        Assert.All(smallest, scores => Assert.All(scores.Zip(p), pair => Assert.InRange(pair.First, pair.Second - 1e-6, 1.000_001)));
        Assert.All(smallest.Zip(middle), pair => Assert.All(pair.First.Zip(pair.Second), scores => Assert.True(scores.First <= scores.Second)));
        Assert.InRange(middle.Average(scores => scores[20]) / p[20], 2, double.PositiveInfinity);
    }

    // A few classes carry most of the mass, as a classifier's answer does.
    private static double[] Masses()
    {
        double[] weights = [.. Enumerable.Range(0, Classes).Select(i => 1.0 / (1 + (i * 13 % Classes)))];
        return [.. weights.Select(weight => weight / weights.Sum())];
    }

    private static double[][] Estimate(double[] p, int buckets, int repetitions, DecoderKind kind, ulong seed)
    {
        var random = new SplitMix64(seed);
        double[][] estimates = new double[Draws][];
        for (int draw = 0; draw < Draws; draw++)
        {
            estimates[draw] = EstimateOnce(p, buckets, repetitions, new Decoder(kind), ref random);
        }

        return estimates;
    }

    private static double[] EstimateOnce(double[] p, int buckets, int repetitions, Decoder decoder, ref SplitMix64 random)
    {
        var columns = new HashedColumn[repetitions];
        for (int r = 0; r < repetitions; r++)
        {
            columns[r] = new HashedColumn(Classes, UniversalHash.Draw(ref random, buckets));
        }

        var scorer = new ClassScorer(new Codebook(columns));
        float[] tables = new float[scorer.TableLength];
        for (int r = 0; r < repetitions; r++)
        {
            double[] masses = new double[buckets];
            for (int k = 0; k < Classes; k++)
            {
                masses[columns[r].Hash.Bucket(k)] += p[k];
            }

            // Logits whose softmax is the mass.
            Span<float> table = tables.AsSpan()[scorer.TableOf(r)];
            for (int b = 0; b < buckets; b++)
            {
                table[b] = (float)Math.Log(masses[b]);
            }

            decoder.MapOutputs(HeadLoss.Softmax, table, buckets, repetitions);
        }

        float[] scores = new float[Classes];
        scorer.Score(decoder, tables, 0, scores, new float[scorer.ScratchLength]);
        return [.. scores.Select(score => (double)score)];
    }
}
