using Codeword.Models;

namespace Codeword.Tests.Models;

public sealed class WeightMatrixTests
{
    [Theory]
    [InlineData(7, 3, 1000, new[] { 21 })]
    [InlineData(7, 3, 6, new[] { 6, 6, 6, 3 })]
    [InlineData(4, 3, 7, new[] { 6, 6 })]
    [InlineData(3, 5, 2, new[] { 5, 5, 5 })]   // a row is never cut
    public void BlocksHoldWholeRows(long rows, int columns, long blockElements, int[] lengths)
    {
        var matrix = new WeightMatrix(rows, columns, blockElements);
        for (int i = 0; i < rows * columns; i++)
        {
            matrix.Row(i / columns)[i % columns] = i;
        }

        Assert.Equal(lengths, matrix.Blocks.Select(block => block.Length));
        Assert.Equal(Enumerable.Range(0, (int)matrix.Count).Select(i => (float)i), matrix.Blocks.SelectMany(block => block));
        Assert.Equal((rows, columns, rows * columns), (matrix.Rows, matrix.Columns, matrix.Count));
    }

    [Fact]
    public void AMatrixStartsAsZeros() => Assert.All(new WeightMatrix(10, 20).Blocks.Single(), weight => Assert.Equal(0, weight));

    [Fact]
    public void AMatrixHasRowsAndColumns()
    {
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => new WeightMatrix(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>("columns", () => new WeightMatrix(1, 0));
    }
}
