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
