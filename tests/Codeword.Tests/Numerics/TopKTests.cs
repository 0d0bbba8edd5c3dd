using Codeword.Numerics;
using Codeword.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace Codeword.Tests.Numerics;

public sealed class TopKTests
{
    // Few different scores, so that ties are the rule; NaN and the infinities among them.
    private static readonly Gen<float> Scores = Gen.Elements(0f, 1, 2, 3, -1, -0f, 0.5f, float.NaN, float.PositiveInfinity, float.NegativeInfinity);

    [Fact]
    public void TheBestAreThoseOfASort() => Check.QuickThrowOnFailure(Prop.ForAll(
        Arb.From(Scores.ListOf()),
        Arb.From(Gen.Choose(0, 12)),
        (scores, count) =>
        {
            (int Index, float Score)[] pairs = [.. scores.Select((score, index) => (index, score))];
            Assert.Equal(ReferenceRanking.Top(pairs, count), Top(pairs, count));
        }));

    [Fact]
    public void TheOrderOfTheStreamLeavesNoTrace() => Check.QuickThrowOnFailure(Prop.ForAll(
        Arb.From(Scores.ListOf()),
        Arb.From(Gen.Choose(1, 9)),
        Arb.From(Gen.Choose(0, int.MaxValue)),
        (scores, count, seed) =>
        {
            (int Index, float Score)[] pairs = [.. scores.Select((score, index) => (index, score))];
            (int, float)[] expected = Top(pairs, count);
            var random = new SplitMix64((ulong)seed);
            random.Shuffle<(int, float)>(pairs);

            Assert.Equal(expected, Top(pairs, count));
        }));

    [Fact]
    public void ManyDistinctScoresComeOutInOrder()
    {
        var random = new SplitMix64(2);
        (int Index, float Score)[] pairs = [.. Enumerable.Range(0, 5000).Select(index => (index, (float)random.NextDouble()))];

        Assert.Equal(ReferenceRanking.Top(pairs, 100), Top(pairs, 100));
    }

    [Fact]
    public void OfEqualScoresTheSmallerIndexWins() => Assert.Equal([(1, 5f), (3, 5f)], Top([(9, 5), (3, 5), (7, 5), (1, 5)], 2));

    [Fact]
    public void NaNIsNeverKept() => Assert.Equal([(1, 2f), (2, 1f)], Top([(0, float.NaN), (1, 2), (2, 1), (3, float.NaN)], 3));

    [Fact]
    public void AHeapOfNothingKeepsNothing()
    {
        Assert.Empty(Top([(0, 1), (1, float.PositiveInfinity)], 0));
        Assert.Equal(float.PositiveInfinity, new TopK([], []).Threshold);
    }

    [Fact]
    public void TheThresholdIsTheWorstScoreOnceTheHeapIsFull()
    {
        var top = new TopK(new int[2], new float[3]);   // the shorter span says what k is
        Assert.Equal(float.NegativeInfinity, top.Threshold);
        top.Offer(0, 5);
        Assert.Equal(float.NegativeInfinity, top.Threshold);
        top.Offer(1, 3);
        Assert.Equal(3, top.Threshold);
        top.Offer(2, 4);
        Assert.Equal(4, top.Threshold);
        top.Offer(3, 1);
        Assert.Equal(4, top.Threshold);
        Assert.Equal(2, top.Count);
    }

    private static (int Index, float Score)[] Top((int Index, float Score)[] pairs, int count)
    {
        int[] indices = new int[count];
        float[] scores = new float[count];
        var top = new TopK(indices, scores);
        foreach ((int index, float score) in pairs)
        {
            top.Offer(index, score);
        }

        return [.. indices.Zip(scores).Take(top.Sort())];
    }
}
