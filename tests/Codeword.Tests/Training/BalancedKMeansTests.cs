using Codeword.Codes;
using Codeword.Data;
using Codeword.Models;
using Codeword.Numerics;
using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class BalancedKMeansTests
{
    private const int Families = 6;
    private const int FamilySize = 10;
    private const int Features = 400;

    [Fact]
    public void AlikeClassesShareABucket()
    {
        ClassCentroids centroids = FamilyCentroids();

        double together = Enumerable.Range(0, 5).Average(seed => ShareOfPairsTogether(Cluster(centroids, Families, (ulong)seed)));

        // By chance a pair shares one of six buckets with probability 1/6.
        Assert.InRange(together, 0.6, 1);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(60)]
    [InlineData(64)]
    [InlineData(300)]
    public void NoBucketTakesMoreThanItsShareAndAFifth(int buckets)
    {
        int[] digits = Digits(Cluster(FamilyCentroids(), buckets, seed: 3));

        int largest = digits.GroupBy(digit => digit).Max(group => group.Count());
        Assert.InRange(largest, 1, (int)Math.Ceiling(1.2 * Families * FamilySize / buckets));
        Assert.All(digits, digit => Assert.InRange(digit, 0, buckets - 1));
    }

    [Fact]
    public void TheSeedNamesTheClusters()
    {
        ClassCentroids centroids = FamilyCentroids();

        Assert.Equal(Digits(Cluster(centroids, 8, seed: 1)), Digits(Cluster(centroids, 8, seed: 1)));
        Assert.NotEqual(Digits(Cluster(centroids, 8, seed: 1)), Digits(Cluster(centroids, 8, seed: 2)));
    }

    [Fact]
    public void ClassesWithoutExamplesFindRoom()
    {
        var builder = new ExampleSetBuilder(LabelSet.Create(Enumerable.Range(0, 20).Select(i => $"c{i}")), 4);
        builder.Add(Codeword.Data.Features.Dense([1, 0, 0, 0]), ["c5"]);
        ExampleSet examples = builder.Build();

        int[] digits = Digits(Cluster(Centroids(examples), 4, seed: 1, features: 4));

        Assert.InRange(digits.GroupBy(digit => digit).Max(group => group.Count()), 5, 6);
    }

    [Fact]
    public void CentroidsAreMeanDirectionsOfLengthOneWithoutTheBias()
    {
        var builder = new ExampleSetBuilder(featureCount: 3);
        builder.Add(Codeword.Data.Features.Sparse([0], [5]), ["a"]);
        builder.Add(Codeword.Data.Features.Sparse([2], [9]), ["a", "b"]);
        builder.Add(Codeword.Data.Features.Sparse([0], [-1]), ["c"]);
        builder.Add(Codeword.Data.Features.Sparse([0], [1]), ["c"]);   // The sum of c's rows is 0 on the way and in the end.

        ClassCentroids centroids = Centroids(builder.Build());

        Assert.Equal([0, 2], centroids.Indices(new LabelId(0)));
        Assert.Equal([0.70710677f, 0.70710677f], centroids.Values(new LabelId(0)));
        Assert.Equal([2], centroids.Indices(new LabelId(1)));
        Assert.Equal([1f], centroids.Values(new LabelId(1)));
        Assert.Equal([0], centroids.Indices(new LabelId(2)));
        Assert.Equal(3, centroids.Count);
    }

    private static ClassCentroids Centroids(ExampleSet examples) =>
        ClassCentroids.From(examples, RowMatrix.From(examples, new InputTransform(examples.FeatureCount, Power: 1, Normalize: true, Bias: 0.5f)));

    /// <summary>60 classes of six families; a class's examples have words of the family and words of their own.</summary>
    private static ClassCentroids FamilyCentroids()
    {
        var builder = new ExampleSetBuilder(featureCount: Features);
        var random = new SplitMix64(4);
        for (int label = 0; label < Families * FamilySize; label++)
        {
            for (int example = 0; example < 3; example++)
            {
                float[] values = new float[Features];
                for (int word = 0; word < 6; word++)
                {
                    values[(10 * (label % Families)) + random.NextIndex(10)] = 1;
                }

                values[100 + (2 * label)] = 1;
                values[100 + (2 * label) + random.NextIndex(2)] = 1;
                builder.Add(Codeword.Data.Features.Dense(values), [$"c{label}"]);
            }
        }

        return Centroids(builder.Build());
    }

    private static ClusteredColumn Cluster(ClassCentroids centroids, int buckets, ulong seed, int features = Features) =>
        BalancedKMeans.Cluster(centroids, features, buckets, new SplitMix64(seed));

    private static int[] Digits(DigitColumn column)
    {
        int[] digits = new int[column.Classes];
        column.CopyDigits(0, digits);
        return digits;
    }

    private static double ShareOfPairsTogether(DigitColumn column)
    {
        int[] digits = Digits(column);
        var pairs = from a in Enumerable.Range(0, digits.Length)
                    from b in Enumerable.Range(0, a)
                    where a % Families == b % Families
                    select digits[a] == digits[b] ? 1.0 : 0;
        return pairs.Average();
    }
}
