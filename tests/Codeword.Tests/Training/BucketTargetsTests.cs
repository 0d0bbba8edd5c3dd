using Codeword.Codes;
using Codeword.Data;
using Codeword.Training;

namespace Codeword.Tests.Training;

public sealed class BucketTargetsTests
{
    [Fact]
    public void TheBucketsOfARowAreTheOrOfItsLabels()
    {
        ExampleSet examples = Examples(["a"], ["b", "d", "c"], [], ["c", "a"]);
        var targets = BucketTargets.From(examples, new ClusteredColumn([7, 3, 3, 7], 8));   // the labels are met in the order a, b, d, c

        Assert.Equal([7], Of(targets, 0));
        Assert.Equal([3, 7], Of(targets, 1));
        Assert.Equal([], Of(targets, 2));
        Assert.Equal([7], Of(targets, 3));
    }

    [Fact]
    public void ARowsBucketsAreThoseOfAnyKindOfColumn()
    {
        ExampleSet examples = Examples(["a", "b"], ["c"]);

        Assert.Equal([0, 1], Of(BucketTargets.From(examples, new IdentityColumn(3)), 0));
        Assert.Equal([2], Of(BucketTargets.From(examples, new IdentityColumn(3)), 1));
    }

    // With too little room at first.
    private static int[] Of(BucketTargets targets, int row)
    {
        Span<int> room = stackalloc int[1];
        return [.. targets.Of(row, ref room)];
    }

    private static ExampleSet Examples(params string[][] labels)
    {
        var builder = new ExampleSetBuilder();
        foreach (string[] row in labels)
        {
            builder.Add(Features.Dense([1]), row);
        }

        return builder.Build();
    }
}
