using Codeword.Numerics;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Numerics;

public sealed class SoftmaxTests
{
    public static TheoryData<int> Counts => [1, 2, 15, 16, 17, 64, 100];

    [Theory]
    [MemberData(nameof(Counts))]
    public void ProbabilitiesAndTheirLogSumAreThoseOfTheDefinition(int count)
    {
        float[] logits = Draw(count, 8);
        double logSum = ReferenceDecoder.LogSumExp(logits.Take(count).Select(m => (double)m));
        double[] expected = [.. logits.Take(count).Select(m => Math.Exp(m - logSum))];
        float[] copy = [.. logits];

        Assert.Equal(logSum, Softmax.LogSum(copy, count), 2e-6);
        Assert.Equal(logits[..count], copy[..count]);
        Assert.Equal(logSum, Softmax.ToProbabilities(logits, count), 2e-6);
        Assert.All(expected.Zip(logits), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.All(logits[count..], padding => Assert.Equal(0, padding));
        Assert.Equal(1, logits.Sum(p => (double)p), 1e-6);
    }

    [Fact]
    public void LargeLogitsDoNotOverflow()
    {
        float[] logits = [1000, 999, -1000, float.NegativeInfinity, .. new float[12]];

        Assert.Equal(1000.3132617, Softmax.ToProbabilities(logits, 4), 1e-4);
        Assert.Equal([0.7310586f, 0.26894142f, 0, 0], logits[..4]);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void LossAndGradientAreThoseOfTheCrossEntropy(int count)
    {
        float[] logits = Draw(count, 5);
        double[] exact = [.. logits.Take(count).Select(m => (double)m)];
        int target = count / 2;

        Assert.Equal(ReferenceLoss.Softmax(exact, target), Softmax.LossAndGradient(logits, count, [target]), 2e-6);
        Assert.All(ReferenceLoss.Gradient(m => ReferenceLoss.Softmax(m, target), exact).Zip(logits), pair =>
            Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.All(logits[count..], padding => Assert.Equal(0, padding));
    }

    [Theory]
    [InlineData(15, 3)]
    [InlineData(16, 17)]
    [InlineData(16, 0)]
    [InlineData(0, 0)]
    public void ABufferThatDoesNotFitIsRefused(int length, int count)
    {
        string expected = $"A buffer of {length} for {count} logits; expected a multiple of 16, long enough.";
        Func<object>[] calls =
        [
            () => Softmax.ToProbabilities(new float[length], count),
            () => Softmax.LogSum(new float[length], count),
            () => Sigmoid.LossAndGradient(new float[length], count, []),
        ];

        Assert.All(calls, call => Assert.StartsWith(expected, Assert.Throws<ArgumentException>("logits", call).Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 1, 2 })]
    public void SoftmaxNeedsOneTarget(int[] targets) => Assert.StartsWith(
        $"{targets.Length} target buckets; softmax needs exactly one.",
        Assert.Throws<ArgumentException>(nameof(targets), () => Softmax.LossAndGradient(new float[16], 4, targets)).Message,
        StringComparison.Ordinal);

    private static float[] Draw(int count, float spread)
    {
        var random = new SplitMix64((ulong)count);
        float[] logits = new float[(count + 15) / 16 * 16];
        for (int b = 0; b < logits.Length; b++)
        {
            // What stands in the padding must not matter.
            logits[b] = b < count ? spread * (float)((2 * random.NextDouble()) - 1) : 50;
        }

        return logits;
    }
}
