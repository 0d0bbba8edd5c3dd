using Codeword.Codes;

namespace Codeword.Tests.Codes;

public sealed class CodebookTests
{
    [Fact]
    public void ACodewordIsADigitOfEveryColumn()
    {
        DigitColumn[] columns = [new IdentityColumn(4), new ClusteredColumn([0, 1, 1, 0], 300), new ShuffledColumn(4, 2, 1)];
        var codebook = new Codebook(columns);

        Assert.Equal((4, 3, 306L, 8L), (codebook.Classes, codebook.Length, codebook.Outputs, codebook.StoredBytes));
        Assert.Equal(columns, codebook.Columns);
    }

    [Fact]
    public void ACodebookNeedsAColumn() => Assert.StartsWith(
        "A codebook needs at least one column.",
        Assert.Throws<ArgumentException>("columns", () => new Codebook([])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void AllColumnsSpeakOfTheSameClasses() => Assert.StartsWith(
        "One column has 4 classes, another 5; all need the same.",
        Assert.Throws<ArgumentException>("columns", () => new Codebook([new IdentityColumn(4), new IdentityColumn(5)])).Message,
        StringComparison.Ordinal);
}
