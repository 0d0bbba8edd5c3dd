using Codeword.Data;

namespace Codeword.Tests.Data;

public class ExampleSetBuilderTests
{
    [Fact]
    public void OfADenseRowTheValuesOtherThanZeroAreKept()
    {
        var builder = new ExampleSetBuilder();
        builder.Add(Features.Dense([0, 2, 0, -1, 0]), ["a"]);
        ExampleSet set = builder.Build();
        Assert.Equal([1, 3], set.Row(0).Indices.ToArray());
        Assert.Equal([2f, -1], set.Row(0).Values.ToArray());
    }

    [Fact]
    public void LaterRowsDoNotChangeASetThatWasBuilt()
    {
        var builder = new ExampleSetBuilder();
        builder.Add(Features.Sparse([0], [1]), ["a"]);
        ExampleSet set = builder.Build();
        builder.Add(Features.Sparse([7], [1]), ["b"]);
        Assert.Equal(1, set.Count);
        Assert.Equal(1, set.Labels.Count);
        Assert.Equal(2, builder.Build().Count);
    }

    [Fact]
    public void ABadRowIsRefusedAndLeavesNothingBehind()
    {
        var builder = new ExampleSetBuilder();
        Refuse("A weight is finite and above 0.", () => builder.Add(Features.Sparse([], []), [], 0));
        Refuse("A weight is finite and above 0.", () => builder.Add(Features.Sparse([], []), [], float.NaN));
        Refuse("The row has the value NaN; every value must be finite.", () => builder.Add(Features.Dense([float.NaN]), ["a"]));
        Refuse("The row has the index 3 after 3;", () => builder.Add(Features.Sparse([3, 3], [1, 1]), ["a"]));
        Refuse("The row has the index -2 after -1;", () => builder.Add(Features.Sparse([-2], [1]), ["a"]));
        Refuse("The row has the index 2147483647 after -1;", () => builder.Add(Features.Sparse([int.MaxValue], [1]), ["a"]));
        Refuse("A label's name may not be empty.", () => builder.Add(Features.Sparse([], []), ["a", ""]));
        Refuse("A label stands twice in one row; each may stand once.", () => builder.Add(Features.Sparse([], []), ["a", "b", "a"]));
        Assert.Equal(0, builder.Count);
        Assert.Equal(0, builder.Build().Labels.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExampleSetBuilder(featureCount: -1));
    }

    private static void Refuse(string message, Action call) => Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(call).Message);
}
