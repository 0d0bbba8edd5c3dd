using Codeword.Codes;
using Codeword.Taxonomy;
using Codeword.Tests.Reference;

namespace Codeword.Tests.Taxonomy;

public sealed class AgglomerationTests
{
    private static readonly double[] Rates = [0.01, 0.4, 0.1, 0.25, 0.3];

    public static TheoryData<Linkage> Linkages => [.. Enum.GetValues<Linkage>()];

    // 0–1 and 2–3 differ in one bit each. Between the pairs: distances 3, 4, 2, 3; means (0, 0, 0, ½) and (½, 1, 1, 1), of which 2·2·2/4 · (¼ + 1 + 1 + ¼).
    [Theory]
    [InlineData(Linkage.Average, 3)]
    [InlineData(Linkage.Complete, 4)]
    [InlineData(Linkage.Ward, 5)]
    public void FourCodesAreJoinedAsByHand(Linkage linkage, double top) => Assert.Equal(
        [new Merge(0, 1, 1, 2), new Merge(2, 3, 1, 2), new Merge(4, 5, top, 4)], SampleTrees.Tree(SampleTrees.Line, linkage).Merges);

    [Theory]
    [MemberData(nameof(Linkages))]
    public void EachMergeJoinsTheNearestTwoOfAllGroups(Linkage linkage)
    {
        foreach ((int count, int bits) in new[] { (2, 3), (9, 4), (40, 7), (25, 64), (20, 70), (12, 200) })
        {
            var codes = BinaryCodes.Random(count, bits, (ulong)(count + bits));
            AssertJoinsTheNearest(SampleTrees.Tree(codes, linkage), ReferenceLinkage.Of(linkage, codes));
        }
    }

    [Theory]
    [MemberData(nameof(Linkages))]
    public void EachMergeJoinsTheNearestByWeighedBits(Linkage linkage)
    {
        var codes = BinaryCodes.Random(24, 5, 3);
        var weights = BitWeights.OfErrorRates(Rates);
        ClassTree tree = Agglomeration.Of(SampleTrees.Names(24), codes, new TreeOptions { Linkage = linkage, Weights = weights });
        AssertJoinsTheNearest(tree, ReferenceLinkage.Of(linkage, codes, weights));
        Assert.NotEqual(SampleTrees.Tree(codes, linkage).Merges, tree.Merges);
    }

    [Theory]
    [MemberData(nameof(Linkages))]
    public void WhereNoDistancesAreEqualTheTreeIsTheObviousOne(Linkage linkage)
    {
        ClassRows rows = SampleTrees.Rows(30, 11, 5);
        double[] halves = [.. Enumerable.Repeat(0.5, rows.Length)];   // Half the squared distance is the cosine distance.
        Merge[] expected = new ReferenceLinkage(linkage, [.. Enumerable.Range(0, 30).Select(i => rows[i].ToArray().Select(x => (double)x).ToArray())], halves).Join();
        ClassTree tree = Agglomeration.Of(SampleTrees.Names(30), rows, new TreeOptions { Linkage = linkage });
        Assert.Equal(expected.Select(merge => (merge.First, merge.Second, merge.Size)), tree.Merges.Select(merge => (merge.First, merge.Second, merge.Size)));
        Assert.All(expected.Zip(tree.Merges), pair => Assert.Equal(pair.First.Height, pair.Second.Height, 1e-5));
    }

    [Fact]
    public void WithoutATableCompleteLinkageIsTheSame()
    {
        var codes = BinaryCodes.Random(60, 9, 8);
        ClassTree tree = Agglomeration.Of(SampleTrees.Names(60), codes, new TreeOptions { Linkage = Linkage.Complete }, mostInTable: 0, default);
        Assert.Equal(SampleTrees.Tree(codes, Linkage.Complete).Merges, tree.Merges);
    }

    [Theory]
    [MemberData(nameof(Linkages))]
    public void AnyNumberOfThreadsJoinsAlike(Linkage linkage)
    {
        // More than searches are shared for.
        var codes = BinaryCodes.Random(2_100, 20, 4);
        IReadOnlyList<Merge> merges = SampleTrees.Tree(codes, linkage).Merges;
        Assert.Equal(2_099, merges.Count);
        Assert.Equal(merges, SampleTrees.Tree(codes, linkage, threads: 3).Merges);
    }

    [Fact]
    public void OfEquallyNearClassesTheSmallerComeFirst() => Assert.Equal(
        [new Merge(0, 1, 0, 2), new Merge(4, 2, 0, 3), new Merge(5, 3, 0, 4)], SampleTrees.Tree(SampleTrees.Codes("101", "101", "101", "101")).Merges);

    [Fact]
    public void OneClassIsATree()
    {
        ClassTree tree = SampleTrees.Tree(SampleTrees.Codes("01"));
        Assert.Empty(tree.Merges);
        Assert.Equal(0, tree.Root);
        Assert.Equal([0], tree.Cut(1));
        Assert.Equal(0, new CopheneticHeights(tree).Of(0, 0));
    }

    [Fact]
    public void WrongCallsAreRefused()
    {
        var two = BinaryCodes.Random(2, 3, 1);
        Check("Found 2 codes; expected 3, one for each label.", () => Agglomeration.Of(SampleTrees.Names(3), two));
        Check("Found 2 rows; expected 3, one for each label.", () => Agglomeration.Of(SampleTrees.Names(3), SampleTrees.Rows(2, 2, 1)));
        Check("There are weights for 5 bits; the codes have 3.", () => Agglomeration.Of(SampleTrees.Names(2), two, new TreeOptions { Weights = BitWeights.Equal(5) }));
        Check(
            "Rows of real numbers have no bits that weights could be for.",
            () => Agglomeration.Of(SampleTrees.Names(2), SampleTrees.Rows(2, 2, 1), new TreeOptions { Weights = BitWeights.Equal(2) }));
        Check(
            "Complete linkage of rows takes at most 20000 classes; found 20001, of which average and Ward linkage need no table.",
            () => Agglomeration.Of(SampleTrees.Names(20_001), SampleTrees.Rows(20_001, 1, 1), new TreeOptions { Linkage = Linkage.Complete }));

        static void Check(string message, Action call) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WorkIsCancelled() => Assert.Throws<OperationCanceledException>(
        () => Agglomeration.Of(SampleTrees.Names(4), SampleTrees.Line, cancellation: new CancellationToken(canceled: true)));

    private static void AssertJoinsTheNearest(ClassTree tree, ReferenceLinkage reference)
    {
        int classes = tree.Labels.Count;
        Assert.Equal(classes - 1, tree.Merges.Count);
        var groups = Enumerable.Range(0, classes).ToDictionary(i => i, i => new List<int> { i });
        foreach ((int i, Merge merge) in tree.Merges.Index())
        {
            double least = groups.Keys.SelectMany(a => groups.Keys.Where(b => b > a).Select(b => reference.Distance(groups[a], groups[b]))).Min();
            Assert.Equal(least, merge.Height, 1e-9);
            Assert.Equal(merge.Height, reference.Distance(groups[merge.First], groups[merge.Second]), 1e-9);
            Assert.True(groups[merge.First].Min() < groups[merge.Second].Min());
            List<int> members = [.. groups[merge.First], .. groups[merge.Second]];
            Assert.Equal(members.Count, merge.Size);
            groups.Remove(merge.First);
            groups.Remove(merge.Second);
            groups.Add(classes + i, members);
        }
    }
}
