using Codeword.Numerics;
using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class RowOrderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1024)]   // 256 runs of 4: one group
    [InlineData(1025)]
    [InlineData(5000)]
    [InlineData(5003)]
    public void EveryExampleComesOnceInEachPass(int count)
    {
        var order = new RowOrder(count, runBits: 2);
        var random = new SplitMix64(3);
        for (int pass = 0; pass < 2; pass++)
        {
            Assert.Equal(Enumerable.Range(0, count), Pass(order, ref random).SelectMany(group => group).Order());
        }
    }

    [Fact]
    public void FewExamplesAreOneShuffleOfAll()
    {
        var order = new RowOrder(1000);
        var random = new SplitMix64(5);
        int[] expected = [.. Enumerable.Range(0, 1000)];
        new SplitMix64(5).Shuffle<int>(expected);

        Assert.Equal(expected, Assert.Single(Pass(order, ref random)));
    }

    [Fact]
    public void ManyExamplesComeInGroupsOfRunsDrawnAnewInEachPass()
    {
        var order = new RowOrder(4096, runBits: 2);
        var random = new SplitMix64(5);
        List<int[]> first = Pass(order, ref random);
        List<int[]> second = Pass(order, ref random);

        Assert.Equal([1024, 1024, 1024, 1024], first.Select(group => group.Length));
        Assert.All(first, group => Assert.All(group.GroupBy(row => row / 4), run => Assert.Equal(4, run.Count())));   // neighbours stay together
        Assert.All(first, group => Assert.InRange(group.Average(), 1700, 2400));                                      // and groups come from everywhere
        Assert.NotEqual(first[0].Order(), second[0].Order());
        Assert.NotEqual(first[0].Order(), first[0]);
    }

    [Fact]
    public void AnOrderOfManyIsThatOfTheGroups()
    {
        int[] order = [.. Enumerable.Range(0, 300_000)];
        var random = new SplitMix64(7);
        RowOrder.Shuffle(order, ref random);
        var again = new SplitMix64(7);

        Assert.Equal(Pass(new RowOrder(300_000), ref again).SelectMany(group => group), order);
        Assert.Equal(Enumerable.Range(0, 300_000), order.Order());
    }

    [Fact]
    public void AnOrderOfFewIsShuffledAsItStands()
    {
        int[] order = [5, 3, 1, 0, 2, 4];
        int[] expected = [5, 3, 1, 0, 2, 4];
        var random = new SplitMix64(7);
        RowOrder.Shuffle(order, ref random);
        new SplitMix64(7).Shuffle<int>(expected);

        Assert.Equal(expected, order);
    }

    private static List<int[]> Pass(RowOrder order, ref SplitMix64 random)
    {
        List<int[]> groups = [];
        order.Begin(ref random);
        for (ReadOnlySpan<int> group = order.Next(ref random); !group.IsEmpty; group = order.Next(ref random))
        {
            groups.Add(group.ToArray());
        }

        return groups;
    }
}
