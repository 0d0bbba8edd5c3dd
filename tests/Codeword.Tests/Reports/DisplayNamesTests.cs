using Codeword.Data;
using Codeword.Reports;

namespace Codeword.Tests.Reports;

public sealed class DisplayNamesTests
{
    [Fact]
    public void AClassIsCalledByItsNameAndItsLabel()
    {
        var names = new DisplayNames(LabelSet.Create(["7", "8"]), new Dictionary<string, string> { ["8"] = "dog" });

        Assert.Equal(["7", "dog (8)"], [names[0], names[1]]);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("e\u0301")]
    [InlineData("\U0001F468\U0001F3FD")]
    public void TextsAreCutBetweenCharacters(string character)
    {
        string Times(int count) => string.Concat(Enumerable.Repeat(character, count));

        Assert.Equal(Times(40), DisplayNames.Cut(Times(40)));
        Assert.Equal(Times(39) + "…", DisplayNames.Cut(Times(41)));
        Assert.Equal(Times(39) + "…", DisplayNames.Cut(Times(5_000)));
    }

    [Fact]
    public void MarksOnOneCharacterAreNoWayRoundTheLimit() =>
        Assert.InRange(DisplayNames.Cut("a" + new string('\u0301', 10_000)).Length, 1, 161);
}
