using Codeword.Codes;
using Codeword.Taxonomy;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Taxonomy;

public sealed class ClassTreeTests
{
    [Fact]
    public void GroupsAreNumberedByTheirFirstClasses()
    {
        // Distances 1 between the second and third, 4 between the first and fourth, 8 or more otherwise.
        ClassTree tree = SampleTrees.Tree(SampleTrees.Codes("000000001111", "111111110000", "111111110001", "000000000000"));
        Assert.Equal([0, 0, 0, 0], tree.Cut(1));
        Assert.Equal([0, 1, 1, 0], tree.Cut(2));
        Assert.Equal([0, 1, 1, 2], tree.Cut(3));
        Assert.Equal([0, 1, 2, 3], tree.Cut(4));
        Assert.Equal([0, 1, 2, 3], tree.CutAt(0.5));
        Assert.Equal([0, 1, 1, 2], tree.CutAt(1));
        Assert.Equal([0, 1, 1, 0], tree.CutAt(4));
        Assert.Equal([0, 0, 0, 0], tree.CutAt(100));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void SoManyGroupsThereAreNot(int groups) => Assert.Contains(
        "4 classes make 1 to 4 groups.", Assert.Throws<ArgumentOutOfRangeException>(() => SampleTrees.Tree(SampleTrees.Line).Cut(groups)).Message, StringComparison.Ordinal);

    [Fact]
    public void EachCutHasAsManyGroupsAsAskedFor()
    {
        ClassTree tree = SampleTrees.Tree(BinaryCodes.Random(50, 6, 1));
        Assert.All(Enumerable.Range(1, 50), groups => Assert.Equal(groups, tree.Cut(groups).Distinct().Count()));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(33)]
    [InlineData(64)]
    public void HeightsAreThoseFoundByClimbing(int count)
    {
        ClassTree tree = SampleTrees.Tree(BinaryCodes.Random(count, 16, 6), Linkage.Ward);
        var heights = new CopheneticHeights(tree);
        Assert.All(
            Enumerable.Range(0, count * count),
            pair => Assert.Equal(ReferenceTree.Height(tree, pair / count, pair % count), heights.Of(pair / count, pair % count)));
    }

    [Fact]
    public void HeightsNeverFall() =>
        Assert.All(Enum.GetValues<Linkage>(), linkage =>
        {
            IReadOnlyList<Merge> merges = SampleTrees.Tree(BinaryCodes.Random(200, 30, 6), linkage).Merges;
            Assert.All(merges.Zip(merges.Skip(1)), pair => Assert.True(pair.First.Height <= pair.Second.Height));
        });
}
