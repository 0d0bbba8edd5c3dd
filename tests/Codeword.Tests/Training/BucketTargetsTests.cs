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

        Assert.Equal([7], targets.Of(0).ToArray());
        Assert.Equal([3, 7], targets.Of(1).ToArray());
        Assert.Equal([], targets.Of(2).ToArray());
        Assert.Equal([7], targets.Of(3).ToArray());
    }

    [Fact]
    public void ARowsBucketsAreThoseOfAnyKindOfColumn()
    {
        ExampleSet examples = Examples(["a", "b"], ["c"]);

        Assert.Equal([0, 1], BucketTargets.From(examples, new IdentityColumn(3)).Of(0).ToArray());
        Assert.Equal([2], BucketTargets.From(examples, new IdentityColumn(3)).Of(1).ToArray());
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
