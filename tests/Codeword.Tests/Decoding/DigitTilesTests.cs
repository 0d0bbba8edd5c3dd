using Codeword.Codes;
using Codeword.Data;
using Codeword.Decoding;

namespace Codeword.Tests.Decoding;

public sealed class DigitTilesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(65_536)]
    [InlineData(66_000)]
    public void DigitsStandBlockByBlockAndColumnByColumn(int classes)
    {
        DigitColumn[] columns = [new ShuffledColumn(classes, 256, 1), new ShuffledColumn(classes, 3, 2), new ShuffledColumn(classes, 64, 3)];
        var tiles = new DigitTiles(columns);
        for (int label = 0; label < classes; label += Math.Max(1, classes / 1000))
        {
            ReadOnlySpan<byte> block = tiles.Block(label / 256);
            for (int r = 0; r < columns.Length; r++)
            {
                int digit = columns[r].DigitOf(new LabelId(label));
                Assert.Equal(digit, block[(r * 256) + (label % 256)]);
                Assert.Equal(digit, tiles.Run(r, label, 1)[0]);
            }
        }

        Assert.Equal((3, 3 * 256L * ((classes + 255) / 256)), (tiles.Columns, tiles.Bytes));
    }

    [Fact]
    public void ARunEndsWithItsBlock()
    {
        var tiles = new DigitTiles([new ShuffledColumn(1000, 7, 1)]);

        Assert.Equal([256, 1, 100, 56], [tiles.Run(0, 0, 1000).Length, tiles.Run(0, 255, 9).Length, tiles.Run(0, 300, 100).Length, tiles.Run(0, 456, 1000).Length]);
    }

    [Fact]
    public void WithoutColumnsThereIsNothing() => Assert.Equal((0, 0L), (new DigitTiles([]).Columns, new DigitTiles([]).Bytes));
}
