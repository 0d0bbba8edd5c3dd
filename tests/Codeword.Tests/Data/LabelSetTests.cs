using Codeword.Data;

namespace Codeword.Tests.Data;

public class LabelSetTests
{
    [Fact]
    public void AnIdIsTheNamesPosition()
    {
        LabelSet labels = LabelSet.Create(["b", "a", "ä"]);
        Assert.Equal(3, labels.Count);
        Assert.Equal("a", labels[new LabelId(1)]);
        Assert.True(labels.TryGet("ä", out LabelId id));
        Assert.Equal(2, id.Value);
        Assert.False(labels.TryGet("B", out _));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void AnIdOfAnotherRegistryIsABadCall(int id) => Assert.StartsWith(
        "The registry holds the labels 0 to 1.",
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelSet.Create(["a", "b"])[new LabelId(id)]).Message);

    [Fact]
    public void NamesAreUniqueAndNotEmpty()
    {
        Assert.StartsWith("The label \"a\" stands twice;", Assert.Throws<ArgumentException>(() => LabelSet.Create(["a", "a"])).Message);
        Assert.StartsWith("A label's name may not be empty.", Assert.Throws<ArgumentException>(() => LabelSet.Create([""])).Message);
    }

    [Fact]
    public void ARetiredLabelKeepsItsIdAndLosesItsName()
    {
        LabelSet labels = LabelSet.Create(["a", "b", "c"]);
        LabelSet fewer = labels.Retire([new LabelId(1)]);

        Assert.Equal((3, "b"), (fewer.Count, fewer[new LabelId(1)]));
        Assert.False(fewer.TryGet("b", out _));
        Assert.Equal([new LabelId(1)], fewer.Retired);
        Assert.Equal([0, 2], fewer.Live());
        Assert.Equal((true, false), (fewer.IsRetired(new LabelId(1)), fewer.IsRetired(new LabelId(2))));
        Assert.True(labels.TryGet("b", out _));
        Assert.Empty(labels.Retired);

        LabelSet more = fewer.Add(["d", "b"]);
        Assert.True(more.TryGet("b", out LabelId again));
        Assert.Equal(4, again.Value);
        Assert.Equal(["a", "b", "c", "d", "b"], more.Names);
        Assert.Equal([1, 4], more.Retire([new LabelId(4)]).Retired.Select(id => id.Value));
    }

    [Fact]
    public void LabelsThatCannotBeRetiredOrAddedAreRefused()
    {
        LabelSet labels = LabelSet.Create(["a", "b", "c"]).Retire([new LabelId(1)]);
        Check("The label \"b\" with the id 1 is retired already.", () => labels.Retire([new LabelId(0), new LabelId(1)]));
        Check("A label is named twice; each may be retired once.", () => labels.Retire([new LabelId(0), new LabelId(0)]));
        Check("No label would be left; a model keeps at least one class.", () => labels.Retire([new LabelId(2), new LabelId(0)]));
        Check("The registry holds the labels 0 to 2.", () => labels.Retire([new LabelId(3)]));
        Check("The label \"c\" stands twice; each label may be given once.", () => labels.Add(["d", "c"]));
        Check("A label's name may not be empty.", () => labels.Add([""]));

        static void Check(string message, Func<object> action) =>
            Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARegistryDoesNotChangeWhenItsBuilderGoesOn()
    {
        var builder = new LabelSetBuilder();
        Assert.Equal(0, builder.GetOrAdd("a").Value);
        LabelSet labels = builder.ToLabelSet();
        Assert.Equal(1, builder.GetOrAdd("b").Value);
        Assert.Equal(0, builder.GetOrAdd("a").Value);
        Assert.Equal(["a"], labels.Names);
        Assert.False(labels.TryGet("b", out _));
    }
}
